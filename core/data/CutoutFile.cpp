#include "data/CutoutFile.h"

#include "base/Checksum.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace iic {

namespace {

Error unwritable(const std::filesystem::path& path) {
    const bool full = errno == ENOSPC || errno == EFBIG || errno == EDQUOT;
    return {ErrorCode::FileUnwritable, path.string(), full ? "there is no room to write it" : "cannot be written",
            std::strerror(errno)};
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

/// Removes the file of the layout, whatever happens.
struct Scaffold {
    std::filesystem::path path;
    ~Scaffold() { ::unlink(path.c_str()); }
};

} // namespace

Result<CutoutFile> CutoutFile::open(const std::filesystem::path& path, std::size_t cutoutBytes) {
    const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return tl::unexpected(unwritable(path));
    return CutoutFile(path, descriptor, cutoutBytes);
}

CutoutFile::CutoutFile(CutoutFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      cutoutBytes_(other.cutoutBytes_),
      checksums_(std::move(other.checksums_)) {}

CutoutFile& CutoutFile::operator=(CutoutFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(cutoutBytes_, other.cutoutBytes_);
    std::swap(checksums_, other.checksums_);
    return *this;
}

CutoutFile::~CutoutFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

Result<void> CutoutFile::writeBytes(std::uint64_t offset, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return tl::unexpected(unwritable(path_));
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

void CutoutFile::note(std::size_t first, std::span<const float> pixels) {
    const auto bytes = std::as_bytes(pixels);
    const auto count = bytes.size() / cutoutBytes_;
    checksums_.resize(std::max(checksums_.size(), first + count));
    for (std::size_t i = 0; i < count; ++i)
        checksums_[first + i] = checksumOf(bytes.subspan(i * cutoutBytes_, cutoutBytes_));
}

Result<void> CutoutFile::write(std::size_t first, std::span<const float> pixels) {
    const auto offset = cutoutStart + first * cutoutBytes_;
    note(first, pixels);
    auto done = writeBytes(offset, std::as_bytes(pixels));
    if (done)
        ::sync_file_range(descriptor_, static_cast<off_t>(offset), static_cast<off_t>(pixels.size_bytes()),
                          SYNC_FILE_RANGE_WRITE);
    return done;
}

Result<void> CutoutFile::read(std::size_t first, std::span<float> pixels) {
    auto bytes = std::as_writable_bytes(pixels);
    auto offset = cutoutStart + first * cutoutBytes_;
    while (!bytes.empty()) {
        const auto count = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail(ErrorCode::FileUnreadable, path_.string(), "cannot be read",
                        count < 0 ? std::strerror(errno) : "it ends early");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    note(first, pixels);
    return {};
}

Result<void> CutoutFile::copyFrom(int layout, std::uint64_t first, std::uint64_t last) {
    std::vector<std::byte> buffer(std::size_t{1} << 18);
    while (first < last) {
        const auto wanted = std::min<std::uint64_t>(buffer.size(), last - first);
        const auto count = ::pread(layout, buffer.data(), wanted, static_cast<off_t>(first));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail(ErrorCode::FileUnwritable, path_.string(), "cannot be written",
                        "what goes around the cutouts was cut short");
        if (auto done = writeBytes(first, std::span(buffer).first(static_cast<std::size_t>(count))); !done)
            return done;
        first += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<void> CutoutFile::finish(const DatasetCard& card, const DatasetColumns& columns, const std::vector<FluxUnits>& units) {
    if (checksums_.size() < columns.size())
        throw std::invalid_argument("CutoutFile: a row was neither written nor read");
    checksums_.resize(columns.size());
    Scaffold scaffold{path_};
    scaffold.path += ".layout";
    const auto size = writeLayout(scaffold.path, card, columns, units, checksums_);
    if (!size)
        return tl::unexpected(size.error());
    const Descriptor layout(::open(scaffold.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (layout.number() < 0)
        return tl::unexpected(unwritable(scaffold.path));
    if (auto front = copyFrom(layout.number(), 0, cutoutStart); !front)
        return front;
    if (auto back = copyFrom(layout.number(), cutoutStart + columns.size() * cutoutBytes_, *size); !back)
        return back;
    if (::ftruncate(descriptor_, static_cast<off_t>(*size)) != 0 || ::fsync(descriptor_) != 0)
        return tl::unexpected(unwritable(path_));
    return {};
}

} // namespace iic
