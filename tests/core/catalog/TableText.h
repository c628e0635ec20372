#pragma once

#include "catalog/TableFile.h"

#include <QTemporaryDir>

#include <fstream>
#include <iterator>
#include <string>

namespace iic::test {

/// Files with given contents in a folder that goes away with it.
class TableText {
  public:
    std::filesystem::path file(const std::string& name) const {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }

    std::filesystem::path write(const std::string& text, const std::string& name = "table.csv") const {
        std::ofstream(file(name), std::ios::binary) << text;
        return file(name);
    }

    Result<Table> read(const std::string& text) const { return readTable(write(text)); }

    std::string contents(const std::string& name) const {
        std::ifstream stream(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

  private:
    QTemporaryDir folder_;
};

/// A column as "type: cell cell …", a null cell as "-"; empty when there is no such column.
inline std::string shown(const Table& table, const std::string& name) {
    const Column* column = table.find(name);
    if (!column)
        return {};
    static const char* const types[] = {"integer:", "real:", "text:"};
    std::string out = types[column->values.index()];
    for (std::size_t row = 0; row < column->size(); ++row)
        out += ' ' + (column->null[row] ? "-" : column->text(row));
    return out;
}

} // namespace iic::test
