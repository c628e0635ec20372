#pragma once

#include "catalog/FitsUnit.h"
#include "catalog/Table.h"

namespace iic {

/// How many columns of single values a field becomes; 0 when it is left out: arrays of bits, of texts or of variable
/// length, complex numbers, or more values in a cell than are split.
std::size_t fitsColumnCount(const FitsField& field);

/// A column that grows by the bytes of rows, big-endian as FITS stores them. Whole numbers with a TSCAL or a broken TZERO become
/// reals; unsigned ones of 64 bits beyond 2⁶³ become text, as they do in a CSV table; logicals and single bits become
/// 1 and 0.
class FitsColumn {
  public:
    FitsColumn(FitsField field, std::size_t element);

    void rename(std::string name) { column_.name = std::move(name); }
    void reserve(std::size_t rows);
    /// The cells of `count` rows that lie `rowBytes` apart.
    void append(const char* rows, std::size_t count, std::size_t rowBytes);
    Column take() && { return std::move(column_); }

  private:
    template <typename T> void appendIntegers(const char* cell, std::size_t count, std::size_t rowBytes);
    template <typename T> void appendReals(const char* cell, std::size_t count, std::size_t rowBytes);
    void appendUnsigned(const char* cell, std::size_t count, std::size_t rowBytes);
    void appendLogicals(const char* cell, std::size_t count, std::size_t rowBytes);
    void appendBits(const char* cell, std::size_t count, std::size_t rowBytes);
    void appendTexts(const char* cell, std::size_t count, std::size_t rowBytes);
    void becomeText();

    FitsField field_;
    std::size_t offset_;
    bool isUnsigned64_ = false;
    Column column_;
};

} // namespace iic
