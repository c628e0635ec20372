#pragma once

#include "catalog/Table.h"

#include <string_view>

namespace iic {

/// Gathers the cells of one column as text and gives them the narrowest type that holds them all.
class ColumnBuilder {
  public:
    explicit ColumnBuilder(std::string name, std::string unit = {}) : name_(std::move(name)), unit_(std::move(unit)) {}

    void add(std::string_view cell);
    void addNull();
    std::size_t size() const { return cells_.size(); }

    enum class Kind { Integer, Real, Text };
    /// The narrowest kind all cells allow.
    Kind narrowest() const;
    /// The column as `kind`; a cell that does not fit becomes null.
    Column build(Kind kind) &&;

  private:
    std::string name_;
    std::string unit_;
    Texts cells_;
    std::vector<bool> null_;
};

/// Cells trimmed of blanks at both ends.
std::string_view trimmedCell(std::string_view cell);

/// Makes names unique by numbering repeats, name_2, name_3 …, and gives nameless columns one; returns those renamed.
std::vector<std::string> makeNamesUnique(std::vector<std::string>& names);

} // namespace iic
