#pragma once

#include "base/Error.h"
#include "catalog/VoTableField.h"

#include <vector>

namespace iic {

/// The columns of a VOTable while its cells come in, row by row and field by field.
class VoTableColumns {
  public:
    explicit VoTableColumns(std::vector<VoTableField> fields);

    const std::vector<VoTableField>& fields() const { return fields_; }
    std::size_t columnCount() const { return columns_.size(); }
    std::size_t rowCount() const { return rows_; }

    /// The next cell, as TABLEDATA writes it. Text that is not of the field's type is counted and read as null.
    void addText(std::string_view cell);
    /// The next cell, `count` values big-endian. Null where the stream says so, or its value does.
    void addBinary(const char* bytes, std::size_t count, bool isNull);
    void addNull();
    std::size_t nextField() const { return field_; }
    /// Ends the row; cells that did not come are null.
    void endRow();

    /// The table; warnings tell what was left out and what could not be read. The columns must be 1 to mostColumns.
    Table take() &&;

  private:
    void push(std::size_t column, std::string_view cell, const VoTableField& field);
    void pushBinary(std::size_t column, const char* bytes, const VoTableField& field);
    void pushNull(std::size_t column);
    void pushText(std::size_t column, std::string text);

    std::vector<VoTableField> fields_;
    std::vector<std::size_t> firstColumn_; ///< of each field
    std::vector<Column> columns_;
    std::size_t field_ = 0;
    std::size_t rows_ = 0;
    std::size_t unread_ = 0; ///< cells not of their type
    std::string firstUnread_;
};

} // namespace iic
