#include "analysis/BundledModel.h"

#include <cstdlib>
#include <vector>

namespace iic {

Result<std::filesystem::path> bundledModel() {
    std::vector<std::filesystem::path> folders;
    if (const char* named = std::getenv("IICNET_MODEL_DIR"))
        folders.emplace_back(named);
    std::error_code unknown;
    if (const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown); !unknown)
        folders.push_back(program.parent_path().parent_path() / "share/iicnet-studio/models");
    folders.emplace_back(IIC_SOURCE_MODELS);

    std::string tried;
    for (const auto& folder : folders) {
        std::error_code absent;
        if (const auto model = folder / "demo" / "best.h5"; std::filesystem::is_regular_file(model, absent))
            return model;
        tried += (tried.empty() ? "tried " : ", ") + folder.string();
    }
    return fail(ErrorCode::FileNotFound, "demo/best.h5", "the model shipped with the program is not there", tried);
}

} // namespace iic
