#include "nn/Checkpoint.h"

#include "base/InputFile.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "data/Hdf5.h"
#include "nn/CardJson.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <atomic>
#include <cmath>
#include <utility>

namespace iic {

namespace {

constexpr std::string_view formatName = "IICnet checkpoint 1";
constexpr hsize_t mostTensors = 1024;
constexpr std::size_t longestText = std::size_t{1} << 22;
constexpr int highestRank = 4;

/// More than a network and its optimiser hold; of IICnet 128 MiB.
std::int64_t mostValues(const ModelSpec& spec) {
    switch (spec.architecture) {
    case Architecture::Vgg16: return std::int64_t{1} << 29;
    case Architecture::ResNet34:
    case Architecture::EfficientNetV2S:
    case Architecture::RepVggA0:
    case Architecture::RepVggB0: return std::int64_t{1} << 27;
    default: return std::int64_t{1} << 25;
    }
}

using hdf5::Handle, hdf5::Refusal, hdf5::require, hdf5::Silence;

void writeText(hid_t file, const char* name, std::string_view text) {
    const Handle group(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "the root cannot be opened");
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, name);
    const Handle type(H5Tcopy(H5T_C_S1), H5Tclose, name);
    require(H5Tset_size(type, text.size()) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0, name);
    const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, name);
    require(H5Pset_obj_track_times(list, false) >= 0, name);
    const Handle data(H5Dcreate2(group, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose, name);
    require(H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) >= 0, name);
}

void writeTensor(hid_t group, const NamedTensor& tensor) {
    const std::vector<hsize_t> shape(tensor.shape.begin(), tensor.shape.end());
    const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, tensor.name);
    const Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, tensor.name);
    require(H5Pset_obj_track_times(list, false) >= 0, tensor.name);
    const Handle data(H5Dcreate2(group, tensor.name.c_str(), H5T_IEEE_F32LE, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose,
                      tensor.name);
    require(H5Dwrite(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, tensor.values.data()) >= 0, tensor.name);
}

void writeGroup(hid_t file, const char* name, const std::vector<NamedTensor>& tensors) {
    const Handle list(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, name);
    require(H5Pset_obj_track_times(list, false) >= 0, name);
    const Handle group(H5Gcreate2(file, name, H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose, name);
    for (const auto& tensor : tensors)
        writeTensor(group, tensor);
}

/// A file that nothing on the disk or in memory is called: HDF5 looks for one before it makes it, and takes two of one name for one.
std::string unusedName() {
    static std::atomic<std::uint64_t> number;
    return fmt::format("/dev/null/checkpoint-{}", ++number);
}

/// The bytes of the file: HDF5 does not tell why a disk took no more.
std::string fileOf(const Checkpoint& checkpoint) {
    constexpr std::size_t growth = 1 << 20;
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "the file");
    require(H5Pset_fapl_core(access, growth, false) >= 0, "the file");
    const Handle file(H5Fcreate(unusedName().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, "the file");
    writeText(file, "format", formatName);
    writeText(file, "card", jsonText(toJson(checkpoint.card)));
    writeText(file, "training", jsonText(checkpoint.training));
    writeGroup(file, "weights", checkpoint.weights);
    writeGroup(file, "optimiser", checkpoint.optimiser);
    require(H5Fflush(file, H5F_SCOPE_LOCAL) >= 0, "the end");
    const auto size = H5Fget_file_image(file, nullptr, 0);
    require(size > 0, "the size");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    require(H5Fget_file_image(file, bytes.data(), bytes.size()) == size, "the end");
    return bytes;
}

/// A dataset that lies plainly in this file: allocated, contiguous, not compressed, not elsewhere.
void requirePlain(hid_t data, const std::string& name, std::uint64_t bytes) {
    const Handle list(H5Dget_create_plist(data), H5Pclose, name + " cannot be described");
    require(H5Pget_layout(list) == H5D_CONTIGUOUS && H5Pget_external_count(list) == 0 && H5Pget_nfilters(list) == 0,
            name + " is not stored plainly in the file");
    require(H5Dget_storage_size(data) == bytes,
            fmt::format("{}: {} bytes expected, {} found", name, bytes, static_cast<std::uint64_t>(H5Dget_storage_size(data))));
}

void requireOwnLink(hid_t group, const std::string& name) {
    H5L_info_t link;
    require(H5Lexists(group, name.c_str(), H5P_DEFAULT) > 0 && H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT) >= 0,
            name + " is missing");
    require(link.type == H5L_TYPE_HARD, name + " is a link to elsewhere");
}

