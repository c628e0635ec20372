#include "catalog/VoTableStream.h"

#include "catalog/BigEndian.h"
#include "catalog/ByteSource.h"
#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <zlib.h>

namespace iic {

namespace {

constexpr std::size_t notThere = std::string::npos;
constexpr std::size_t countBytes = 4; ///< before a cell of variable length

int digitOf(char character) {
    if (character >= 'A' && character <= 'Z')
        return character - 'A';
    if (character >= 'a' && character <= 'z')
        return character - 'a' + 26;
    if (character >= '0' && character <= '9')
        return character - '0' + 52;
    return character == '+' ? 62 : character == '/' ? 63 : -1;
}

bool isSpace(char character) { return character == '\n' || character == '\r' || character == ' ' || character == '\t'; }

} // namespace

bool Base64::decode(std::string_view text, std::string& bytes) {
    for (const char character : text) {
        if (isSpace(character))
            continue;
        if (character == '=') {
            if (++padding_ > 2)
                return false;
            continue;
        }
        const int digit = digitOf(character);
        if (digit < 0 || padding_ > 0)
            return false;
        ++count_;
        value_ = (value_ << 6 | static_cast<unsigned>(digit)) & 0xffff;
        bits_ += 6;
        if (bits_ >= 8) {
            bits_ -= 8;
            bytes += static_cast<char>(value_ >> bits_ & 0xff);
        }
    }
    return true;
}

Gunzip::Gunzip() : stream_(std::make_unique<z_stream>()) {
    constexpr int gzipWindow = 15 + 16;
    if (inflateInit2(stream_.get(), gzipWindow) != Z_OK)
        throw std::bad_alloc();
}

Gunzip::~Gunzip() { inflateEnd(stream_.get()); }

bool Gunzip::unpack(std::string_view packed, std::string& bytes) {
    std::array<char, 64 * 1024> room;
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_->avail_in = static_cast<uInt>(packed.size());
    while (!ended_) {
        stream_->next_out = reinterpret_cast<Bytef*>(room.data());
        stream_->avail_out = static_cast<uInt>(room.size());
        const int status = inflate(stream_.get(), Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return false;
        const auto got = room.size() - stream_->avail_out;
        bytes.append(room.data(), got);
        ended_ = status == Z_STREAM_END;
        if (isPackedTooTightly(stream_->total_in, stream_->total_out))
            return false;
        if (got == 0 || stream_->avail_out > 0)
            break;
    }
    return true;
}

VoTableStream::VoTableStream(VoTableColumns& columns, bool hasNullMask, bool isPacked)
    : columns_(columns), hasNullMask_(hasNullMask), gunzip_(isPacked ? std::make_unique<Gunzip>() : nullptr) {}

/// Where a row that starts at `at` ends; notThere while some of it is still to come.
std::size_t VoTableStream::rowEnd(std::size_t at) const {
    const auto& fields = columns_.fields();
    at += hasNullMask_ ? (fields.size() + 7) / 8 : 0;
    for (const auto& field : fields) {
        std::size_t count = field.length;
        if (field.isVariable) {
            if (at + countBytes > bytes_.size())
                return notThere;
            count = fromBigEndian<std::uint32_t>(bytes_.data() + at);
            at += countBytes;
        }
        at += field.valueBytes == 0 ? (count + 7) / 8 : count * field.valueBytes;
    }
    return at > bytes_.size() ? notThere : at;
}

bool VoTableStream::takeRow() {
    const auto end = rowEnd(at_);
    if (end == notThere)
        return false;
    const char* mask = bytes_.data() + at_;
    const auto& fields = columns_.fields();
    auto at = at_ + (hasNullMask_ ? (fields.size() + 7) / 8 : 0);
    for (std::size_t number = 0; number < fields.size(); ++number) {
        const auto& field = fields[number];
        std::size_t count = field.length;
        if (field.isVariable) {
            count = fromBigEndian<std::uint32_t>(bytes_.data() + at);
            at += countBytes;
        }
        const bool isNull = hasNullMask_ && (mask[number / 8] >> (7 - number % 8) & 1) != 0;
        columns_.addBinary(bytes_.data() + at, count, isNull);
        at += field.valueBytes == 0 ? (count + 7) / 8 : count * field.valueBytes;
    }
    columns_.endRow();
    at_ = end;
    return true;
}

std::optional<std::string> VoTableStream::add(std::string_view base64) {
    if (gunzip_) {
        packed_.clear();
        if (!base64_.decode(base64, packed_))
            return "a character is not base64";
        if (!gunzip_->unpack(packed_, bytes_))
            return "the stream cannot be unpacked";
    } else if (!base64_.decode(base64, bytes_)) {
        return "a character is not base64";
    }
    while (at_ < bytes_.size() && takeRow())
        if (isBlownUp(columns_.rowCount(), columns_.columnCount(), taken_ + at_))
            return "its rows hold hardly any bytes";
    taken_ += at_;
    bytes_.erase(0, at_);
    at_ = 0;
    return std::nullopt;
}

std::optional<std::string> VoTableStream::end() const {
    if (!base64_.isWhole())
        return "its base64 is cut short";
    if (gunzip_ && !gunzip_->isWhole())
        return "its packed bytes are cut short";
    if (!bytes_.empty())
        return fmt::format("{} bytes are left after row {}", bytes_.size(), columns_.rowCount());
    return std::nullopt;
}

} // namespace iic
