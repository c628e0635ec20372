#include "DrawnTexts.h"
#include "FigureScenes.h"
#include "TestSupport.h"

#include "base/Random.h"
#include "catalog/TableFile.h"
#include "metrics/Histogram.h"
#include "plots/ColourColourFigure.h"
#include "plots/RgbHistogramFigure.h"
#include "plots/RocFigure.h"
#include "plots/SaveFigure.h"
#include "plots/SignalToNoiseFigure.h"
#include "plots/SourceFieldFigure.h"
#include "plots/WaterfallAxes.h"
#include "plots/WaterfallFigure.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include <set>

using namespace iic;
using namespace iic::ui;

namespace {

FigurePointer ratioFigure() { return std::make_shared<SignalToNoiseFigure>(test::ratios(3000)); }
FigurePointer rgbFigure(CountScale scale = CountScale::Linear) {
    return std::make_shared<RgbHistogramFigure>(sampleHistograms(test::samples()), scale);
}
FigurePointer waterfall() { return std::make_shared<WaterfallFigure>(sampleHistograms(test::samples()), CountScale::Linear); }
FigurePointer colourFigure() {
    return std::make_shared<ColourColourFigure>(std::make_shared<const std::vector<DiagramPoint>>(test::clouds(600)),
                                                &test::nameOfCloud);
}
FigurePointer fieldFigure() {
    const auto near = [](const char* band) { return FieldPicture{test::sky(39, Qt::white, 5, 9), band, 50, {}}; };
    return std::make_shared<SourceFieldFigure>(
        "J100033.99+021314.5", std::vector<FieldPicture>{{test::sky(436, Qt::white, 6, 8), "W1", 600, {}}, near("W1")},
        std::vector<FieldPicture>{near("W1"), near("W2"), near("W3"), {{}, "W4", 50, "no W4 image of this tile"}, near("RGB")});
}

QImage painted(const ui::Figure& figure, const FigureStyle& style = FigureStyle::onPaper(), const QSize& size = {640, 480}) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    figure.paint(painter, image.size(), style);
    return image;
}

/// Pixels within a small distance of a colour.
int inkOf(const QImage& image, const QColor& colour, int tolerance = 40) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            count += std::abs(here.red() - colour.red()) + std::abs(here.green() - colour.green()) +
                         std::abs(here.blue() - colour.blue()) <
                     tolerance;
        }
    return count;
}

/// Pixels of the hue of a colour, whatever their strength.
int hueInk(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor here = image.pixelColor(x, y);
            count += here.hsvSaturation() > 30 && std::abs(here.hsvHue() - colour.hsvHue()) < 12;
        }
    return count;
}

/// What is wrong with the letters R, G and B of a waterfall of so many samples.
QString faultOfLetters(const std::vector<test::DrawnText>& texts, int count, const QSize& size) {
    const auto core = [](const QRectF& of) { return of.adjusted(1, of.height() * 0.21, -1, -of.height() * 0.21); };
    QMap<QString, int> seen;
    for (const auto& letter : texts) {
        if (letter.text != "R" && letter.text != "G" && letter.text != "B")
            continue;
        ++seen[letter.text];
        if (!QRectF(QPointF(), size).contains(letter.place))
            return letter.text + " is outside";
        for (const auto& other : texts)
            if (&other != &letter && core(other.place).intersects(core(letter.place)))
                return letter.text + " is on " + other.text;
    }
    return seen == QMap<QString, int>{{"R", count}, {"G", count}, {"B", count}} ? QString() : "letters are missing";
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::filesystem::path in(const QTemporaryDir& folder, const char* name) { return folder.filePath(name).toStdString(); }

std::int64_t integerAt(const Table& table, std::string_view column, std::size_t row) {
    const Column* found = table.find(column);
    return found ? std::get<Integers>(found->values).at(row) : -1;
}

} // namespace

