#include "data/DatasetLayout.h"

#include "base/Json.h"
#include "data/ColumnLayout.h"
#include "data/Hdf5.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cerrno>
#include <cstring>

namespace iic {

namespace {

using hdf5::Handle;
using hdf5::require;
using Shape = std::vector<std::uint64_t>;

constexpr std::string_view formatFamily = "IICnet dataset ";
constexpr std::string_view formatName = "IICnet dataset 1";
constexpr std::size_t longestText = std::size_t{1} << 26;

hid_t typeOf(ColumnType type) {
    switch (type) {
    case ColumnType::Real64: return H5T_IEEE_F64LE;
    case ColumnType::Real32: return H5T_IEEE_F32LE;
    case ColumnType::Byte: return H5T_STD_U8LE;
    case ColumnType::Word: return H5T_STD_U16LE;
    case ColumnType::Integer: break;
    }
    return H5T_STD_I32LE;
}

Shape rows(std::size_t count, const Shape& row) {
    Shape shape{count};
    shape.insert(shape.end(), row.begin(), row.end());
    return shape;
}

Shape cutoutShape(const DatasetCard& card) {
    const auto side = static_cast<std::uint64_t>(card.side);
    return {static_cast<std::uint64_t>(card.planes), side, side};
}

/// Without times, allocated at once and never filled: where an array lies does not depend on what it holds.
Handle plainList(const std::string& name) {
    Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, name);
    require(H5Pset_obj_track_times(list, false) >= 0 && H5Pset_layout(list, H5D_CONTIGUOUS) >= 0 &&
                H5Pset_alloc_time(list, H5D_ALLOC_TIME_EARLY) >= 0 && H5Pset_fill_time(list, H5D_FILL_TIME_NEVER) >= 0,
            name);
    return list;
}

Handle textType(std::size_t size, const std::string& name) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, name);
    require(H5Tset_size(type, size) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0 && H5Tset_strpad(type, H5T_STR_NULLPAD) >= 0,
            name);
    return type;
}

/// Makes an array; without values its bytes stay a hole. Gives its place.
std::uint64_t writeArray(hid_t file, const std::string& name, hid_t type, const Shape& shape, const void* values) {
    const std::vector<hsize_t> sides(shape.begin(), shape.end());
    const Handle space(sides.empty() ? H5Screate(H5S_SCALAR)
                                     : H5Screate_simple(static_cast<int>(sides.size()), sides.data(), nullptr),
                       H5Sclose, name);
    const Handle list = plainList(name);
    const Handle data(H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose, name);
    require(!values || H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, name);
    return H5Dget_offset(data);
}

void writeText(hid_t file, const std::string& name, std::string_view text) {
    const Handle type = textType(std::max<std::size_t>(text.size(), 1), name);
    writeArray(file, name, type, {}, text.data());
}

void writeNames(hid_t file, const std::vector<std::string>& names) {
    std::size_t length = 1;
    for (const auto& name : names)
        length = std::max(length, std::min(name.size(), longestName));
    std::vector<char> packed(names.size() * length, '\0');
    for (std::size_t row = 0; row < names.size(); ++row)
        std::memcpy(packed.data() + row * length, names[row].data(), std::min(names[row].size(), length));
    const Handle type = textType(length, "name");
    writeArray(file, "name", type, {names.size()}, packed.data());
}

