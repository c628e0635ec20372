#pragma once

#include "catalog/Table.h"

#include <string_view>

namespace iic {

/// Gathers the cells of one column, which stay where the file's text is, and gives them a type.
class ColumnBuilder {
  public:
    explicit ColumnBuilder(std::string name, std::string unit = {}) : name_(std::move(name)), unit_(std::move(unit)) {}

    /// A cell without blanks around it; its characters must outlive the builder.
    void add(std::string_view cell);
    void addNull();

    enum class Kind { Integer, Real, Text }; ///< each holds what those before it hold
    /// The narrowest kind that keeps every cell as it is written: whole numbers too long for an integer, and
    /// those with leading zeros, are names and stay text.
    Kind narrowest() const;
    bool fits(Kind kind) const;
    /// The column as a kind it fits.
    Column build(Kind kind) &&;

  private:
    std::string name_;
    std::string unit_;
    std::vector<std::string_view> cells_;
    std::vector<bool> null_;
};

/// A cell without the blanks around it.
std::string_view trimmedCell(std::string_view cell);

/// Whether a cell says that there is no value: blank, nan, null, none, n/a or --.
bool meansNothing(std::string_view cell);

/// Makes names unique by numbering repeats, name_2, name_3 …, gives nameless columns one, and says so in a warning.
void makeNamesUnique(std::vector<std::string>& names, std::vector<std::string>& warnings);

inline constexpr std::size_t mostColumns = 10'000;

/// Cells that hold up to so many values of fixed number are split into columns name_1, name_2 …
inline constexpr std::size_t mostSplit = 64;
std::string splitName(const std::string& name, std::size_t element, std::size_t count);

/// Columns of a file that a table of single values cannot hold.
class LeftOutColumns {
  public:
    /// `form` is the type as the file writes it.
    void add(const std::string& name, const std::string& form);
    /// Says so, when there are any.
    void warn(std::vector<std::string>& warnings) const;

  private:
    std::size_t count_ = 0;
    std::vector<std::string> shown_;
};

/// Whether short rows blow a file up to more cells than its bytes can hold.
bool isBlownUp(std::size_t rows, std::size_t columns, std::size_t bytes);

} // namespace iic
