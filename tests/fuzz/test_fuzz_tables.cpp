#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/Catalog.h"
#include "catalog/TableFile.h"

#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <fstream>

using namespace iic;

namespace {

/// Small valid files that between them use every feature of the readers.
const std::array<std::string, 4> seeds{
    "designation,ra,dec,w1mpro,w1sigmpro,class\n"
    "J104422.15+210315.2,161.0922917,21.0542222,14.25,0.05,STAR\n"
    "\"J1, \"\"quoted\"\"\r\nname\",10.5,-20.25,,999,QSO\n"
    "0012,360,90,nan,null,GALAXY\n",

    "#Table1\r\n# note\r\nra\tdec\tra\t\r\n1\t2\t3\t\r\n4\t5\r\n-1e300\t+7\t11899370914386026497\t\r\n",

    "\\key = 'value'\n\\ note\n"
    "|ra      |dec     |designation        |n  |\n"
    "|double  |d       |char               |int|\n"
    "|deg     |deg     |                   |   |\n"
    "|null    |null    |null               |-9 |\n"
    " 161.092  21.054   J104422.15+210315.2 12 \n"
    " null     -20.25   none                -9 \n"
    "10.5      1\n",

    "|a|\n 1\n",
};

/// Pieces that mean something to a reader of tables.
const std::array<std::string, 22> pieces{"\"",           "\"\"",     ",",        "\t",   ";",     "|",
                                         "\\",           "#",        "\n",       "\r",   "\r\n",  std::string(1, '\0'),
                                         "\xef\xbb\xbf", "\xff",     "nan",      "-inf", "1e400", "99999999999999999999",
                                         "null",         "||||||||", "\n\n\n\n", "+-"};

class Mutator {
  public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::string mutated() {
        std::string text = seeds[below(seeds.size())];
        for (auto steps = 1 + below(6); steps > 0; --steps)
            step(text);
        return text;
    }

  private:
    std::size_t below(std::size_t limit) { return random_.below(limit); }
    std::size_t place(const std::string& text) { return below(text.size() + 1); }

    void step(std::string& text) {
        const auto at = place(text);
        const auto length = below(1 + std::min<std::size_t>(text.size() - at, 40));
        switch (below(6)) {
        case 0: text.insert(at, pieces[below(pieces.size())]); break;
        case 1: text.erase(at, length); break;
        case 2: text.insert(place(text), text.substr(at, length)); break;
        case 3: text.resize(at); break;
        case 4: text += seeds[below(seeds.size())].substr(0, 1 + below(60)); break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
        }
    }

    Random random_;
};

/// What is wrong with a table that was read; empty when nothing is.
std::string flawOf(const Table& table) {
    for (const auto& column : table.columns()) {
        if (column.name.empty() || table.find(column.name) != &column)
            return "a name is empty or stands twice";
        if (column.size() != table.rowCount() ||
            std::visit([](const auto& values) { return values.size(); }, column.values) != table.rowCount())
            return "columns differ in length";
        for (std::size_t row = 0; row < column.size(); ++row)
            if (column.null[row] && (column.number(row) || !column.text(row).empty()))
                return "an empty cell has a value";
    }
    return {};
}

std::string flawOf(const Catalog& catalog) {
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        const auto position = catalog.position(row);
        if (position &&
            !(position->rightAscension >= 0 && position->rightAscension < 360 && std::abs(position->declination) <= 90))
            return "a position is off the sphere";
        if (catalog.identifier(row).empty())
            return "a source has no name";
        if (const auto error = catalog.magnitudeError(row, Band::W1); error && !(*error >= 0 && *error < 9))
            return "an error is none";
    }
    return {};
}

} // namespace

class TestFuzzTables : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file(const char* name) { return std::filesystem::path(folder_.path().toStdString()) / name; }

    void write(const std::string& text) { std::ofstream(file("in"), std::ios::binary) << text; }

    /// The table written and read again has the same shape.
    std::string flawOfRoundTrip(const Table& table, TableFormat format) {
        if (!writeTable(file("out"), table, format))
            return "cannot be written";
        const auto back = readTable(file("out"));
        if (!back)
            return "does not read back: " + back.error().oneLine();
        if (back->columns().size() != table.columns().size())
            return "loses columns";
        return back->rowCount() == table.rowCount() ? "" : "loses rows";
    }

  private Q_SLOTS:
    void theSeedsAreValid() {
        for (const auto& seed : seeds) {
            write(seed);
            QVERIFY2(readTable(file("in")), seed.c_str());
        }
    }

    void everyFileIsReadOrRefused() {
        constexpr int mutations = 6000;
        Mutator mutator(1);
        int read = 0;
        for (int number = 0; number < mutations; ++number) {
            const auto text = mutator.mutated();
            write(text);
            const auto describe = [&](const std::string& flaw) {
                return QStringLiteral("mutation %1: %2\n%3")
                    .arg(number)
                    .arg(QString::fromStdString(flaw), QString::fromStdString(text))
                    .toUtf8();
            };
            const auto table = readTable(file("in"));
            if (!table) {
                QVERIFY2(table.error().code == ErrorCode::BadTable && !table.error().reason.empty(),
                         describe(table.error().oneLine()));
                continue;
            }
            ++read;
            QVERIFY2(flawOf(*table).empty(), describe(flawOf(*table)));
            if (const auto catalog = Catalog::fromTable(*table, "in"))
                QVERIFY2(flawOf(*catalog).empty(), describe(flawOf(*catalog)));
            if (number % 60 == 0)
                for (const auto format : {TableFormat::Csv, TableFormat::Ipac}) {
                    const auto flaw = flawOfRoundTrip(*table, format);
                    QVERIFY2(flaw.empty(), describe(flaw));
                }
        }
        QVERIFY2(read > mutations / 4 && read < mutations, "the mutations are too wild or too tame to test anything");
    }
};

IIC_CORE_TEST_MAIN(TestFuzzTables)
#include "test_fuzz_tables.moc"
