#include "catalog/ColumnBuilder.h"
#include "catalog/FitsColumn.h"
#include "catalog/TableReaders.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr int mostUnits = 1000;
constexpr std::uint64_t pieceBytes = std::uint64_t{4} << 20;

/// What a walk over the headers found.
struct Walk {
    std::optional<FitsUnit> table; ///< the first with rows, else the first
    bool image = false, textTable = false, packedTable = false;
};

/// Goes to the data of the first table with rows. Where there is none but an empty table was seen, that one has no data to go to.
Result<Walk> findTable(ByteSource& source) {
    Walk walk;
    for (int number = 1; number <= mostUnits; ++number) {
        auto unit = readFitsUnit(source, number);
        if (!unit)
            return tl::unexpected(unit.error());
        if (!*unit)
            break;
        const auto kind = (*unit)->kind;
        walk.image = walk.image || kind == FitsUnit::Kind::Image;
        walk.textTable = walk.textTable || kind == FitsUnit::Kind::TextTable;
        walk.packedTable = walk.packedTable || kind == FitsUnit::Kind::PackedTable;
        const auto padded = (*unit)->paddedBytes();
        if (kind == FitsUnit::Kind::BinaryTable && ((*unit)->rows > 0 || !walk.table)) {
            const bool hasRows = (*unit)->rows > 0;
            walk.table = std::move(*unit);
            if (hasRows)
                return walk;
        }
        if (auto passed = source.skip(padded); !passed)
            return tl::unexpected(passed.error());
    }
    return walk;
}

Error noTable(const Walk& walk, const std::string& file) {
    if (walk.textTable)
        return {ErrorCode::BadTable, file, "holds its table as text (XTENSION = 'TABLE')", "save it as a binary table"};
    if (walk.packedTable)
        return {ErrorCode::BadTable, file, "holds a compressed table", "unpack it with funpack"};
    if (walk.image)
        return {ErrorCode::BadTable, file, "is an image, not a table", "open it as a tile"};
    return {ErrorCode::BadTable, file, "holds no table", "a FITS binary table expected"};
}

void warnOfLeftOut(const std::vector<FitsField>& fields, std::vector<std::string>& warnings) {
    LeftOutColumns leftOut;
    for (const auto& field : fields)
        if (fitsColumnCount(field) == 0)
            leftOut.add(field.name, field.form);
    leftOut.warn(warnings);
}

void readComments(const FitsHeader& header, std::vector<std::string>& comments) {
    for (const auto& card : header.cards())
        if ((card.keyword == "COMMENT" || card.keyword == "HISTORY") && !card.comment.empty())
            comments.push_back(card.comment);
}

Result<std::vector<FitsColumn>> makeColumns(const FitsUnit& unit, Table& table, const std::string& file) {
    const auto fields = fitsFields(unit, file);
    if (!fields)
        return tl::unexpected(fields.error());
    std::vector<FitsColumn> columns;
    std::vector<std::string> names;
    for (const auto& field : *fields) {
        const auto count = fitsColumnCount(field);
        for (std::size_t element = 0; element < count; ++element) {
            columns.emplace_back(field, element);
            names.push_back(splitName(field.name, element, count));
        }
    }
    if (columns.empty())
        return fail(ErrorCode::BadTable, file, "holds no column of single values", fmt::format("HDU {}", unit.number));
    if (columns.size() > mostColumns)
        return fail(ErrorCode::BadTable, file, "has too many columns",
                    fmt::format("{} at most, {} found", mostColumns, columns.size()));
    warnOfLeftOut(*fields, table.warnings);
    makeNamesUnique(names, table.warnings);
    for (std::size_t column = 0; column < columns.size(); ++column)
        columns[column].rename(names[column]);
    return columns;
}

Error truncated(const FitsUnit& unit, std::uint64_t found, const std::string& file) {
    return {ErrorCode::TruncatedData, file, "the data are shorter than the header says",
            fmt::format("HDU {}, {} rows of {} bytes expected, {} bytes found", unit.number, unit.rows, unit.rowBytes, found)};
}

JobResult<void> readRows(ByteSource& source, const FitsUnit& unit, std::vector<FitsColumn>& columns, std::stop_token stop) {
    if (source.size()) {
        // Room is made only for what the file can hold; of packed files nobody knows before they are unpacked.
        const auto left = *source.size() - std::min(*source.size(), source.position());
        if (left / unit.rowBytes < unit.rows)
            return tl::unexpected(truncated(unit, left, source.name()));
        for (auto& column : columns)
            column.reserve(static_cast<std::size_t>(unit.rows));
    }
    const auto rowsAtOnce = std::max<std::uint64_t>(1, pieceBytes / unit.rowBytes);
    std::string piece;
    for (std::uint64_t done = 0; done < unit.rows;) {
        if (stop.stop_requested())
            return cancelled();
        const auto count = std::min(rowsAtOnce, unit.rows - done);
        piece.resize(static_cast<std::size_t>(count * unit.rowBytes));
        const auto got = source.read(piece);
        if (!got)
            return tl::unexpected(got.error());
        if (*got < piece.size())
            return tl::unexpected(truncated(unit, done * unit.rowBytes + *got, source.name()));
        for (auto& column : columns)
            column.append(piece.data(), static_cast<std::size_t>(count), static_cast<std::size_t>(unit.rowBytes));
        done += count;
    }
    return {};
}

/// Further tables stay unread, but not unsaid. What is wrong with the file after the table read is no concern here.
void warnOfFurther(ByteSource& source, const FitsUnit& read, std::vector<std::string>& warnings) {
    auto passed = source.skip(read.paddedBytes() - read.rows * read.rowBytes);
    std::size_t further = 0;
    for (int number = read.number + 1; passed && number <= mostUnits; ++number) {
        const auto unit = readFitsUnit(source, number);
        if (!unit || !*unit)
            break;
        further += (*unit)->kind == FitsUnit::Kind::BinaryTable && (*unit)->rows > 0;
        passed = source.skip((*unit)->paddedBytes());
    }
    if (further > 0)
        warnings.push_back(fmt::format("the table of HDU {} is read; {} more with rows passed over", read.number, further));
}

} // namespace

JobResult<Table> readFitsTable(ByteSource& source, std::stop_token stop) {
    const auto walk = findTable(source);
    if (!walk)
        return tl::unexpected(walk.error());
    if (!walk->table)
        return tl::unexpected(noTable(*walk, source.name()));
    const auto& unit = *walk->table;
    Table table;
    auto columns = makeColumns(unit, table, source.name());
    if (!columns)
        return tl::unexpected(columns.error());
    readComments(unit.header, table.comments);
    if (unit.rows > 0) {
        if (auto read = readRows(source, unit, *columns, std::move(stop)); !read)
            return tl::unexpected(read.error());
        warnOfFurther(source, unit, table.warnings);
    }
    for (auto& column : *columns)
        table.add(std::move(column).take());
    return table;
}

bool holdsFitsTable(ByteSource& source) {
    for (int number = 1; number <= mostUnits; ++number) {
        const auto unit = readFitsUnit(source, number);
        if (!unit || !*unit || (*unit)->kind == FitsUnit::Kind::Image)
            return false;
        if ((*unit)->kind != FitsUnit::Kind::Empty)
            return true;
        if (!source.skip((*unit)->paddedBytes()))
            return false;
    }
    return false;
}

} // namespace iic
