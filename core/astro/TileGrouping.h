#pragma once

#include "astro/TileOutline.h"

namespace iic {

/// Images to open, in the order of their names, each once.
struct ImagePaths {
    /// unWISE has each image twice: "-img-m" without outlying exposures, which is used, and "-img-u" with them.
    struct Twin {
        std::filesystem::path used, passedOver;
    };
    std::vector<std::filesystem::path> images;
    std::vector<Twin> passedOver;
};

/// The images among files and folders. FileNotFound, FileUnreadable, NoImages.
Result<ImagePaths> imagePaths(const std::vector<std::filesystem::path>& given);

/// AmbiguousBand when neither header, name nor the user tells the band; BadHeader, UnsupportedProjection.
Result<ImageOutline> outlineOf(const FitsHeader& header, const std::filesystem::path& path, int width, int height,
                               const OpenTilesOptions& options);

/// Sorts images into tiles as they come.
class TileGrouping {
  public:
    /// The number of the tile the image belongs to, counted from 0; the next number opens a new one. AmbiguousBand.
    Result<std::size_t> add(ImageOutline image);
    /// The tiles, named after COADDID, the folder or the file they came from; those of one name are numbered.
    std::vector<TileOutline> take() &&;

  private:
    std::vector<TileOutline> tiles_;
};

} // namespace iic