std::string readText(hid_t file, const char* name) {
    requireOwnLink(file, name);
    const Handle data(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose, fmt::format("{} is not a text", name));
    const Handle type(H5Dget_type(data), H5Tclose, fmt::format("{} has no type", name));
    const Handle space(H5Dget_space(data), H5Sclose, fmt::format("{} has no shape", name));
    const auto size = H5Tget_size(type);
    require(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 && H5Sget_simple_extent_npoints(space) == 1,
            fmt::format("{} is not a text", name));
    require(size > 0 && size <= longestText, fmt::format("{} is {} bytes long", name, size));
    requirePlain(data, name, size);
    std::string text(size, '\0');
    require(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()) >= 0, fmt::format("{} cannot be read", name));
    return text;
}

NamedTensor readTensor(hid_t group, std::string name, std::int64_t& valuesLeft) {
    requireOwnLink(group, name);
    const Handle data(H5Dopen2(group, name.c_str(), H5P_DEFAULT), H5Dclose, name + " is not a tensor");
    const Handle type(H5Dget_type(data), H5Tclose, name + " has no type");
    const Handle space(H5Dget_space(data), H5Sclose, name + " has no shape");
    require(H5Tequal(type, H5T_IEEE_F32LE) > 0, name + " is not of 32-bit floats");
    const int rank = H5Sget_simple_extent_ndims(space);
    require(rank >= 0 && rank <= highestRank, fmt::format("{} has {} dimensions", name, rank));
    std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
    require(H5Sget_simple_extent_dims(space, shape.data(), nullptr) == rank, name + " has no shape");
    std::int64_t count = 1;
    for (const auto length : shape) {
        require(length > 0 && length <= static_cast<hsize_t>(valuesLeft / count),
                fmt::format("{} is implausibly large: {}", name, fmt::join(shape, " × ")));
        count *= static_cast<std::int64_t>(length);
    }
    requirePlain(data, name, static_cast<std::uint64_t>(count) * sizeof(float));
    valuesLeft -= count;
    NamedTensor tensor{std::move(name), {shape.begin(), shape.end()}, std::vector<float>(static_cast<std::size_t>(count))};
    require(H5Dread(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, tensor.values.data()) >= 0,
            tensor.name + " cannot be read");
    for (const float value : tensor.values)
        require(std::isfinite(value), tensor.name + " holds a number that is not finite");
    return tensor;
}

std::string linkName(hid_t group, hsize_t position) {
    std::string name(256, '\0');
    const auto length =
        H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, position, name.data(), name.size(), H5P_DEFAULT);
    require(length > 0 && static_cast<std::size_t>(length) < name.size(), "a tensor's name cannot be read");
    name.resize(static_cast<std::size_t>(length));
    return name;
}

std::vector<NamedTensor> readGroup(hid_t file, const char* name, std::int64_t& valuesLeft) {
    requireOwnLink(file, name);
    const Handle group(H5Gopen2(file, name, H5P_DEFAULT), H5Gclose, fmt::format("{} is not a group", name));
    H5G_info_t info;
    require(H5Gget_info(group, &info) >= 0 && info.nlinks <= mostTensors, fmt::format("{} holds too much", name));
    std::vector<NamedTensor> tensors;
    for (hsize_t position = 0; position < info.nlinks; ++position)
        tensors.push_back(readTensor(group, linkName(group, position), valuesLeft));
    return tensors;
}

nlohmann::json readJson(hid_t file, const char* name) {
    auto json = parseJsonObject(readText(file, name));
    require(json.has_value(), json ? "" : fmt::format("{} {}", name, json.error()));
    return *std::move(json);
}

Checkpoint readAll(const std::filesystem::path& path) {
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "it is not a whole HDF5 file");
    require(readText(file, "format") == formatName, "its format is not “" + std::string(formatName) + "”");
    Checkpoint checkpoint;
    auto card = cardFromJson(readJson(file, "card"));
    require(card.has_value(), card ? "" : card.error().detail);
    checkpoint.card = *std::move(card);
    checkpoint.training = readJson(file, "training");
    auto valuesLeft = mostValues(checkpoint.card.spec);
    checkpoint.weights = readGroup(file, "weights", valuesLeft);
    checkpoint.optimiser = readGroup(file, "optimiser", valuesLeft);
    return checkpoint;
}

} // namespace

Result<void> writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
    try {
        const Silence silence;
        return writeTextFile(path, fileOf(checkpoint));
    } catch (const Refusal& refusal) {
        return fail(ErrorCode::FileUnwritable, path.string(), "the checkpoint cannot be written", refusal.what());
    }
}

Result<Checkpoint> readCheckpoint(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    try {
        const Silence silence;
        return readAll(path);
    } catch (const Refusal& refusal) {
        return fail(ErrorCode::BadCheckpoint, path.string(), "this is not a checkpoint of IICnet", refusal.what());
    }
}

} // namespace iic
