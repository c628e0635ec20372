#pragma once

#include "base/Error.h"

#include <filesystem>

namespace iic {

/// The checkpoint shipped with the program: demo/best.h5 in the folder named by IICNET_MODEL_DIR, else in
/// share/iicnet-studio/models beside the program's folder, else in the source tree. FileNotFound names the places tried.
Result<std::filesystem::path> bundledModel();

} // namespace iic
