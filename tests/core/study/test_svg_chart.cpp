#include "TestSupport.h"
#include "study/SvgChart.h"

#include <QXmlStreamReader>

using namespace iic;

class TestSvgChart : public iic::test::Test {
    Q_OBJECT

    static SvgChart chart() {
        return {.title = "a < b & c",
                .xAxis = "epoch",
                .yAxis = "accuracy",
                .series = {{"one \"<two>\"", {{1, 0.5, 0}, {2, 0.8, 0.05}, {3, 0.9, 0}}}, {"none", {}}},
                .marks = {{"the paper", 0.95}}};
    }

  private Q_SLOTS:
    void isWellFormedWhateverThingsAreCalled() {
        QXmlStreamReader reader(QString::fromStdString(chart().text()));
        QString texts;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::Characters)
                texts += reader.text().toString() + '\n';
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(texts.contains("one \"<two>\"") && texts.contains("the paper") && texts.contains("epoch"));
    }

    void higherValuesLieHigher() {
        const auto svg = QString::fromStdString(chart().text());
        const auto line = svg.section("<polyline points=\"", 1, 1).section('"', 0, 0).split(' ', Qt::SkipEmptyParts);
        QCOMPARE(line.size(), 3);
        double before = 1e9;
        for (const auto& place : line) {
            const double y = place.section(',', 1, 1).toDouble();
            QVERIFY(y < before && y > 0);
            before = y;
        }
        const double mark = svg.section("class=\"mark\"", 0, 0).section("y1=\"", -1, -1).section('"', 0, 0).toDouble();
        QVERIFY(mark < before);
    }

    void nothingIsDrawnOfNothing() {
        auto empty = chart();
        empty.series.clear();
        QVERIFY(empty.text().empty());
        empty.series = {{"alone", {{5, 0.5, 0}}}};
        QVERIFY(empty.text().find("nan") == std::string::npos && empty.text().find("<circle") != std::string::npos);
    }
};

IIC_CORE_TEST_MAIN(TestSvgChart)
#include "test_svg_chart.moc"
