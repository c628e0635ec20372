#include "catalog/ByteSource.h"

#include "base/InputFile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <vector>
#include <zlib.h>

namespace iic {

namespace {

constexpr std::uint64_t largestFile = std::uint64_t{8} << 30;
constexpr std::size_t startSize = 4096;
constexpr std::size_t largestPiece = std::size_t{1} << 30;
constexpr std::size_t restPiece = std::size_t{16} << 20;
constexpr unsigned bufferSize = 256 * 1024;

} // namespace

bool isPackedTooTightly(std::uint64_t packed, std::uint64_t unpacked) {
    constexpr std::uint64_t harmless = std::uint64_t{256} << 20;
    constexpr std::uint64_t mostTimes = 250;
    return unpacked > harmless && unpacked / mostTimes > packed;
}

void ByteSource::Close::operator()(gzFile_s* file) const { gzclose(file); }

Result<ByteSource> ByteSource::open(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    std::error_code absent;
    const auto size = std::filesystem::file_size(path, absent);
    if (absent || size > largestFile)
        return fail(ErrorCode::FileUnreadable, path.string(), "is too large to read whole", fmt::format("{} bytes", size));

    ByteSource source;
    source.name_ = path.string();
    source.file_.reset(gzopen(path.c_str(), "rbe"));
    if (!source.file_)
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", std::strerror(errno));
    gzbuffer(source.file_.get(), bufferSize);
    source.start_.resize(startSize);
    const auto got = gzread(source.file_.get(), source.start_.data(), startSize);
    if (got < 0)
        return tl::unexpected(source.problem());
    source.start_.resize(static_cast<std::size_t>(got));
    source.packedSize_ = size;
    if (gzdirect(source.file_.get()))
        source.size_ = size;
    if (gzrewind(source.file_.get()) != 0)
        return tl::unexpected(source.problem());
    return source;
}

Error ByteSource::problem() const {
    int code = Z_OK;
    std::string_view reason = gzerror(file_.get(), &code);
    if (code == Z_ERRNO)
        return {ErrorCode::FileUnreadable, name_, "cannot be read", std::strerror(errno)};
    if (reason.starts_with(name_ + ": "))
        reason.remove_prefix(name_.size() + 2);
    return {ErrorCode::BadTable, name_, "cannot be unpacked", std::string(reason)};
}

Result<std::size_t> ByteSource::read(std::span<char> room) {
    std::size_t total = 0;
    while (total < room.size()) {
        const auto wanted = std::min(room.size() - total, largestPiece);
        const auto got = gzread(file_.get(), room.data() + total, static_cast<unsigned>(wanted));
        int code = Z_OK;
        gzerror(file_.get(), &code);
        if (got < 0 || (static_cast<std::size_t>(got) < wanted && code != Z_OK))
            return tl::unexpected(problem());
        if (got == 0)
            break;
        total += static_cast<std::size_t>(got);
    }
    position_ += total;
    if (!size_ && isPackedTooTightly(packedSize_, position_))
        return fail(ErrorCode::BadTable, name_, "cannot be unpacked", "it is packed too tightly to be a table");
    if (position_ > largestFile)
        return fail(ErrorCode::BadTable, name_, "is too large to read whole", "it unpacks to more than 8 GiB");
    return total;
}

Result<void> ByteSource::skip(std::uint64_t count) {
    if (size_) {
        position_ = count < *size_ - std::min(*size_, position_) ? position_ + count : *size_;
        if (gzseek(file_.get(), static_cast<z_off_t>(position_), SEEK_SET) < 0)
            return tl::unexpected(problem());
        return {};
    }
    std::vector<char> passed(bufferSize);
    while (count > 0) {
        const auto got = read(std::span(passed).first(static_cast<std::size_t>(std::min<std::uint64_t>(count, passed.size()))));
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        count -= *got;
    }
    return {};
}

JobResult<std::string> ByteSource::readRest(std::stop_token stop) {
    const auto left = [this] { return static_cast<std::size_t>(*size_ - std::min(*size_, position_)); };
    std::string text;
    text.reserve(size_ ? left() + 1 : startSize);
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        const auto before = text.size();
        const auto room = size_ ? std::min(left() + 1, restPiece) : std::clamp(before, startSize, restPiece);
        text.resize(before + room);
        const auto got = read({text.data() + before, room});
        if (!got)
            return tl::unexpected(got.error());
        text.resize(before + *got);
        if (*got < room)
            return text;
    }
}

} // namespace iic
