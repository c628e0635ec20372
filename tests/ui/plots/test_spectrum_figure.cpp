#include "DrawnTexts.h"
#include "TestSupport.h"

#include "plots/SaveFigure.h"
#include "plots/SpectrumView.h"
#include "sim/SimulatedSpectra.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

std::shared_ptr<const SpectrumCurve> curveOf(SpectralClass spectralClass, std::size_t number = 1) {
    return std::make_shared<const SpectrumCurve>(simulateSpectrum(3, spectralClass, number));
}

std::shared_ptr<const SpectrumFigure> figureOf(SpectralClass spectralClass, double redshift) {
    return std::make_shared<const SpectrumFigure>(curveOf(spectralClass),
                                                  SpectrumFigure::Options{spectralClass, redshift, std::nullopt});
}

/// A letter of another font is a text of its own.
QRectF placeOf(const std::vector<test::DrawnText>& texts, const QString& name) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].text == name)
            return texts[i].place;
        if (i + 1 < texts.size() && texts[i].text + texts[i + 1].text == name)
            return texts[i].place.united(texts[i + 1].place);
    }
    return {};
}

struct ShownView {
    ShownView() {
        view.resize(420, 300);
        view.setSpectrum(figureOf(SpectralClass::Galaxy, 0.1));
        view.show();
    }
    SpectrumFigure::Range range() const { return view.spectrum()->range(); }
    QPoint at(double share) const {
        const QRectF box = view.spectrum()->dataBox(view.size(), FigureStyle::onScreen(view.palette(), view.font()));
        return QPointF(box.left() + share * box.width(), box.center().y()).toPoint();
    }
    void turnWheel(double share, int steps) {
        QWheelEvent wheel(QPointF(at(share)), view.mapToGlobal(QPointF(at(share))), {}, {0, 120 * steps}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &wheel);
    }

    SpectrumView view;
};

} // namespace

