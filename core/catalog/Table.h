#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iic {

using Integers = std::vector<std::int64_t>;
using Reals = std::vector<double>;
using Texts = std::vector<std::string>;

/// A column as read: its type kept, its empty cells marked.
struct Column {
    std::string name;
    std::string unit;
    std::variant<Integers, Reals, Texts> values;
    std::vector<bool> null; ///< one a row; true where the file has no value

    std::size_t size() const { return null.size(); }
    /// The cell as a number; nullopt when null, NaN or not a number.
    std::optional<double> number(std::size_t row) const;
    /// The cell as written out; empty when null.
    std::string text(std::size_t row) const;
};

/// Columns of equal length. Names are unique (a reader numbers repeated ones and warns).
class Table {
  public:
    std::size_t rowCount() const { return columns_.empty() ? 0 : columns_.front().size(); }
    const std::vector<Column>& columns() const { return columns_; }
    const Column* find(std::string_view name) const; ///< exact first, then ignoring case
    Column& add(Column column); ///< replaces a column of the same name

    std::vector<std::string> comments; ///< keywords and comments of the file, without their marks
    std::vector<std::string> warnings; ///< what the reader had to forgive

  private:
    std::vector<Column> columns_;
};

/// Columns made from values; NaN and empty optionals become null.
Column realColumn(std::string name, std::string unit, Reals values);
Column integerColumn(std::string name, std::string unit, Integers values);
Column textColumn(std::string name, Texts values);

} // namespace iic
