#include "../data/SampleDataset.h"
#include "TestSupport.h"
#include "TestTile.h"

#include "analysis/MistakeReview.h"
#include "base/Checksum.h"
#include "catalog/TableFile.h"

#include <QTemporaryDir>

#include <cmath>

using namespace iic;

namespace {

constexpr int side = 39;
constexpr std::size_t kinds = 4; ///< bright points, faint points, broad sources, empty centres

/// Cutouts of four kinds by turns; stars, all taken for something else but every tenth.
test::SampleDataset scene(std::size_t count) {
    auto sample = test::sampleDataset(count, side);
    sample.card.bands = {Band::W1, Band::W2};
    sample.card.fieldArcsec = defaultField;
    sample.card.catalogs.clear();
    sample.card.tiles = {{"1500p020_ac51", 4095, 4095, 1.375, {}}};
    sample.units = {{1e-6, 1e-6, 1e-6, 1e-6}};
    sample.pixels.clear();
    for (std::size_t row = 0; row < count; ++row) {
        sample.columns.position[row] = {10 + 0.1 * static_cast<double>(row), 5};
        sample.columns.offset[row] = {};
        sample.columns.tile[row] = 0;
        sample.columns.label[row] = 0;
        sample.columns.flags[row] = 0;
        sample.columns.signalToNoise[row] = {20, 20, 20, 20};
        sample.columns.upperLimit[row] = {0, 0, 0, 0};
        sample.columns.magnitude[row] = {12, 12, 12, 12};
        for (int plane = 0; plane < 2; ++plane) {
            FloatImage image(side, side, 10);
            test::addNoise(image, 1, 100 * row + static_cast<std::size_t>(plane));
            const auto kind = row % kinds;
            if (kind < 3)
                test::addSource(image, 19, 19, kind == 1 ? 800 : 40'000, kind == 2 ? 14 : 5);
            if (kind == 3)
                test::addSource(image, 32, 30, 2'000);
            sample.pixels.insert(sample.pixels.end(), image.pixels().begin(), image.pixels().end());
        }
    }
    return sample;
}

} // namespace

class TestMistakeReview : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const char* name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }

    static JudgedRows judge(std::size_t count) {
        JudgedRows judged;
        for (std::size_t row = 0; row < count; ++row) {
            judged.rows.push_back(row);
            judged.sources.truth.push_back(0);
            const bool isRight = row % 10 == 0;
            judged.sources.probabilities.push_back(isRight        ? ClassProbabilities{0.8, 0.1, 0.1}
                                                   : row % 3 == 1 ? ClassProbabilities{0.2, 0.2, 0.6}
                                                                  : ClassProbabilities{0.2, 0.7, 0.1});
        }
        return judged;
    }
    static ReviewOptions options() {
        ReviewOptions options;
        options.input.channels = {Band::W1, Band::W2, Band::W2};
        options.input.side = 64;
        return options;
    }
    JobResult<MistakeReview> review(const test::SampleDataset& sample, const ReviewOptions& how, std::stop_token stop = {}) {
        if (!test::write(at("set.h5"), sample))
            return cancelled();
        const auto dataset = *Dataset::open(at("set.h5"));
        NoProgress quiet;
        return reviewMistakes(dataset, *dataset.columns(), judge(dataset.size()), how, quiet, std::move(stop));
    }

  private Q_SLOTS:
    void sortsMistakesByWhatTheyLookLike() {
        const auto found = review(scene(80), options());
        QVERIFY(found.has_value());
        QCOMPARE(found->mistakes.size(), std::size_t(72));
        QCOMPARE(found->groups.size(), std::size_t(4));
        std::size_t members = 0;
        for (std::size_t group = 0; group < 4; ++group) {
            QCOMPARE(found->groups[group].isCentreEmpty, group == 3);
            std::size_t kind = kinds;
            for (const auto member : found->groups[group].members) {
                const auto& mistake = found->mistakes[member];
                if (kind == kinds)
                    kind = mistake.row % kinds;
                QCOMPARE(mistake.row % kinds, kind);
                QCOMPARE(mistake.noted.has(SourceNote::NoCentralSource), group == 3);
            }
            members += found->groups[group].members.size();
            std::size_t paired = 0;
            for (const auto& pair : found->groups[group].pairs)
                paired += pair.count;
            QCOMPARE(paired, found->groups[group].members.size());
            QCOMPARE(found->groups[group].meanInput.size(), std::size_t(3 * 64 * 64));
        }
        QCOMPARE(members, found->mistakes.size());
        QVERIFY(found->groups[0].brightness >= found->groups[1].brightness);
        QVERIFY(found->groups[1].brightness > found->groups[2].brightness);
        const auto& faint = found->groups[2];
        QCOMPARE(found->mistakes[faint.members.front()].row % kinds, std::size_t(1));
    }

    void saysWhatSetsAGroupApart() {
        const auto found = review(scene(80), options());
        QVERIFY(found.has_value());
        for (const auto& group : found->groups) {
            QVERIFY(!group.distinctions.empty());
            for (std::size_t i = 0; i < group.distinctions.size(); ++i) {
                const auto& distinction = group.distinctions[i];
                QVERIFY(std::abs(distinction.deviations) >= 0.5);
                QCOMPARE(distinction.deviations > 0, distinction.mean > distinction.meanOfOthers);
                QVERIFY(i == 0 || std::abs(distinction.deviations) <= std::abs(group.distinctions[i - 1].deviations));
            }
        }
        QVERIFY(std::ranges::any_of(found->groups[3].distinctions, [](const auto& one) { // its light lies elsewhere
            return one.name == "neighbour light" && one.deviations > 0;
        }));
    }

