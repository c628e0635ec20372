#pragma once

#include "base/Error.h"
#include "data/DatasetColumns.h"

#include <filesystem>

namespace iic {

struct ImageFile {
    std::filesystem::path path;
    std::string name; ///< its path from the folder that is listed
    std::uint8_t label = noLabel; ///< place in the classes
    DatasetSplit split = DatasetSplit::LeftOut;
};

/// The images of a folder, in the order of splits, classes and names.
struct ImageFolder {
    std::vector<std::string> classes;
    std::vector<ImageFile> files;
    bool isSplit = false; ///< into folders for training, validation and test
};

/// Lists the PNG and JPEG files of a folder that has a folder for each class; or a folder for training, validation and test
/// ("train", "val", … and "left_out" too) with a folder for each class in it. Folders that are all named as star, galaxy and
/// quasar, or several of them, are these classes; others are classes in the order of their names. "unlabelled" is none.
/// Folders whose names begin with a dot or two underscores are passed over. ImplausibleData where it is neither, both, or has more
/// than 254 classes; FileUnreadable.
Result<ImageFolder> listImageFolder(const std::filesystem::path& folder);

} // namespace iic