void writeAll(const std::filesystem::path& path, const DatasetCard& card, const DatasetColumns& columns,
              const std::vector<FluxUnits>& units, std::span<const std::uint64_t> checksums) {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "the file");
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "the file");
    // One block of metadata fills the room ahead of the cutouts, however many and large these are.
    require(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0 &&
                H5Pset_meta_block_size(access, cutoutStart) >= 0 && H5Pset_small_data_block_size(access, 0) >= 0 &&
                H5Pset_obj_track_times(creation, false) >= 0,
            "the file");
    const Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "the file");
    const auto start = writeArray(file, "cutouts", H5T_IEEE_F32LE, rows(columns.size(), cutoutShape(card)), nullptr);
    require(start == cutoutStart, fmt::format("the cutouts would begin at byte {}, not {}", start, cutoutStart));
    writeText(file, "format", formatName);
    writeText(file, "card", jsonText(toJson(card)));
    writeNames(file, columns.name);
    visitColumns(columns, [&](const char* name, ColumnType type, const Shape& row, const auto& column) {
        require(column.size() == columns.size(), fmt::format("{}: {} rows expected", name, columns.size()));
        writeArray(file, name, typeOf(type), rows(columns.size(), row), column.data());
    });
    writeArray(file, "checksum", H5T_STD_U64LE, {checksums.size()}, checksums.data());
    std::vector<double> jansky;
    for (const auto& unit : units)
        for (const auto band : card.bands)
            jansky.push_back(unit[static_cast<std::size_t>(band)]);
    writeArray(file, "jansky", H5T_IEEE_F64LE, {units.size(), card.bands.size()}, jansky.data());
    require(H5Fflush(file, H5F_SCOPE_LOCAL) >= 0, "the end");
}

Handle openArray(hid_t file, const std::string& name) {
    H5L_info_t link;
    require(H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0 && H5Lget_info(file, name.c_str(), &link, H5P_DEFAULT) >= 0,
            name + " is missing");
    require(link.type == H5L_TYPE_HARD, name + " is a link to elsewhere");
    return {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, name + " is not an array"};
}

Shape shapeOf(hid_t data, const std::string& name) {
    const Handle space(H5Dget_space(data), H5Sclose, name + " has no shape");
    const int rank = H5Sget_simple_extent_ndims(space);
    require(H5Sis_simple(space) > 0 && rank >= 0 && rank <= 4, name + " has no usable shape");
    std::vector<hsize_t> sides(static_cast<std::size_t>(rank));
    require(H5Sget_simple_extent_dims(space, sides.data(), nullptr) == rank, name + " has no shape");
    return {sides.begin(), sides.end()};
}

/// The place of an array that lies plainly in this file: allocated, contiguous, whole, not compressed, not elsewhere.
Extent plainExtent(hid_t data, const std::string& name, const Shape& shape, std::size_t elementBytes, std::uint64_t fileSize) {
    std::uint64_t bytes = elementBytes;
    for (const auto side : shape) {
        require(side == 0 || bytes <= fileSize / side,
                fmt::format("{} is larger than the file: {}", name, fmt::join(shape, " × ")));
        bytes *= side;
    }
    const Handle list(H5Dget_create_plist(data), H5Pclose, name + " cannot be described");
    require(H5Pget_layout(list) == H5D_CONTIGUOUS && H5Pget_external_count(list) == 0 && H5Pget_nfilters(list) == 0,
            name + " is not stored plainly in the file");
    const auto stored = static_cast<std::uint64_t>(H5Dget_storage_size(data));
    require(stored == bytes, fmt::format("{}: {} bytes expected, {} found", name, bytes, stored));
    if (bytes == 0)
        return {};
    const haddr_t offset = H5Dget_offset(data);
    require(offset != HADDR_UNDEF && offset <= fileSize && bytes <= fileSize - offset, name + " is not wholly in the file");
    return {offset, bytes};
}

std::string readText(hid_t file, const std::string& name, std::uint64_t fileSize) {
    const Handle data = openArray(file, name);
    const Handle type(H5Dget_type(data), H5Tclose, name + " has no type");
    const auto size = H5Tget_size(type);
    require(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 && shapeOf(data, name).empty(),
            name + " is not a text");
    require(size > 0 && size <= longestText, fmt::format("{} is {} bytes long", name, size));
    plainExtent(data, name, {}, size, fileSize);
    std::string text(size, '\0');
    require(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) >= 0, name + " cannot be read");
    return text;
}

void checkFormat(hid_t file, std::uint64_t fileSize) {
    const auto format = readText(file, "format", fileSize);
    const bool ours = format.starts_with(formatFamily);
    require(!ours || format == formatName,
            fmt::format("it was written by a newer version of the program: “{}” expected, “{}” found", formatName, format));
    require(ours, fmt::format("its format is not “{}”", formatName));
}