class TestSpectrumFigure : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void maskedPixelsAreLeftOut() {
        Spectrum spectrum = simulateSpectrum(3, SpectralClass::Star, 0);
        for (std::size_t i = 1000; i < 1050; ++i) {
            spectrum.inverseVariance[i] = 0;
            spectrum.flux[i] = 1e9F;
        }
        const SpectrumCurve curve(spectrum);
        QVERIFY(!curve.isKnown(1000) && !curve.isKnown(1049));
        QVERIFY(curve.isKnown(999) && curve.smoothed[999] < 1e6F); // what is masked is not smoothed in
        QVERIFY(std::isnan(curve.smoothed[1020]) && std::isnan(curve.uncertainty[1020]));
        const SpectrumFigure figure(std::make_shared<const SpectrumCurve>(curve), {});
        QVERIFY(figure.readout(1020).endsWith("no value"));
        const Table table = figure.numbers();
        QCOMPARE(table.rowCount(), spectrum.size());
        QVERIFY(!table.find("flux")->number(1020) && table.find("flux")->number(1500));
    }

    void smoothingQuietsNoise() {
        const SpectrumCurve curve(simulateSpectrum(3, SpectralClass::Galaxy, 1));
        double raw = 0, smooth = 0;
        for (std::size_t i = 1; i < curve.size(); ++i)
            if (curve.isKnown(i) && curve.isKnown(i - 1)) {
                raw += std::abs(double(curve.flux[i] - curve.flux[i - 1]));
                smooth += std::abs(double(curve.smoothed[i] - curve.smoothed[i - 1]));
            }
        QVERIFY(smooth < 0.4 * raw);
    }

    void everyLineInSightIsNamedAndNoneOnAnother_data() {
        QTest::addColumn<int>("spectralClass");
        QTest::addColumn<double>("redshift");
        QTest::addColumn<QSize>("size");
        QTest::newRow("star") << 0 << 0.0 << QSize(680, 340);
        QTest::newRow("star, narrow") << 0 << 0.0 << QSize(400, 260);
        QTest::newRow("galaxy, narrow") << 1 << 0.1 << QSize(400, 260);
        QTest::newRow("quasar") << 2 << 2.3 << QSize(400, 260);
    }
    void everyLineInSightIsNamedAndNoneOnAnother() {
        QFETCH(int, spectralClass);
        QFETCH(double, redshift);
        QFETCH(QSize, size);
        const auto figure = figureOf(static_cast<SpectralClass>(spectralClass), redshift);
        const auto texts = test::textsOf(*figure, size);
        std::vector<QRectF> names;
        for (const SpectralLine& line : linesOf(static_cast<SpectralClass>(spectralClass))) {
            const double seen = observedWavelength(line, redshift);
            const bool isInSight = seen > figure->range().low && seen < figure->range().high;
            const QRectF found = placeOf(texts, QString::fromStdString(line.name));
            QVERIFY2(found.isNull() != isInSight, line.name.c_str());
            if (isInSight)
                names.push_back(found);
        }
        QVERIFY(names.size() >= 3);
        for (std::size_t i = 0; i < names.size(); ++i) {
            QVERIFY(QRectF(QPointF(), size).contains(names[i]));
            for (std::size_t k = i + 1; k < names.size(); ++k) { // the middles of their letters
                const QRectF one = names[i].adjusted(3, 1, -3, -1), other = names[k].adjusted(3, 1, -3, -1);
                QVERIFY2(!one.intersects(other), qPrintable(QString("%1 and %2").arg(i).arg(k)));
            }
        }
    }

    void emissionAndAbsorptionDifferByMoreThanColour() {
        const FigureStyle style = FigureStyle::onPaper();
        const auto names = test::textsOf(*figureOf(SpectralClass::Galaxy, 0.1), {680, 340}, style);
        QVERIFY(std::ranges::any_of(names, [](const auto& text) { return text.text == "emission"; }));
        QVERIFY(std::ranges::any_of(names, [](const auto& text) { return text.text == "absorption"; }));
        const auto ofStar = test::textsOf(*figureOf(SpectralClass::Star, 0), {680, 340}, style);
        QVERIFY(std::ranges::none_of(ofStar, [](const auto& text) { return text.text == "emission"; }));
    }

    void itIsSavedInEveryForm() {
        const QTemporaryDir folder;
        for (const char* form : {"png", "svg", "pdf", "csv"}) {
            const auto file = folder.filePath(QStringLiteral("spectrum.") + form).toStdString();
            QVERIFY2(saveFigure(*figureOf(SpectralClass::Quasar, 1.2), file), form);
            QVERIFY(std::filesystem::file_size(file) > 1000);
        }
    }

    void nothingIsDrawnOutsideTheBox() {
        Spectrum spectrum = simulateSpectrum(3, SpectralClass::Quasar, 5);
        spectrum.flux[2000] = 1e30F;
        spectrum.flux[2400] = -1e30F;
        const SpectrumFigure figure(std::make_shared<const SpectrumCurve>(spectrum), {SpectralClass::Quasar, 2, std::nullopt});
        const QSize size(420, 300);
        QImage image(size, QImage::Format_RGB32);
        QPainter painter(&image);
        figure.paint(painter, size, FigureStyle::onPaper());
        painter.end();
        QCOMPARE(image.pixelColor(size.width() - 3, 150), QColor(Qt::white));
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    }

    void aSpectrumWithoutAValueIsDrawnToo() {
        Spectrum spectrum = simulateSpectrum(3, SpectralClass::Star, 0);
        std::ranges::fill(spectrum.inverseVariance, 0.0F);
        const SpectrumFigure figure(std::make_shared<const SpectrumCurve>(spectrum), {SpectralClass::Star, 0, std::nullopt});
        QVERIFY(!test::textsOf(figure, {400, 300}).empty());
        spectrum = {};
        spectrum.logWavelength = {3.6, 3.7};
        spectrum.flux = {1, 1};
        spectrum.inverseVariance = {1, 1};
        const SpectrumFigure two(std::make_shared<const SpectrumCurve>(spectrum), {std::nullopt, 0, SpectrumFigure::Range{1, 2}});
        QVERIFY(two.range().width() > 0 && !test::textsOf(two, {400, 300}).empty());
    }

    void theWheelZoomsAboutThePointer() {
        ShownView shown;
        const auto whole = shown.range();
        shown.turnWheel(0.25, 2);
        const auto zoomed = shown.range();
        QVERIFY(std::abs(zoomed.width() - whole.width() / 1.5625) < 1);
        const double under = whole.low + 0.25 * whole.width();
        QVERIFY(std::abs(zoomed.low + 0.25 * zoomed.width() - under) < 0.01 * whole.width());
        shown.turnWheel(0.25, -5);
        QCOMPARE(shown.range().low, whole.low);
        shown.turnWheel(0.5, 60);
        QVERIFY(shown.range().width() > 0); // ten pixels at least
    }

    void aDragZoomsAndADoubleClickShowsAll() {
        ShownView shown;
        const auto whole = shown.range();
        QTest::mousePress(&shown.view, Qt::LeftButton, {}, shown.at(0.7));
        QTest::mouseMove(&shown.view, shown.at(0.5));
        QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, shown.at(0.3));
        QVERIFY(std::abs(shown.range().low - (whole.low + 0.3 * whole.width())) < 0.01 * whole.width());
        QVERIFY(std::abs(shown.range().high - (whole.low + 0.7 * whole.width())) < 0.01 * whole.width());
        QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, shown.at(0.5));
        QCOMPARE(shown.range().width(), whole.width());
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.at(0.5)); // no drag
        QCOMPARE(shown.range().width(), whole.width());
    }

    void keysReadItAndMoveIt() {
        ShownView shown;
        QSignalSpy pointed(&shown.view, &SpectrumView::pointed);
        QTest::keyClick(&shown.view, Qt::Key_Right);
        QTest::keyClick(&shown.view, Qt::Key_Right);
        QCOMPARE(pointed.size(), 2);
        QVERIFY(pointed[0][0].toString().contains("at rest") && pointed[0][0] != pointed[1][0]);
        QTest::keyClick(&shown.view, Qt::Key_Plus);
        QTest::keyClick(&shown.view, Qt::Key_Plus);
        const auto zoomed = shown.range();
        QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(shown.range().low > zoomed.low && std::abs(shown.range().width() - zoomed.width()) < 1e-6);
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.range().low, shown.view.spectrum()->whole().low);
        shown.view.setSpectrum(nullptr);
        QTest::keyClick(&shown.view, Qt::Key_Right);
        QCOMPARE(pointed.back()[0].toString(), QString());
    }

    /// Pixels that fall into one column of the picture are drawn as one stroke.
    void theLongestSpectrumIsDrawnByNoMoreStrokesThanItHasColumns() {
        const QTemporaryDir folder;
        const auto sizeOfPicture = [&folder](std::size_t pixels) {
            Spectrum spectrum;
            for (std::size_t i = 0; i < pixels; ++i) {
                const double share = static_cast<double>(i) / static_cast<double>(pixels);
                spectrum.logWavelength.push_back(3.58 + 0.4 * share);
                spectrum.flux.push_back(static_cast<float>(std::sin(static_cast<double>(i) * 12.9898) * 3));
                spectrum.inverseVariance.push_back(1.0F);
            }
            const auto file = folder.filePath(QStringLiteral("%1.svg").arg(pixels)).toStdString();
            const SpectrumFigure figure(std::make_shared<const SpectrumCurve>(spectrum), {SpectralClass::Star, 0, std::nullopt});
            return saveFigure(figure, file) ? std::filesystem::file_size(file) : 0;
        };
        const auto usual = sizeOfPicture(4'000), longest = sizeOfPicture(Spectrum::mostPixels);
        QVERIFY(usual > 10'000);
        QVERIFY2(longest < 2 * usual, qPrintable(QStringLiteral("%1 and %2 bytes").arg(longest).arg(usual)));
    }
};

IIC_WINDOW_TEST_MAIN(TestSpectrumFigure)
#include "test_spectrum_figure.moc"
