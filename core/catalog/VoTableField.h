#pragma once

#include "catalog/Table.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace iic {

/// A FIELD of a VOTable.
struct VoTableField {
    enum class Type { Boolean, Bit, Byte, Short, Int, Long, Float, Double, Char, UnicodeChar, Other };
    std::string name, unit, form; ///< form: the type as the file writes it
    Type type = Type::Other;
    std::size_t valueBytes = 0; ///< of one value in a binary stream; 0 for bits, eight to a byte
    std::size_t length = 1; ///< values a cell when not variable
    bool isVariable = false;
    std::optional<std::string> nullText; ///< of VALUES null=

    bool isText() const { return type == Type::Char || type == Type::UnicodeChar; }
    /// How many columns of single values it becomes; 0 when it is left out: arrays of bits or of variable length, complex
    /// numbers, more values in a cell than are split.
    std::size_t columnCount() const;
};

/// From the attributes of a FIELD element; nullopt when its datatype or arraysize is none.
std::optional<VoTableField> voTableField(const std::map<std::string, std::string, std::less<>>& attributes);

} // namespace iic
