#include "astro/FitsFile.h"

#include "astro/TableCards.h"
#include "base/InputFile.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fitsio.h>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <sys/mman.h>
#include <unistd.h>

namespace iic {

namespace {

constexpr LONGLONG blockSize = 2880;
constexpr LONGLONG largestSide = 100'000;
constexpr LONGLONG largestArea = LONGLONG{1} << 30;

std::string statusText(int status) {
    char text[FLEN_STATUS] = "";
    fits_get_errstatus(status, text);
    fits_clear_errmsg();
    return text;
}

/// A FITS string without its quotes and the blanks before the closing one; '' stands for '.
std::string unquoted(const std::string& value) {
    std::string text;
    for (std::size_t at = 1; at < value.size(); ++at) {
        if (value[at] == '\'' && (at + 1 >= value.size() || value[++at] != '\''))
            break;
        text += value[at];
    }
    const auto last = text.find_last_not_of(' ');
    return last == std::string::npos ? std::string{} : text.substr(0, last + 1);
}

enum class Container { Plain, Gzip, NotFits };

Result<Container> identify(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", std::strerror(errno));
    std::array<char, 9> start{};
    file.read(start.data(), start.size());
    if (std::memcmp(start.data(), "SIMPLE  =", 9) == 0)
        return Container::Plain;
    const bool gzip = static_cast<unsigned char>(start[0]) == 0x1f && static_cast<unsigned char>(start[1]) == 0x8b;
    return gzip ? Container::Gzip : Container::NotFits;
}

} // namespace

std::unique_ptr<MappedBytes> MappedBytes::map(const std::filesystem::path& path, std::size_t offset, std::size_t size) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    const std::size_t page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t start = offset / page * page;
    const std::size_t length = offset - start + size;
    void* base = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, static_cast<off_t>(start));
    ::close(descriptor);
    if (base == MAP_FAILED)
        return nullptr;
    return std::unique_ptr<MappedBytes>(new MappedBytes(base, length, static_cast<const std::byte*>(base) + (offset - start)));
}

MappedBytes::~MappedBytes() { ::munmap(base_, length_); }

struct FitsFile::Handle {
    fitsfile* fits = nullptr;
    ~Handle() {
        int status = 0;
        if (fits)
            fits_close_file(fits, &status);
        fits_clear_errmsg();
    }
};

Error FitsFile::error(ErrorCode code, std::string reason, std::string detail) const {
    return {code, path_.string(), std::move(reason), std::move(detail)};
}

Error FitsFile::libraryError(ErrorCode code, std::string reason, int status) const {
    return error(code, std::move(reason), statusText(status));
}

Result<FitsFile> FitsFile::open(const std::filesystem::path& path) {
    const auto container = identify(path);
    if (!container)
        return tl::unexpected(container.error());
    if (*container == Container::NotFits)
        return fail(ErrorCode::NotFits, path.string(), "is not a FITS file", "SIMPLE expected at its start");

    FitsFile file;
    file.path_ = path;
    file.handle_ = std::make_shared<Handle>();
    int status = 0;
    // The disk-file form takes the name as it is: no filters, no patterns, no network.
    if (fits_open_diskfile(&file.handle_->fits, path.c_str(), READONLY, &status) != 0)
        return tl::unexpected(
            file.libraryError(*container == Container::Gzip ? ErrorCode::TruncatedData : ErrorCode::BadHeader,
                              *container == Container::Gzip ? "cannot be unpacked" : "the FITS header cannot be read", status));
    file.plain_ = *container == Container::Plain;
    if (auto found = file.moveToImage(); !found)
        return tl::unexpected(found.error());
    if (auto whole = file.checkDataSize(); !whole)
        return tl::unexpected(whole.error());
    return file;
}

Result<void> FitsFile::moveToImage() {
    int status = 0, type = 0;
    bool holdsTable = false;
    for (int number = 1; fits_movabs_hdu(handle_->fits, number, &type, &status) == 0; ++number) {
        int imageStatus = 0, axes = 0;
        const bool compressed = fits_is_compressed_image(handle_->fits, &imageStatus);
        if ((type != IMAGE_HDU && !compressed) || fits_get_img_dim(handle_->fits, &axes, &imageStatus) != 0 || axes < 2) {
            if (auto sound = checkNextHeader(); !sound)
                return sound;
            holdsTable = holdsTable || type != IMAGE_HDU;
            continue;
        }
        std::array<LONGLONG, 9> sides{};
        if (axes > 9 || fits_get_img_sizell(handle_->fits, axes, sides.data(), &imageStatus) != 0)
            return tl::unexpected(libraryError(ErrorCode::BadHeader, "the image size cannot be read", imageStatus));
        for (int axis = 2; axis < axes; ++axis)
            if (sides[static_cast<std::size_t>(axis)] != 1)
                return tl::unexpected(error(ErrorCode::BadHeader, "the image is not two-dimensional",
                                            fmt::format("NAXIS{} = {}", axis + 1, sides[static_cast<std::size_t>(axis)])));
        if (sides[0] < 1 || sides[1] < 1 || sides[0] > largestSide || sides[1] > largestSide || sides[0] * sides[1] > largestArea)
            return tl::unexpected(
                error(ErrorCode::BadHeader, "the image size is out of range", fmt::format("{} × {} pixels", sides[0], sides[1])));
        width_ = static_cast<int>(sides[0]);
        height_ = static_cast<int>(sides[1]);
        plain_ = plain_ && !compressed;
        return {};
    }
    if (status == END_OF_FILE)
        return tl::unexpected(error(ErrorCode::NoImages, "holds no two-dimensional image",
                                    holdsTable ? "it holds a table: open it as a catalog" : ""));
    return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
}

