#include "TableSeeds.h"
#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/Catalog.h"
#include "catalog/TableFile.h"

#include <QTemporaryDir>

#include <cmath>
#include <fstream>

using namespace iic;
using namespace iic::test;

namespace {

class Mutator {
  public:
    Mutator(std::uint64_t seed, std::vector<std::string> seeds, std::size_t mostSteps)
        : random_(seed), seeds_(std::move(seeds)), mostSteps_(mostSteps) {}

    std::string mutated() {
        std::string text = seeds_[below(seeds_.size())];
        for (auto steps = 1 + below(mostSteps_); steps > 0; --steps)
            step(text);
        return text;
    }

  private:
    std::size_t below(std::size_t limit) { return random_.below(limit); }
    std::size_t place(const std::string& text) { return below(text.size() + 1); }

    void step(std::string& text) {
        const auto at = place(text);
        const auto length = below(1 + std::min<std::size_t>(text.size() - at, 40));
        switch (below(8)) {
        case 0: text.insert(at, pieces[below(pieces.size())]); break;
        case 1: text.insert(at, tags[below(tags.size())]); break;
        case 2: changeCard(text); break;
        case 3: text.erase(at, length); break;
        case 4: text.insert(place(text), text.substr(at, length)); break;
        case 5: text.resize(at); break;
        case 6: text += seeds_[below(seeds_.size())].substr(0, 1 + below(60)); break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
        }
    }

    /// Puts a value into a card of a FITS file; of another file it changes nothing.
    void changeCard(std::string& text) {
        if (!text.starts_with("SIMPLE") || text.size() < 5760)
            return;
        auto value = cardValues[below(cardValues.size())];
        value.resize(30, ' ');
        text.replace(2880 + 80 * below(36) + 10, value.size(), value);
    }

    Random random_;
    std::vector<std::string> seeds_;
    std::size_t mostSteps_;
};

bool isRefusal(ErrorCode code) {
    return code == ErrorCode::BadTable || code == ErrorCode::BadHeader || code == ErrorCode::TruncatedData;
}

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

    /// As a new file: some file systems wait for the disk when an old one is cut to nothing.
    void write(const std::string& text) {
        std::filesystem::remove(file("in"));
        std::ofstream(file("in"), std::ios::binary) << text;
    }

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

    /// At least `fewest` mutations are still tables.
    void fuzz(Mutator mutator, int mutations, int fewest) {
        int read = 0;
        for (int number = 0; number < mutations; ++number) {
            const auto text = mutator.mutated();
            write(text);
            const auto describe = [&](const std::string& flaw) {
                return QStringLiteral("mutation %1: %2\n%3")
                    .arg(number)
                    .arg(QString::fromStdString(flaw), QString::fromStdString(text).left(2000))
                    .toUtf8();
            };
            const auto table = readTable(file("in"));
            if (!table) {
                QVERIFY2(isRefusal(table.error().code) && !table.error().reason.empty(), describe(table.error().oneLine()));
                continue;
            }
            ++read;
            QVERIFY2(flawOf(*table).empty(), describe(flawOf(*table)));
            if (const auto catalog = Catalog::fromTable(*table, "in"))
                QVERIFY2(flawOf(*catalog).empty(), describe(flawOf(*catalog)));
            if (number % 150 == 0)
                for (const auto format : {TableFormat::Csv, TableFormat::Ipac, TableFormat::Fits, TableFormat::VoTable}) {
                    const auto flaw = flawOfRoundTrip(*table, format);
                    QVERIFY2(flaw.empty(), describe(flaw));
                }
        }
        QVERIFY2(read > fewest && read < mutations, std::to_string(read).c_str());
    }

  private Q_SLOTS:
    void theSeedsAreValid() {
        auto all = textSeeds();
        for (const auto& more : voTableSeeds())
            all.push_back(more);
        all.push_back(fitsSeed());
        for (const auto& seed : all) {
            write(seed);
            const auto table = readTable(file("in"));
            QVERIFY2(table, table ? "" : table.error().oneLine().c_str());
        }
    }

    void everyTextIsReadOrRefused() { fuzz(Mutator(1, textSeeds(), 6), 6000, 1500); }
    void everyVoTableIsReadOrRefused() { fuzz(Mutator(2, voTableSeeds(), 2), 6000, 300); }
    void everyFitsTableIsReadOrRefused() { fuzz(Mutator(3, {fitsSeed()}, 5), 6000, 300); }
};

IIC_CORE_TEST_MAIN(TestFuzzTables)
#include "test_fuzz_tables.moc"
