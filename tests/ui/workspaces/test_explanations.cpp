#include "workspaces/explain/MapChoice.h"
#include "workspaces/explain/MapPictures.h"

#include "widgets/ColourMap.h"

#include "TestSupport.h"

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

const ColourTable& heat() {
    static const ColourTable table = colourTable(QStringLiteral("inferno"));
    return table;
}

/// Three maps of 2 × 2: a faint one, a strong one, an empty one.
FeatureMaps threeMaps() { return {"rfb", 3, 2, 2, {0, 1, 0, 1, 8, 0, 4, 0, 0, 0, 0, 0}}; }

std::vector<int> channelsOf(const std::vector<MapPicture>& pictures) {
    std::vector<int> channels;
    for (const MapPicture& picture : pictures)
        channels.push_back(picture.channel);
    return channels;
}

} // namespace

/// How maps of a network become pictures.
class TestExplanations : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aMapIsDrawnNorthUp() {
        const std::vector<float> values{0, 1, 2, 4}; // the first row is the southern one
        const QImage picture = mapPicture(values, 2, 2, 0, 4);
        QCOMPARE(picture.pixel(0, 1), heat()[0]);
        QCOMPARE(picture.pixel(1, 1), heat()[63]);
        QCOMPARE(picture.pixel(0, 0), heat()[127]);
        QCOMPARE(picture.pixel(1, 0), heat()[255]);
    }

    void whatIsNoNumberIsDark() {
        const std::vector<float> values{NAN, INFINITY};
        const QImage picture = mapPicture(values, 2, 1, 0, 1);
        QCOMPARE(picture.pixel(0, 0), heat()[0]);
        QCOMPARE(picture.pixel(1, 0), heat()[255]);
        QCOMPARE(mapPicture(values, 2, 1, 1, 1).pixel(0, 0), heat()[0]); // no range
    }

    void strongMapsComeFirstWhereThatIsWanted() {
        const FeatureMaps maps = threeMaps();
        const std::array one{&maps};
        QCOMPARE(channelsOf(mapPictures(one, MapOrder::Strength, MapScale::PerMap).front()), (std::vector<int>{1, 0, 2}));
        const auto byChannel = mapPictures(one, MapOrder::Channel, MapScale::PerMap).front();
        QCOMPARE(channelsOf(byChannel), (std::vector<int>{0, 1, 2}));
        QCOMPARE(byChannel[1].mean, 3.0F);
        QCOMPARE(byChannel[1].highest, 8.0F);
    }

    void aScaleIsOfOneMapOrOfAll() {
        const FeatureMaps maps = threeMaps();
        const std::array one{&maps};
        const auto perMap = mapPictures(one, MapOrder::Channel, MapScale::PerMap).front();
        const auto shared = mapPictures(one, MapOrder::Channel, MapScale::Shared).front();
        QCOMPARE(perMap[0].picture.pixel(1, 0), heat()[255]);
        QCOMPARE(shared[0].picture.pixel(1, 0), heat()[31]); // an eighth
        QCOMPARE(shared[1].picture.pixel(0, 1), heat()[255]);
        QCOMPARE(perMap[2].picture.pixel(0, 0), heat()[0]); // empty
    }

    void sourcesSideBySideShareOrderAndScale() {
        const FeatureMaps first = threeMaps();
        FeatureMaps second = first;
        second.values = {16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0};
        const std::array<const FeatureMaps*, 2> both{&first, &second};
        const auto pictures = mapPictures(both, MapOrder::Strength, MapScale::Shared);
        QCOMPARE(pictures.size(), std::size_t(2));
        for (const auto& ofSource : pictures)
            QCOMPARE(channelsOf(ofSource), (std::vector<int>{0, 1, 2}));
        QCOMPARE(pictures[1][0].picture.pixel(0, 0), heat()[255]);
        QCOMPARE(pictures[0][1].picture.pixel(0, 1), heat()[127]); // 8 of 16
    }

    void aBranchIsChosenOfTheBlockAlone() {
        Explanation explanation;
        explanation.stages = {{"input", 1, 1, 1, {1}}, {"rfb", 1, 1, 1, {2}}, {"cbam1", 1, 1, 1, {3}}, {"conv2", 1, 1, 1, {4}}};
        explanation.branches = {{"rfb.near", 1, 1, 1, {5}}, {"rfb.middle", 1, 1, 1, {6}}, {"rfb.far", 1, 1, 1, {7}}};
        explanation.attention = {{"cbam1", {0.5F}, 1, 1, {0.5F}}};
        MapChoice choice{.stage = 1, .branch = RfbBranch::Far};
        QCOMPARE(chosenMaps(explanation, choice).part, std::string("rfb.far"));
        choice.branch = RfbBranch::Joined;
        QCOMPARE(chosenMaps(explanation, choice).part, std::string("rfb"));
        choice = {.stage = 3, .branch = RfbBranch::Far};
        QCOMPARE(chosenMaps(explanation, choice).part, std::string("conv2"));

        QVERIFY(!attentionAt(explanation, 0));
        QCOMPARE(attentionAt(explanation, 1), &explanation.attention.front()); // follows
        QCOMPARE(attentionAt(explanation, 2), &explanation.attention.front()); // is it
        QVERIFY(!attentionAt(explanation, 3));
    }

    void aMosaicHoldsTheStrongest() {
        FeatureMaps maps{"conv1", 20, 1, 1, std::vector<float>(20, 0)};
        for (int channel = 0; channel < 20; ++channel)
            maps.values[static_cast<std::size_t>(channel)] = float(channel);
        QVERIFY(mosaicOf(maps).width() > 100);
        QCOMPARE(mosaicOf(maps).pixel(5, 5), heat()[255]);
        maps.values.assign(20, 0);
        QCOMPARE(mosaicOf(maps).pixel(5, 5), heat()[0]);
    }

    void whatSpeaksForAClassLiesOverTheSource() {
        QImage grey(8, 8, QImage::Format_RGB32);
        grey.fill(qRgb(100, 100, 100));
        const std::array<DecisionMap, 3> decision{{{2, 2, {4, 0, 0, 0}}, {2, 2, {0, 0, 0, 0}}, {2, 2, {1, 0, 0, 0}}}};
        const auto pictures = decisionPictures(grey, decision);
        const auto difference = [](QRgb colour) {
            return std::abs(qRed(colour) - 100) + std::abs(qGreen(colour) - 100) + std::abs(qBlue(colour) - 100);
        };
        const int last = pictures[0].height() - 1;
        QVERIFY(difference(pictures[0].pixel(0, last)) > 60); // south-west
        QVERIFY(difference(pictures[0].pixel(last, 0)) < 10);
        QVERIFY(difference(pictures[1].pixel(0, last)) < 10); // nothing speaks for it
        QVERIFY(difference(pictures[2].pixel(0, last)) < difference(pictures[0].pixel(0, last))); // one scale
    }
};

IIC_CORE_TEST_MAIN(TestExplanations)
#include "test_explanations.moc"
