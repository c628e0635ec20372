#pragma once

#include "base/Error.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iic {

/// A small FITS file of tables, read into memory whole (unpacked, if gzipped) and open at one of its units. Columns are found
/// by their names whatever the case. Rows are checked against the bytes there are before any room is made for them.
class FitsTableFile {
  public:
    static constexpr std::size_t mostBytes = std::size_t{64} << 20;

    /// Opens the file at its first unit. FileNotFound, FileUnreadable, NotFits, BadHeader, TruncatedData; ImplausibleData where
    /// it is larger than mostBytes.
    static Result<FitsTableFile> open(const std::filesystem::path& path);

    /// Goes to a unit, which FITS numbers from 0 (the primary one) on; false where the file ends before it. BadHeader,
    /// TruncatedData (its data end before their header says).
    Result<bool> moveTo(int unit);
    bool isTable() const { return isTable_; } ///< the unit is a binary table
    std::size_t rows() const { return rows_; }

    /// The value of a card of the unit as a number; nullopt where it is none.
    std::optional<double> number(const std::string& keyword) const;

    bool has(const std::string& column) const;
    /// A column of one number a row, scaled, blanks as NaN. BadTable where it is missing, is no number or holds several a row.
    Result<std::vector<double>> numbers(const std::string& column) const;
    /// A text of the first row without the blanks around it. BadTable where it is missing, no text or longer than 1000 characters.
    Result<std::string> firstText(const std::string& column) const;

    Error error(ErrorCode code, std::string reason, std::string detail = {}) const;

  private:
    struct Handle;
    struct Column {
        int number = 0, type = 0;
        long long repeat = 0;
    };
    Result<Column> find(const std::string& column) const;
    Result<void> checkDataSize() const;
    Error libraryError(ErrorCode code, std::string reason, int status) const;

    std::filesystem::path path_;
    std::shared_ptr<Handle> handle_;
    int unit_ = 0;
    bool isTable_ = false;
    std::size_t rows_ = 0;
};

} // namespace iic
