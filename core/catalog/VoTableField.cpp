#include "catalog/VoTableField.h"

#include "catalog/ColumnBuilder.h"
#include "catalog/ParseNumber.h"

#include <algorithm>
#include <array>

namespace iic {

namespace {

using Type = VoTableField::Type;

struct TypeName {
    std::string_view name;
    Type type;
    std::size_t bytes;
};

constexpr std::array<TypeName, 12> typeNames{{{"boolean", Type::Boolean, 1},
                                              {"bit", Type::Bit, 0},
                                              {"unsignedByte", Type::Byte, 1},
                                              {"short", Type::Short, 2},
                                              {"int", Type::Int, 4},
                                              {"long", Type::Long, 8},
                                              {"char", Type::Char, 1},
                                              {"unicodeChar", Type::UnicodeChar, 2},
                                              {"float", Type::Float, 4},
                                              {"double", Type::Double, 8},
                                              {"floatComplex", Type::Other, 8},
                                              {"doubleComplex", Type::Other, 16}}};

constexpr std::size_t longestCell = std::size_t{1} << 26;

/// "8", "*", "8*", "2x3", "2x*": the product of the fixed sides, and whether the last one varies.
bool readArraySize(std::string_view text, VoTableField& field) {
    field.isVariable = text.ends_with('*');
    if (field.isVariable)
        text.remove_suffix(1);
    if (text.ends_with('x'))
        text.remove_suffix(1);
    while (!text.empty()) {
        const auto end = std::min(text.find('x'), text.size());
        const auto side = parseNumber<std::size_t>(text.substr(0, end));
        if (!side || *side > longestCell || field.length * *side > longestCell)
            return false;
        field.length *= *side;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

} // namespace

std::size_t VoTableField::columnCount() const {
    if (isText())
        return 1;
    const bool isBits = type == Type::Bit && length != 1;
    return type == Type::Other || isBits || isVariable || length > mostSplit ? 0 : length;
}

std::optional<VoTableField> voTableField(const std::map<std::string, std::string, std::less<>>& attributes) {
    const auto attribute = [&attributes](std::string_view name) {
        const auto found = attributes.find(name);
        return found == attributes.end() ? std::string{} : found->second;
    };
    VoTableField field;
    const auto datatype = attribute("datatype");
    const auto known =
        std::find_if(typeNames.begin(), typeNames.end(), [&](const TypeName& type) { return type.name == datatype; });
    const auto size = attribute("arraysize");
    if (known == typeNames.end() || !readArraySize(trimmedCell(size), field))
        return std::nullopt;
    field.type = known->type;
    field.valueBytes = known->bytes;
    field.name = std::string(trimmedCell(attribute(attributes.contains("name") ? "name" : "ID")));
    field.unit = attribute("unit");
    field.form = size.empty() ? datatype : datatype + ' ' + size;
    return field;
}

} // namespace iic
