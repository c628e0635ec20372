#include "data/Galaxy10File.h"

#include "base/InputFile.h"
#include "data/Hdf5.h"

#include <array>
#include <fmt/format.h>
#include <optional>

namespace iic {

using hdf5::Handle;
using hdf5::require;

namespace {

constexpr hsize_t mostImages = 10'000'000, largestSide = 4001;

Handle openArray(hid_t file, const char* name) {
    H5L_info_t link;
    require(H5Lexists(file, name, H5P_DEFAULT) > 0 && H5Lget_info(file, name, &link, H5P_DEFAULT) >= 0,
            fmt::format("{} is missing", name));
    require(link.type == H5L_TYPE_HARD, fmt::format("{} is a link to elsewhere", name));
    Handle data(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, fmt::format("{} is not an array", name));
    const Handle list(H5Dget_create_plist(data), H5Pclose, name);
    require(H5Pget_layout(list) != H5D_VIRTUAL && H5Pget_external_count(list) == 0,
            fmt::format("{} is not stored in the file", name));
    return data;
}

std::vector<hsize_t> shapeOf(hid_t data) {
    const Handle space(H5Dget_space(data), H5Sclose, "an array has no shape");
    const int rank = H5Sget_simple_extent_ndims(space);
    require(rank >= 0 && rank <= 8, "an array has no usable shape");
    std::vector<hsize_t> sides(static_cast<std::size_t>(rank));
    require(H5Sget_simple_extent_dims(space, sides.data(), nullptr) == rank, "an array has no shape");
    return sides;
}

void requireIntegers(hid_t data, const char* name, std::size_t bytes) {
    const Handle type(H5Dget_type(data), H5Tclose, name);
    require(H5Tget_class(type) == H5T_INTEGER && (bytes == 0 || H5Tget_size(type) == bytes),
            fmt::format("{} does not hold whole numbers", name));
}

} // namespace

struct Galaxy10File::Parts {
    std::filesystem::path path;
    Handle file;
    Handle images;
    std::size_t count = 0;
    int side = 0;
    std::vector<std::uint8_t> answers;

    explicit Parts(const std::filesystem::path& name)
        : path(name),
          file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "it is not a whole HDF5 file"),
          images(openArray(file, "images")) {
        requireIntegers(images, "images", 1);
        const auto shape = shapeOf(images);
        require(shape.size() == 4 && shape[1] == shape[2] && shape[3] == 3 && shape[1] >= 1 && shape[1] <= largestSide,
                "images are not n × side × side × 3");
        require(shape[0] >= 1 && shape[0] <= mostImages, fmt::format("{} images", shape[0]));
        count = shape[0];
        side = static_cast<int>(shape[1]);
        const Handle ans = openArray(file, "ans");
        requireIntegers(ans, "ans", 0);
        require(shapeOf(ans) == std::vector<hsize_t>{count}, "ans is not as long as images");
        answers.resize(count);
        require(H5Dread(ans, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, answers.data()) >= 0, "ans cannot be read");
    }
};

Galaxy10File::Galaxy10File(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Galaxy10File::Galaxy10File(Galaxy10File&&) noexcept = default;
Galaxy10File::~Galaxy10File() = default;

Result<Galaxy10File> Galaxy10File::open(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    try {
        const hdf5::Silence silence;
        return Galaxy10File(std::make_unique<Parts>(path));
    } catch (const hdf5::Refusal& refusal) {
        return fail(ErrorCode::BadDataset, path.string(), "is not a file of images as Galaxy10 has them", refusal.what());
    }
}

std::size_t Galaxy10File::count() const { return parts_->count; }
int Galaxy10File::side() const { return parts_->side; }
const std::vector<std::uint8_t>& Galaxy10File::answers() const { return parts_->answers; }

Result<std::vector<std::uint8_t>> Galaxy10File::images(std::size_t first, std::size_t count) const {
    const auto side = static_cast<hsize_t>(parts_->side);
    const std::array<hsize_t, 4> start{first, 0, 0, 0}, shape{count, side, side, 3};
    std::vector<std::uint8_t> bytes(count * side * side * 3);
    try {
        const hdf5::Silence silence;
        const Handle there(H5Dget_space(parts_->images), H5Sclose, "images have no shape");
        const Handle here(H5Screate_simple(4, shape.data(), nullptr), H5Sclose, "images have no shape");
        require(H5Sselect_hyperslab(there, H5S_SELECT_SET, start.data(), nullptr, shape.data(), nullptr) >= 0 &&
                    H5Dread(parts_->images, H5T_NATIVE_UINT8, here, there, H5P_DEFAULT, bytes.data()) >= 0,
                fmt::format("images from number {} on cannot be read", first));
        return bytes;
    } catch (const hdf5::Refusal& refusal) {
        return fail(ErrorCode::BadDataset, parts_->path.string(), "is not a file of images as Galaxy10 has them", refusal.what());
    }
}

} // namespace iic