    void groupsByOtherNumbersWhereGiven() {
        auto how = options();
        how.features = FeatureTable{{"parity"}, {}};
        for (std::size_t i = 0; i < 72; ++i)
            how.features->values.push_back(static_cast<float>(i % 2));
        how.grouping.groups = 2;
        const auto found = review(scene(80), how);
        QVERIFY(found.has_value());
        QCOMPARE(found->groups.size(), std::size_t(3));
        for (std::size_t group = 0; group < 2; ++group)
            for (const auto member : found->groups[group].members)
                QCOMPARE(member % 2, found->groups[group].members.front() % 2);
        how.features->values.pop_back();
        const auto refused = review(scene(80), how);
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
    }

    void fewMistakesOrNoneMakeFewGroups() {
        const auto one = review(scene(2), options()); // row 1 alone
        QVERIFY(one.has_value());
        QCOMPARE(one->groups.size(), std::size_t(2));
        QVERIFY(one->groups[1].members.empty() && one->groups[1].meanInput.empty());
        const auto none = review(scene(1), options());
        QVERIFY(none.has_value() && none->mistakes.empty());
        QCOMPARE(none->groups.size(), std::size_t(1));
    }

    void notesWhatMayHaveSpoiltASource() {
        auto sample = scene(8);
        auto& columns = sample.columns;
        columns.flags[1] = bit(QualityFlag::CatalogFlagged) | bit(QualityFlag::Saturated);
        columns.signalToNoise[2] = {6, 6, 6, 6};
        columns.magnitude[4] = {15, 14, 11, 8};
        columns.magnitude[5] = {15, 14, 11, 8};
        columns.upperLimit[5] = {0, 1, 0, 0};
        columns.position[7] = {columns.position[6].rightAscension + 7.0 / 3600, columns.position[6].declination};
        const auto found = review(sample, options());
        QVERIFY(found.has_value());
        const auto notesOf = [&](std::size_t row) { return found->mistakes[row - 1].noted; };
        QCOMPARE(notesOf(1).notes, std::uint16_t(bit(SourceNote::Artefact) | bit(SourceNote::Saturated)));
        QCOMPARE(notesOf(2).notes, bit(SourceNote::Faint));
        QCOMPARE(notesOf(2).signalToNoise, 6.0F);
        QVERIFY(!notesOf(2).isContaminated() && notesOf(1).isContaminated());
        QCOMPARE(notesOf(4).notes, std::uint16_t(bit(SourceNote::SternAgn) | bit(SourceNote::JarrettAgn)));
        QCOMPARE(notesOf(5).notes, std::uint16_t(0));
        QVERIFY(notesOf(6).has(SourceNote::Blended) && notesOf(7).has(SourceNote::Blended));
        QVERIFY(!notesOf(6).extendedFlag.has_value());
    }

    void readsFlagsFromTheCatalogsOfTheDataset() {
        auto sample = scene(4);
        Texts names, artefacts;
        Integers extended;
        Reals rightAscensions, declinations;
        for (std::size_t row = 0; row < 5; ++row) { // the last 6″ from row 2
            names.push_back(sample.columns.name[row % 4]);
            rightAscensions.push_back(sample.columns.position[row == 4 ? 2 : row].rightAscension);
            declinations.push_back(5 + (row == 4 ? 6.0 / 3600 : 0));
            artefacts.emplace_back(row == 1 ? "d000" : "0000");
            extended.push_back(row == 3 ? 2 : 0);
        }
        Table table;
        table.add(textColumn("designation", names));
        table.add(realColumn("ra", "deg", rightAscensions));
        table.add(realColumn("dec", "deg", declinations));
        table.add(textColumn("cc_flags", artefacts));
        table.add(integerColumn("ext_flg", "", extended));
        QVERIFY(writeTable(at("catalog.csv"), table, TableFormat::Csv).has_value());
        sample.card.catalogs = {{{"catalog.csv", *fingerprintFile(at("catalog.csv"))}, std::nullopt, {}}};
        const auto found = review(sample, options());
        QVERIFY(found.has_value() && found->warnings.empty());
        const auto& mistakes = found->mistakes;
        QCOMPARE(mistakes[0].noted.contaminationFlags, std::string("d000"));
        QVERIFY(mistakes[1].noted.has(SourceNote::Blended) && !mistakes[0].noted.has(SourceNote::Blended));
        QVERIFY(mistakes[2].noted.has(SourceNote::Extended) && mistakes[2].noted.extendedFlag == 2);

        QVERIFY(writeTable(at("catalog.csv"), Table(), TableFormat::Csv).has_value());
        const auto changed = review(sample, options());
        QVERIFY(changed.has_value());
        QCOMPARE(changed->warnings.size(), std::size_t(1));
        QVERIFY(changed->mistakes[0].noted.contaminationFlags.empty());
    }

    void stopsWhenAsked() {
        std::stop_source source;
        source.request_stop();
        const auto stopped = review(scene(20), options(), source.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
    }
};

IIC_CORE_TEST_MAIN(TestMistakeReview)
#include "test_mistake_review.moc"
