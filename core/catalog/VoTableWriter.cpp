#include "catalog/TableWriters.h"
#include "catalog/Utf8.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 1 << 20;

/// Text as it may stand in a document: what XML cannot hold becomes the replacement character, so that it is well-formed.
void appendEscaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto character = takeCharacter(text);
        switch (character) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\t': out += "&#9;"; break;
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        default:
            appendCharacter(out,
                            character < 0x20 || character == 0xfffe || character == 0xffff ? replacementCharacter : character);
        }
    }
}

bool isAsciiColumn(const Texts& texts) {
    return std::all_of(texts.begin(), texts.end(), [](const auto& t) { return isAscii(t); });
}

std::string_view datatype(const Column& column) {
    if (std::holds_alternative<Reals>(column.values))
        return R"(datatype="double")";
    if (std::holds_alternative<Integers>(column.values))
        return R"(datatype="long")";
    return isAsciiColumn(std::get<Texts>(column.values)) ? R"(datatype="char" arraysize="*")"
                                                         : R"(datatype="unicodeChar" arraysize="*")";
}

void appendField(std::string& out, const Column& column) {
    out += "<FIELD name=\"";
    appendEscaped(out, column.name);
    out += "\" ";
    out += datatype(column);
    if (!column.unit.empty()) {
        out += " unit=\"";
        appendEscaped(out, column.unit);
        out += '"';
    }
    out += "/>\n";
}

void appendCell(std::string& out, const Column& column, std::size_t row) {
    if (column.null[row]) {
        out += "<TD/>";
        return;
    }
    out += "<TD>";
    if (const auto* texts = std::get_if<Texts>(&column.values))
        appendEscaped(out, (*texts)[row]);
    else if (const auto* integers = std::get_if<Integers>(&column.values))
        fmt::format_to(std::back_inserter(out), "{}", (*integers)[row]);
    else if (const double value = std::get<Reals>(column.values)[row]; std::isfinite(value))
        fmt::format_to(std::back_inserter(out), "{}", value);
    else
        out += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    out += "</TD>";
}

} // namespace

void writeVoTable(std::ostream& stream, const Table& table) {
    std::string out = R"(<?xml version="1.0" encoding="UTF-8"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
<RESOURCE type="results">
)";
    out += fmt::format("<TABLE nrows=\"{}\">\n", table.rowCount());
    if (!table.comments.empty()) {
        out += "<DESCRIPTION>";
        for (std::size_t line = 0; line < table.comments.size(); ++line) {
            out += line > 0 ? "\n" : "";
            appendEscaped(out, table.comments[line]);
        }
        out += "</DESCRIPTION>\n";
    }
    for (const auto& column : table.columns())
        appendField(out, column);
    out += "<DATA>\n<TABLEDATA>\n";
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        out += "<TR>";
        for (const auto& column : table.columns())
            appendCell(out, column, row);
        out += "</TR>\n";
        if (out.size() > pieceSize) {
            stream.write(out.data(), static_cast<std::streamsize>(out.size()));
            out.clear();
        }
    }
    out += "</TABLEDATA>\n</DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n";
    stream.write(out.data(), static_cast<std::streamsize>(out.size()));
}

} // namespace iic