class TestFigures : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aLegendStandsBesideCurvesThatAreLow() {
        JudgedSources sources;
        Random random(7);
        for (std::size_t i = 0; i < 300; ++i) {
            const double first = random.uniform(), second = (1 - first) * random.uniform();
            sources.truth.push_back(static_cast<std::uint8_t>(i % classCount));
            sources.probabilities.push_back({first, second, 1 - first - second});
        }
        const RocFigure roc(std::make_shared<const Evaluation>(evaluate(sources)), {"star", "galaxy", "quasar"}, {});
        const auto isBeside = [&](const QSize& size) {
            double legend = 1e9, axis = 0; // where it begins, where the last number of the axis ends
            for (const auto& [text, place] : test::textsOf(roc, size)) {
                if (text.contains("AUC"))
                    legend = std::min(legend, place.left());
                else if (text == "1")
                    axis = std::max(axis, place.right());
            }
            return legend > axis;
        };
        QVERIFY(isBeside({460, 150}));
        QVERIFY(!isBeside(roc.paperSize().toSize()));
        QVERIFY(!isBeside({220, 150})); // no room for either
    }

    void everyFigureIsSavedInEveryForm_data() {
        QTest::addColumn<FigurePointer>("figure");
        QTest::newRow("signal to noise") << ratioFigure();
        QTest::newRow("histograms") << rgbFigure();
        QTest::newRow("histograms, logarithmic") << rgbFigure(CountScale::Logarithmic);
        QTest::newRow("waterfall") << waterfall();
        QTest::newRow("colours") << colourFigure();
        QTest::newRow("fields") << fieldFigure();
    }
    void everyFigureIsSavedInEveryForm() {
        QFETCH(FigurePointer, figure);
        const QTemporaryDir folder;
        for (const char* name : {"f.png", "f.svg", "f.pdf", "f.csv"}) {
            const auto done = saveFigure(*figure, in(folder, name));
            QVERIFY2(done, done ? "" : done.error().oneLine().c_str());
        }
        const double aspect = figure->paperSize().width() / figure->paperSize().height();

        const QImage picture(folder.filePath("f.png"));
        QVERIFY(std::abs(double(picture.width()) / picture.height() - aspect) < 0.01);
        QCOMPARE(picture.pixelColor(1, 1), QColor(Qt::white));
        QVERIFY(inkOf(picture, FigureStyle::onPaper().text) > 500);

        QSvgRenderer svg(folder.filePath("f.svg"));
        QVERIFY(svg.isValid());
        QVERIFY(std::abs(svg.viewBoxF().width() / svg.viewBoxF().height() - aspect) < 0.01);
        QImage drawing(picture.size() / 2, QImage::Format_RGB32);
        QPainter painter(&drawing);
        svg.render(&painter);
        painter.end();
        QVERIFY(inkOf(drawing, FigureStyle::onPaper().text) > 200);

        const QByteArray pdf = contents(folder.filePath("f.pdf"));
        QVERIFY(pdf.startsWith("%PDF-1.") && pdf.trimmed().endsWith("%%EOF"));
        QVERIFY2(pdf.contains("/FontFile"), "its fonts are not in it");
        static const QRegularExpression box("/MediaBox \\[0(?:\\.0+)? 0(?:\\.0+)? ([\\d.]+) ([\\d.]+)\\]");
        const auto size = box.match(QString::fromLatin1(pdf));
        QVERIFY(size.hasMatch());
        QVERIFY(std::abs(size.captured(1).toDouble() / size.captured(2).toDouble() - aspect) < 0.01);

        const auto numbers = readTable(in(folder, "f.csv"));
        QVERIFY(numbers);
        QCOMPARE(numbers->rowCount(), figure->numbers().rowCount());
        QVERIFY(numbers->rowCount() > 5);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 4); // and nothing else
    }

    void whatCannotBeSavedSaysWhy() {
        const QTemporaryDir folder;
        const auto strange = saveFigure(*ratioFigure(), in(folder, "figure.jpeg"));
        QVERIFY(!strange);
        QCOMPARE(strange.error().code, ErrorCode::BadOption);
        QVERIFY(strange.error().file.ends_with("figure.jpeg"));
        QVERIFY(strange.error().detail.find(".jpeg") != std::string::npos);
        for (const char* name : {"nowhere/figure.png", "nowhere/figure.pdf", "nowhere/figure.csv"}) {
            const auto nowhere = saveFigure(*ratioFigure(), in(folder, name));
            QVERIFY(!nowhere);
            QCOMPARE(nowhere.error().code, ErrorCode::FileUnwritable);
            QVERIFY(nowhere.error().file.find("figure") != std::string::npos);
        }
        QVERIFY(QDir(folder.path()).isEmpty());
        QVERIFY(saveFigure(*ratioFigure(), in(folder, "LOUD.PNG")));
    }

    void everyBandHasItsColourAndItsNumbers() {
        const auto values = test::ratios(4000);
        const SignalToNoiseFigure figure(values);
        for (const FigureStyle& style :
             {FigureStyle::onPaper(), FigureStyle::onScreen(QPalette(QColor(30, 33, 40)), QFont("Inter"))}) {
            const QImage image = painted(figure, style, {760, 380});
            for (std::size_t band = 0; band < bandCount; ++band)
                QVERIFY2(inkOf(image, style.bandPen(band).color()) > 100, qPrintable(QString::number(band)));
        }
        std::set<Qt::PenStyle> strokes;
        for (std::size_t band = 0; band < bandCount; ++band)
            strokes.insert(FigureStyle::onPaper().bandPen(band).style());
        QCOMPARE(strokes.size(), std::size_t(bandCount));

        const Table table = figure.numbers();
        const auto expected = logDistributions(values);
        for (std::size_t bin = 0; bin < table.rowCount(); ++bin) {
            QCOMPARE(integerAt(table, "w1_count", bin), std::int64_t(expected[0].histogram.counts[bin]));
            QCOMPARE(integerAt(table, "w4_count", bin), std::int64_t(expected[3].histogram.counts[bin]));
            QCOMPARE(table.find("w2_density_per_decade")->number(bin).value(), expected[1].densityPerDecade[bin]);
        }
        QVERIFY(figure.note().contains("W4 800"));
        QVERIFY(!figure.note().contains("W1"));
    }

    void titlesAndNumbersOfTheAxesAreWholeAtAnySize_data() {
        QTest::addColumn<FigurePointer>("figure");
        QTest::addColumn<QStringList>("titles"); // a word of each
        QTest::newRow("signal to noise") << ratioFigure() << QStringList{"Sources", "ensity"};
        QTest::newRow("histograms") << rgbFigure() << QStringList{"alue"};
        QTest::newRow("colours") << colourFigure() << QStringList{"W2 − W3", "W1 − W2"};
    }
    void titlesAndNumbersOfTheAxesAreWholeAtAnySize() {
        QFETCH(FigurePointer, figure);
        QFETCH(QStringList, titles);
        for (const QSize& size :
             {QSize(900, 500), QSize(541, 264), QSize(420, 264), QSize(300, 400), QSize(300, 220), QSize(541, 163)}) {
            const auto texts = test::textsOf(*figure, size);
            for (const QString& title : size.height() > 200 ? titles : QStringList()) // a low one has none at its side
                QVERIFY2(std::ranges::any_of(texts, [&](const auto& drawn) { return drawn.text.contains(title); }),
                         qPrintable(title));
            for (std::size_t i = 0; i < texts.size(); ++i) {
                QVERIFY2(texts[i].text.startsWith("J1") || !texts[i].text.contains(QChar(0x2026)), qPrintable(texts[i].text));
                QVERIFY2(QRectF(QPointF(), size).adjusted(-1, -1, 1, 1).contains(texts[i].place), qPrintable(texts[i].text));
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY2(!texts[i].place.intersects(texts[j].place), qPrintable(texts[i].text + " on " + texts[j].text));
            }
        }
    }

    void withoutRatiosItSaysSo() {
        const SignalToNoiseFigure figure({});
        QVERIFY(inkOf(painted(figure), FigureStyle::onPaper().muted) > 50);
        QCOMPARE(figure.numbers().rowCount(), std::size_t(0));
        const double least = std::numeric_limits<double>::min(), most = std::numeric_limits<double>::max();
        painted(SignalToNoiseFigure({{{least, 1, most}, {7}, {}, {-1}}}));
    }

    void histogramsAreThoseOfThePictures() {
        const auto samples = test::samples();
        const Table table = rgbFigure()->numbers();
        QCOMPARE(table.rowCount(), std::size_t(256));
        QCOMPARE(table.columns().size(), std::size_t(10));
        std::vector<int> red(256), blue(256);
        const QImage& quasar = samples[1].picture;
        for (int y = 0; y < quasar.height(); ++y)
            for (int x = 0; x < quasar.width(); ++x) {
                ++red[std::size_t(qRed(quasar.pixel(x, y)))];
                ++blue[std::size_t(qBlue(quasar.pixel(x, y)))];
            }
        for (std::size_t value = 0; value < 256; ++value) {
            QCOMPARE(integerAt(table, "2_quasar_red", value), std::int64_t(red[value]));
            QCOMPARE(integerAt(table, "2_quasar_blue", value), std::int64_t(blue[value]));
        }
        const QImage image = painted(*rgbFigure());
        for (std::size_t channel = 0; channel < 3; ++channel)
            QVERIFY(hueInk(image, FigureStyle::onPaper().channelPen(channel).color()) > 50);
        for (const SourceClass sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
            QVERIFY(inkOf(image, FigureStyle::onPaper().classColour(sourceClass)) > 15);
        QVERIFY(painted(*rgbFigure(CountScale::Logarithmic)) != image);
    }

    void picturesOfAnyKindAndNumberAreTaken() {
        auto many = test::samples();
        many[0].picture = many[0].picture.convertToFormat(QImage::Format_RGB888).copy(0, 0, 33, 17); // rows with bytes to spare
        many[1].picture = {};
        for (int i = 0; i < 5; ++i)
            many.push_back(many[0]);
        const auto histograms = sampleHistograms(many);
        QCOMPARE(histograms->size(), mostSamples);
        std::uint64_t pixels = 0;
        for (const auto count : (*histograms)[0].counts[2])
            pixels += count;
        QCOMPARE(pixels, std::uint64_t(33 * 17));
        for (const QSize& size : {QSize(640, 480), QSize(60, 40)}) {
            painted(RgbHistogramFigure(histograms, CountScale::Logarithmic), FigureStyle::onPaper(), size);
            painted(WaterfallFigure(histograms, CountScale::Logarithmic), FigureStyle::onPaper(), size);
            painted(WaterfallFigure(sampleHistograms({}), CountScale::Linear), FigureStyle::onPaper(), size);
            painted(*fieldFigure(), FigureStyle::onPaper(), size);
            painted(*ratioFigure(), FigureStyle::onPaper(), size);
            painted(*colourFigure(), FigureStyle::onPaper(), size);
        }
    }

    void aNearRibbonHidesWhatIsBehindIt() {
        // Red stands twice as high as green and blue in one place; they have their other half elsewhere.
        QImage picture(30, 60, QImage::Format_RGB32);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x) {
                const int half = (y % 2 == 0 ? 100 : 200) + x;
                picture.setPixel(x, y, qRgb(100 + x, half, half));
            }
        const auto samples = sampleHistograms({{picture, "blocks", SourceClass::Star}});
        const FigureStyle style = FigureStyle::onPaper();
        const QRectF whole(0, 0, 640, 480);
        const auto inksOfTheBlock = [&](double azimuth, double depth, double foot, double head) {
            const WaterfallCamera camera{azimuth, 20, 1};
            const WaterfallProjection projection(camera, waterfallRoom(whole, camera, *samples, style));
            const QRectF block =
                QRectF(projection.place({104.0 / 255, depth, foot}), projection.place({125.0 / 255, depth, head})).normalized();
            const QImage image = painted(WaterfallFigure(samples, CountScale::Linear, camera)).copy(block.toRect());
            return std::array<int, 3>{hueInk(image, style.channelPen(0).color()), hueInk(image, style.channelPen(1).color()),
                                      hueInk(image, style.channelPen(2).color())};
        };
        const auto fromTheFront = inksOfTheBlock(0, waterfallDepth(0, 0, 1), 0.2, 0.9);
        QVERIFY(fromTheFront[0] > 500);
        QCOMPARE(fromTheFront[1] + fromTheFront[2], 0);
        const auto fromBehind = inksOfTheBlock(180, waterfallDepth(0, 2, 1), 0.15, 0.45);
        QVERIFY(fromBehind[2] > 300);
        QCOMPARE(fromBehind[0] + fromBehind[1], 0);
    }

    void theLettersOfTheChannelsAreSeenFromEverywhere_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("one sample") << 1;
        QTest::newRow("three samples") << 3;
        QTest::newRow("six samples") << 6;
    }
    void theLettersOfTheChannelsAreSeenFromEverywhere() {
        QFETCH(int, count);
        std::vector<FigureSample> samples;
        for (int i = 0; i < count; ++i)
            samples.push_back(test::samples()[std::size_t(i % 3)]);
        const auto histograms = sampleHistograms(samples);
        for (const QSize& size : {QSize(680, 460), QSize(541, 264)})
            for (double azimuth = -180; azimuth < 180; azimuth += 5)
                for (const double elevation : {6.0, 15.0, 26.0, 50.0, 80.0}) {
                    const WaterfallFigure figure(histograms, CountScale::Linear, {azimuth, elevation, 1});
                    const QString fault = faultOfLetters(test::textsOf(figure, size), count, size);
                    QVERIFY2(fault.isEmpty(), qPrintable(QString("%1 from %2°, %3°").arg(fault).arg(azimuth).arg(elevation)));
                }
    }

    void everyClassHasItsColourOnTheDiagram() {
        const QImage image = painted(*colourFigure());
        for (const SourceClass sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
            QVERIFY(inkOf(image, FigureStyle::onPaper().classColour(sourceClass), 60) > 100);
        const Table table = colourFigure()->numbers();
        const auto points = test::clouds(600);
        QCOMPARE(table.rowCount(), points.size());
        QCOMPARE(table.columns().front().name, std::string("name"));
        QCOMPARE(table.find("name")->text(7), std::string("J7"));
        QCOMPARE(table.find("w2w3")->number(7).value(), points[7].x);
        QCOMPARE(table.find("w1w2")->number(7).value(), points[7].y);
        QCOMPARE(table.find("class")->text(7), std::string("galaxy"));
    }

    void whatAFilterLeavesOutIsFaint() {
        for (const std::size_t count : {std::size_t(900), std::size_t(6000)}) {
            const auto ink = [count](bool areShown) {
                auto points = test::clouds(count);
                for (DiagramPoint& point : points)
                    point.isShown = areShown || point.sourceClass != SourceClass::Quasar;
                const ColourColourFigure figure(std::make_shared<const std::vector<DiagramPoint>>(std::move(points)),
                                                &test::nameOfCloud);
                const QImage image = painted(figure);
                return inkOf(image.copy(image.width() / 2, 20, image.width() / 3, 150),
                             FigureStyle::onPaper().classColour(SourceClass::Quasar), 60);
            };
            QVERIFY2(ink(true) > 20 * (1 + ink(false)), qPrintable(QString("%1 %2").arg(ink(true)).arg(ink(false))));
        }
    }

    void confidenceGivesColoursAndCounts() {
        for (const std::size_t count : {std::size_t(900), std::size_t(6000)}) {
            const auto withStarsOf = [count](float confidence) {
                auto points = test::clouds(count);
                for (DiagramPoint& point : points)
                    point.confidence = point.sourceClass == SourceClass::Star ? confidence : 0.95F;
                return PointFigure(colourDiagram(), std::make_shared<const std::vector<DiagramPoint>>(std::move(points)),
                                   PointColours::Confidence, colourDiagram().range, &test::nameOfCloud);
            };
            const PointFigure doubtful = withStarsOf(0.4F), sure = withStarsOf(0.95F);
            QString words;
            for (const auto& [text, place] : test::textsOf(doubtful, {640, 480}))
                words += text + '|';
            QVERIFY2(words.contains(QString("below 0.5  %1|").arg(QLocale().toString(qulonglong(count / 3)))), qPrintable(words));
            QVERIFY2(words.contains("confidence 0.9 to 1.0") && !words.contains("0.7 to 0.9"), qPrintable(words));
            QCOMPARE(doubtful.numbers().find("confidence")->number(0).value(), double(0.4F));

            // Of the same hue where all are as sure, of two where stars are not.
            const auto huesOf = [](const ui::Figure& figure) {
                const QImage image = painted(figure).copy(60, 250, 500, 180);
                std::set<int> hues;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        if (const QColor here = image.pixelColor(x, y); here.hsvSaturation() > 120)
                            hues.insert(here.hsvHue() / 60);
                return hues;
            };
            QVERIFY(huesOf(doubtful).size() > huesOf(sure).size());
        }
    }

    void aRovingLegendHidesTheFewestPoints() {
        const auto placeOfLegend = [](double crowdX, double crowdY) {
            std::vector<DiagramPoint> points;
            for (int i = 0; i < 50; ++i)
                points.push_back({crowdX + 0.001 * i, crowdY, SourceClass::Star, i});
            for (const auto& [x, y] : {std::pair{0.04, 0.04}, {0.04, 0.96}, {0.96, 0.96}}) // not at the bottom right
                points.push_back({x, y, SourceClass::Star, 60});
            DiagramTerms terms;
            terms.hasRovingLegend = true;
            const PointFigure figure(terms, std::make_shared<const std::vector<DiagramPoint>>(std::move(points)),
                                     PointColours::Class, {}, &test::nameOfCloud);
            for (const auto& [text, place] : test::textsOf(figure, {640, 480}))
                if (text.startsWith("star"))
                    return place.center();
            return QPointF();
        };
        const QPointF free = placeOfLegend(0.02, 0.96), crowded = placeOfLegend(0.92, 0.04);
        QVERIFY(free.x() > 320 && free.y() > 240);
        QVERIFY(crowded.x() > 0 && crowded.x() < 320 && crowded.y() < 240);
    }

    void aLowDiagramHasItsLegendAlongTheTop() {
        DiagramTerms terms = colourDiagram();
        const auto points = std::make_shared<const std::vector<DiagramPoint>>(
            std::vector<DiagramPoint>{{3, 1, SourceClass::Star, 0}, {3, 0, SourceClass::Galaxy, 1}});
        const auto topsOf = [&](const QSize& size) {
            std::vector<double> tops; // of the classes and the guides
            for (const auto& [text, place] :
                 test::textsOf(PointFigure(terms, points, PointColours::Class, {}, &test::nameOfCloud), size))
                if (text.startsWith("star") || text.startsWith("galaxy") || text.contains("Jarrett"))
                    tops.push_back(place.top());
            return tops;
        };
        const auto high = topsOf({480, 400}), low = topsOf({480, 150});
        QVERIFY(high.size() == 3 && high[0] < high[1] && high[1] < high[2]);
        QVERIFY(low.size() == 2 && low[0] == low[1]);
    }

    void whyAPictureIsMissingIsWholeOrLeftOut() {
        const auto drawn = [](const QSize& size) {
            QString words;
            for (const auto& [text, place] : test::textsOf(*fieldFigure(), size))
                words += text + ' ';
            return words;
        };
        QVERIFY(drawn({900, 600}).contains("of this tile"));
        const QString small = drawn({400, 160});
        QVERIFY2(!small.contains("image") && small.contains(QChar(0x2014)), qPrintable(small));
    }

    void theSmallFieldIsMarkedInTheWide() {
        const QImage image = painted(*fieldFigure(), FigureStyle::onPaper(), {700, 520});
        QVERIFY(inkOf(image, Qt::white, 3) > 1000);
        const Table table = fieldFigure()->numbers();
        QCOMPARE(table.rowCount(), std::size_t(7));
        QCOMPARE(table.find("missing")->text(5), std::string("no W4 image of this tile"));
        QCOMPARE(table.find("side")->number(0).value(), 600.0);
    }
};

IIC_WINDOW_TEST_MAIN(TestFigures)
#include "test_figures.moc"