Result<void> FitsFile::checkNextHeader() const {
    int status = 0;
    LONGLONG headerStart = 0, dataStart = 0, next = 0;
    if (fits_get_hduaddrll(handle_->fits, &headerStart, &dataStart, &next, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    return checkTableCards(path_, next);
}

Result<void> FitsFile::checkDataSize() {
    if (!plain_)
        return checkLastPixel();
    int status = 0, bits = 0;
    LONGLONG headerStart = 0, dataStart = 0, dataEnd = 0;
    fits_get_img_type(handle_->fits, &bits, &status);
    fits_get_hduaddrll(handle_->fits, &headerStart, &dataStart, &dataEnd, &status);
    if (status != 0)
        return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    const LONGLONG bytes = LONGLONG{width_} * height_ * (std::abs(bits) / 8);
    const LONGLONG padded = (bytes + blockSize - 1) / blockSize * blockSize;
    const auto size = static_cast<LONGLONG>(std::filesystem::file_size(path_));
    if (size < dataStart + bytes)
        return tl::unexpected(error(ErrorCode::TruncatedData, "the data are shorter than the header says",
                                    fmt::format("{} bytes expected, {} found", dataStart + padded, size)));
    if (size < dataStart + padded)
        return tl::unexpected(error(ErrorCode::TruncatedData, "the data end before their last block of 2880 bytes is full",
                                    fmt::format("{} bytes expected, {} found", dataStart + padded, size)));
    if (size % blockSize != 0)
        warnings_.push_back(
            fmt::format("{}: {} bytes after the last whole block were ignored", path_.string(), size % blockSize));
    return {};
}

/// Unpacked on its own: room for all pixels is made only when the file holds the last of them.
Result<void> FitsFile::checkLastPixel() const {
    std::array<LONGLONG, 9> last;
    last.fill(1);
    last[0] = width_;
    last[1] = height_;
    int status = 0;
    float pixel = 0;
    if (fits_read_pixll(handle_->fits, TFLOAT, last.data(), 1, nullptr, &pixel, nullptr, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::TruncatedData, "the data are shorter than the header says", status));
    return {};
}

Result<FitsHeader> FitsFile::header() const {
    int status = 0, count = 0, room = 0;
    if (fits_get_hdrspace(handle_->fits, &count, &room, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    FitsHeader header;
    for (int number = 1; number <= count; ++number) {
        char keyword[FLEN_KEYWORD], value[FLEN_VALUE], comment[FLEN_COMMENT];
        int cardStatus = 0;
        if (fits_read_keyn(handle_->fits, number, keyword, value, comment, &cardStatus) != 0) {
            fits_clear_errmsg();
            continue; // a card that is not FITS says nothing we could use
        }
        FitsCard card{keyword, value, comment, value[0] == '\''};
        if (card.isText)
            card.value = unquoted(card.value);
        header.add(std::move(card));
    }
    return header;
}

std::unique_ptr<MappedBytes> FitsFile::mapFloats() const {
    int status = 0, bits = 0;
    LONGLONG headerStart = 0, dataStart = 0, dataEnd = 0;
    double scale = 1, zero = 0;
    fits_get_img_type(handle_->fits, &bits, &status);
    fits_get_hduaddrll(handle_->fits, &headerStart, &dataStart, &dataEnd, &status);
    int absent = 0;
    fits_read_key(handle_->fits, TDOUBLE, "BSCALE", &scale, nullptr, &absent);
    absent = 0;
    fits_read_key(handle_->fits, TDOUBLE, "BZERO", &zero, nullptr, &absent);
    fits_clear_errmsg();
    if (!plain_ || status != 0 || bits != FLOAT_IMG || scale != 1 || zero != 0)
        return nullptr;
    return MappedBytes::map(path_, static_cast<std::size_t>(dataStart), static_cast<std::size_t>(width_) * height_ * 4);
}

Result<void> FitsFile::readPixels(FloatImage& pixels) const {
    int status = 0, anyBlank = 0;
    std::array<long, 9> first;
    first.fill(1);
    float blank = std::numeric_limits<float>::quiet_NaN();
    if (fits_read_pix(handle_->fits, TFLOAT, first.data(), static_cast<LONGLONG>(pixels.pixels().size()), &blank, pixels.data(),
                      &anyBlank, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::TruncatedData, "the pixels cannot be read", status));
    return {};
}

} // namespace iic
