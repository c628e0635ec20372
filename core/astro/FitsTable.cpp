#include "astro/FitsTable.h"

#include "astro/TableCards.h"
#include "base/InputFile.h"

#include <array>
#include <cmath>
#include <fitsio.h>
#include <fmt/format.h>
#include <limits>
#include <zlib.h>

namespace iic {

namespace {

constexpr std::size_t pieceBytes = std::size_t{1} << 20;
constexpr LONGLONG longestText = 1000;

std::string statusText(int status) {
    char text[FLEN_STATUS] = "";
    fits_get_errstatus(status, text);
    fits_clear_errmsg();
    return text;
}

/// The bytes of a file, unpacked where they are gzipped.
Result<std::string> readWhole(const std::filesystem::path& path) {
    if (auto isFile = checkIsFile(path); !isFile)
        return tl::unexpected(isFile.error());
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read");
    std::string bytes;
    while (bytes.size() <= FitsTableFile::mostBytes) {
        const auto before = bytes.size();
        bytes.resize(before + pieceBytes);
        const int got = gzread(file.get(), bytes.data() + before, pieceBytes);
        if (got < 0)
            return fail(ErrorCode::TruncatedData, path.string(), "cannot be unpacked");
        bytes.resize(before + static_cast<std::size_t>(got));
        if (got == 0)
            return bytes;
    }
    return fail(ErrorCode::ImplausibleData, path.string(), "is too large for a file of this kind",
                fmt::format("at most {} bytes expected", FitsTableFile::mostBytes));
}

bool isNumber(int type) {
    switch (type) {
    case TBYTE:
    case TSBYTE:
    case TSHORT:
    case TUSHORT:
    case TINT:
    case TUINT:
    case TLONG:
    case TULONG:
    case TLONGLONG:
    case TULONGLONG:
    case TFLOAT:
    case TDOUBLE: return true;
    default: return false;
    }
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

} // namespace

struct FitsTableFile::Handle {
    std::string bytes;
    void* start = nullptr;
    std::size_t size = 0;
    fitsfile* fits = nullptr;
    ~Handle() {
        int status = 0;
        if (fits)
            fits_close_file(fits, &status);
        fits_clear_errmsg();
    }
};

Error FitsTableFile::error(ErrorCode code, std::string reason, std::string detail) const {
    return {code, path_.string(), std::move(reason),
            fmt::format("HDU {}{}{}", unit_, detail.empty() ? "" : ", ", std::move(detail))};
}

Error FitsTableFile::libraryError(ErrorCode code, std::string reason, int status) const {
    return error(code, std::move(reason), statusText(status));
}

Result<FitsTableFile> FitsTableFile::open(const std::filesystem::path& path) {
    auto bytes = readWhole(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (!bytes->starts_with("SIMPLE  ="))
        return fail(ErrorCode::NotFits, path.string(), "is not a FITS file", "SIMPLE expected at its start");
    FitsTableFile file;
    file.path_ = path;
    file.handle_ = std::make_shared<Handle>();
    auto& handle = *file.handle_;
    handle.bytes = std::move(*bytes);
    handle.start = handle.bytes.data();
    handle.size = handle.bytes.size();
    int status = 0;
    if (fits_open_memfile(&handle.fits, "tables", READONLY, &handle.start, &handle.size, 0, nullptr, &status) != 0)
        return tl::unexpected(file.libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    return file;
}

Result<bool> FitsTableFile::moveTo(int unit) {
    int status = 0, type = 0;
    isTable_ = false;
    rows_ = 0;
    if (fits_movabs_hdu(handle_->fits, 1, &type, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    for (unit_ = 0; unit_ < unit; ++unit_) {
        LONGLONG headerStart = 0, dataStart = 0, next = 0;
        if (fits_get_hduaddrll(handle_->fits, &headerStart, &dataStart, &next, &status) != 0)
            return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
        if (auto whole = checkDataSize(); !whole)
            return tl::unexpected(whole.error());
        if (auto sound = checkTableCards(path_, next); !sound)
            return tl::unexpected(sound.error());
        if (fits_movrel_hdu(handle_->fits, 1, &type, &status) == END_OF_FILE) {
            fits_clear_errmsg();
            return false;
        }
        if (status != 0)
            return tl::unexpected(libraryError(ErrorCode::BadHeader, "the next FITS header cannot be read", status));
    }
    if (auto whole = checkDataSize(); !whole)
        return tl::unexpected(whole.error());
    LONGLONG rows = 0;
    isTable_ = type == BINARY_TBL && fits_get_num_rowsll(handle_->fits, &rows, &status) == 0;
    if (rows < 0 || static_cast<std::size_t>(rows) > handle_->size)
        return tl::unexpected(error(ErrorCode::BadTable, "the number of rows is out of range", fmt::format("{} found", rows)));
    rows_ = static_cast<std::size_t>(rows);
    return true;
}

Result<void> FitsTableFile::checkDataSize() const {
    int status = 0;
    LONGLONG headerStart = 0, dataStart = 0, next = 0;
    if (fits_get_hduaddrll(handle_->fits, &headerStart, &dataStart, &next, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadHeader, "the FITS header cannot be read", status));
    const auto size = static_cast<LONGLONG>(handle_->size);
    if (next > size || next < dataStart)
        return tl::unexpected(error(ErrorCode::TruncatedData, "the data are shorter than the header says",
                                    fmt::format("{} bytes expected, {} found", next, size)));
    return {};
}

std::optional<double> FitsTableFile::number(const std::string& keyword) const {
    int status = 0;
    double value = 0;
    fits_read_key(handle_->fits, TDOUBLE, keyword.c_str(), &value, nullptr, &status);
    fits_clear_errmsg();
    return status == 0 && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool FitsTableFile::has(const std::string& column) const { return find(column).has_value(); }

Result<FitsTableFile::Column> FitsTableFile::find(const std::string& column) const {
    Column found;
    int status = 0;
    LONGLONG repeat = 0, width = 0;
    std::string name = column;
    if (!isTable_ ||
        (fits_get_colnum(handle_->fits, CASEINSEN, name.data(), &found.number, &status) != 0 && status != COL_NOT_UNIQUE)) {
        fits_clear_errmsg();
        return tl::unexpected(error(ErrorCode::BadTable, "a column is missing", column + " expected"));
    }
    status = 0;
    if (fits_get_eqcoltypell(handle_->fits, found.number, &found.type, &repeat, &width, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadTable, "a column cannot be read", status));
    found.repeat = repeat;
    return found;
}

Result<std::vector<double>> FitsTableFile::numbers(const std::string& column) const {
    const auto found = find(column);
    if (!found)
        return tl::unexpected(found.error());
    if (!isNumber(found->type) || found->repeat != 1)
        return tl::unexpected(error(ErrorCode::BadTable, "a column does not hold one number a row",
                                    fmt::format("{}, {} values of type {} found", column, found->repeat, found->type)));
    std::vector<double> values(rows_);
    double blank = std::numeric_limits<double>::quiet_NaN();
    int status = 0, anyBlank = 0;
    if (rows_ > 0 && fits_read_col(handle_->fits, TDOUBLE, found->number, 1, 1, static_cast<LONGLONG>(rows_), &blank,
                                   values.data(), &anyBlank, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadTable, "a column cannot be read", status));
    return values;
}

Result<std::string> FitsTableFile::firstText(const std::string& column) const {
    const auto found = find(column);
    if (!found)
        return tl::unexpected(found.error());
    if (found->type != TSTRING || found->repeat > longestText || rows_ == 0)
        return tl::unexpected(error(ErrorCode::BadTable, "a column does not hold a short text",
                                    fmt::format("{}, {} values of type {} found", column, found->repeat, found->type)));
    std::array<char, longestText + 1> text{};
    std::array<char*, 1> texts{text.data()};
    char blank[] = "";
    int status = 0, anyBlank = 0;
    if (fits_read_col_str(handle_->fits, found->number, 1, 1, 1, blank, texts.data(), &anyBlank, &status) != 0)
        return tl::unexpected(libraryError(ErrorCode::BadTable, "a column cannot be read", status));
    return trimmed(text.data());
}

} // namespace iic