nlohmann::json parseCard(const std::string& text) {
    auto json = parseJsonObject(text);
    require(json.has_value(), json ? "" : "card " + json.error());
    return *std::move(json);
}

Extent readArray(hid_t file, const std::string& name, hid_t type, const Shape& shape, std::uint64_t fileSize) {
    const Handle data = openArray(file, name);
    const Handle found(H5Dget_type(data), H5Tclose, name + " has no type");
    require(H5Tequal(found, type) > 0, name + " holds numbers of another type");
    const auto sides = shapeOf(data, name);
    require(sides == shape, fmt::format("{}: {} expected, {} found", name, fmt::join(shape, " × "), fmt::join(sides, " × ")));
    return plainExtent(data, name, shape, H5Tget_size(type), fileSize);
}

Extent readNames(hid_t file, DatasetLayout& layout) {
    const Handle data = openArray(file, "name");
    const Handle type(H5Dget_type(data), H5Tclose, "name has no type");
    layout.nameLength = H5Tget_size(type);
    require(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0, "name is not of texts");
    require(layout.nameLength > 0 && layout.nameLength <= longestName, fmt::format("names of {} bytes", layout.nameLength));
    require(shapeOf(data, "name") == Shape{layout.count}, "name is not as long as there are cutouts");
    return plainExtent(data, "name", {layout.count}, layout.nameLength, layout.fileSize);
}

DatasetLayout readAll(const std::filesystem::path& path) {
    DatasetLayout layout;
    layout.fileSize = std::filesystem::file_size(path);
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "it is not a whole HDF5 file");
    checkFormat(file, layout.fileSize);
    auto card = datasetCardFromJson(parseCard(readText(file, "card", layout.fileSize)));
    require(card.has_value(), card ? "" : card.error().detail);
    layout.card = *std::move(card);

    const auto shape = shapeOf(openArray(file, "cutouts"), "cutouts");
    layout.count = shape.empty() ? 0 : shape.front();
    require(layout.count > 0, "it holds no cutout");
    layout.arrays["cutouts"] =
        readArray(file, "cutouts", H5T_IEEE_F32LE, rows(layout.count, cutoutShape(layout.card)), layout.fileSize);
    layout.arrays["name"] = readNames(file, layout);
    DatasetColumns columns;
    visitColumns(columns, [&](const char* name, ColumnType type, const Shape& row, const auto&) {
        layout.arrays[name] = readArray(file, name, typeOf(type), rows(layout.count, row), layout.fileSize);
    });
    layout.arrays["checksum"] = readArray(file, "checksum", H5T_STD_U64LE, {layout.count}, layout.fileSize);
    layout.arrays["jansky"] =
        readArray(file, "jansky", H5T_IEEE_F64LE, {layout.card.tiles.size(), layout.card.bands.size()}, layout.fileSize);
    return layout;
}

} // namespace

Result<std::uint64_t> writeLayout(const std::filesystem::path& path, const DatasetCard& card, const DatasetColumns& columns,
                                  const std::vector<FluxUnits>& units, std::span<const std::uint64_t> checksums) {
    errno = 0;
    try {
        const hdf5::Silence silence;
        writeAll(path, card, columns, units, checksums);
        return std::filesystem::file_size(path);
    } catch (const hdf5::Refusal& refusal) {
        const bool full = errno == ENOSPC || errno == EFBIG || errno == EDQUOT;
        return fail(ErrorCode::FileUnwritable, path.string(), full ? "there is no room to write it" : "cannot be written",
                    full ? std::strerror(errno) : refusal.what());
    }
}

Result<DatasetLayout> readLayout(const std::filesystem::path& path) {
    try {
        const hdf5::Silence silence;
        return readAll(path);
    } catch (const hdf5::Refusal& refusal) {
        return fail(ErrorCode::BadDataset, path.string(), "this is not a dataset that can be read", refusal.what());
    } catch (const std::filesystem::filesystem_error& gone) {
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", gone.code().message());
    }
}

} // namespace iic
