#include "DrawnTexts.h"
#include "TestSupport.h"

#include "plots/ComparisonView.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr QSize size(720, 400);

/// Curves of so many networks that rise to values a little apart.
Comparison curves(std::size_t networks, int epochs = 20) {
    Comparison content;
    content.title = "Networks";
    content.suggestedName = "study-networks";
    content.xTitle = "Epoch";
    content.yTitle = "Validation accuracy";
    content.place = "epoch %1";
    for (std::size_t network = 0; network < networks; ++network) {
        ComparedSeries series{QStringLiteral("network %1").arg(network), {}};
        for (int epoch = 1; epoch <= epochs; ++epoch)
            series.points.push_back(
                {double(epoch), 0.95 - 0.03 * double(network) - 0.4 * std::exp(-epoch / 5.0), network == 0 ? 0.02 : 0.0});
        content.series.push_back(std::move(series));
    }
    content.marks = {{"network 0", 0.9521, 0}};
    return content;
}

QImage painted(const ComparisonFigure& figure, const std::optional<ComparisonFigure::Pointed>& pointed = {}) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    figure.paint(painter, size, FigureStyle::onPaper(), pointed);
    return image;
}

QRectF placeOf(const QString& text, const ComparisonFigure& figure) {
    for (const auto& drawn : iic::test::textsOf(figure, size))
        if (drawn.text == text)
            return drawn.place;
    return {};
}

} // namespace

class TestComparison : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void namesStandBesideTheData() {
        const ComparisonFigure figure(curves(9));
        for (int network = 0; network < 9; ++network) {
            const QRectF name = placeOf(QStringLiteral("network %1").arg(network), figure);
            QVERIFY(!name.isEmpty());
            const auto at = figure.nameAt(name.center(), size, FigureStyle::onPaper());
            QVERIFY(at && *at == std::size_t(network));
            QVERIFY(name.right() <= size.width());
        }
        QVERIFY(!placeOf("paper 0.952", figure).isEmpty());
    }

    void theNearestCurveIsPointedAt() {
        const ComparisonFigure figure(curves(3));
        const FigureStyle style = FigureStyle::onPaper();
        QSet<std::size_t> found;
        for (int y = 0; y < size.height(); ++y)
            if (const auto pointed = figure.at(QPointF(350, y), size, style)) {
                found << pointed->series;
                QVERIFY(pointed->point);
            }
        QCOMPARE(found, (QSet<std::size_t>{0, 1, 2}));
        QCOMPARE(figure.textOf({0, 19}), QString("network 0, epoch 20: 0.943 ± 0.020"));
        QCOMPARE(figure.textOf({1, 19}), QString("network 1, epoch 20: 0.913"));
    }

    void whatIsPointedAtStandsOut() {
        const ComparisonFigure figure(curves(9));
        QVERIFY(painted(figure) != painted(figure, ComparisonFigure::Pointed{4, std::nullopt}));
    }

    void theHiddenIsNamedAndNotDrawn() {
        Comparison content = curves(2);
        content.hidden = {1};
        const ComparisonFigure figure(content);
        QVERIFY(figure.hasPoints() && figure.isHidden(1));
        QVERIFY(!placeOf("network 1", figure).isEmpty());
        for (int y = 0; y < size.height(); ++y)
            if (const auto pointed = figure.at(QPointF(350, y), size, FigureStyle::onPaper()))
                QCOMPARE(pointed->series, std::size_t{0});
        content.hidden = {0, 1};
        QVERIFY(!ComparisonFigure(content).hasPoints());
    }

    /// A mark of the paper is only of what is shown.
    void marksGoWithTheirSeries() {
        Comparison content = curves(2);
        content.hidden = {0};
        QVERIFY(placeOf("paper 0.952", ComparisonFigure(content)).isEmpty());
        content.marks.front().series.reset();
        QVERIFY(!placeOf("paper, network 0: 0.952", ComparisonFigure(content)).isEmpty());
    }

    void wordsOfCloseMarksStandApart() {
        Comparison content = curves(2);
        content.marks.push_back({"network 1", 0.962, 1});
        const ComparisonFigure figure(content);
        const QRectF one = placeOf("paper 0.952", figure), other = placeOf("paper 0.962", figure);
        QVERIFY(!one.isEmpty() && !other.isEmpty() && !one.intersects(other));
    }

    void pointsHaveTheirPlacesAndBars() {
        Comparison content;
        content.kind = Comparison::Kind::Points;
        content.place = "%1 pixels a side";
        content.series = {{"validation", {{64, 0.93, 0.01}, {80, 0.95, 0.01}, {128, 0.94, 0}}}, {"test", {}}};
        const ComparisonFigure figure(content);
        for (const char* place : {"64", "80", "128"})
            QVERIFY2(!placeOf(place, figure).isEmpty(), place);
        QCOMPARE(figure.textOf({0, 1}), QString("validation, 80 pixels a side: 0.950 ± 0.010"));
        const Table numbers = figure.numbers();
        QCOMPARE(numbers.rowCount(), std::size_t{3});
        QCOMPARE(numbers.find("x")->number(2), std::optional(128.0));
    }

    void numbersHoldEveryPointAndThePapers() {
        const Table numbers = ComparisonFigure(curves(2)).numbers();
        QCOMPARE(numbers.rowCount(), std::size_t{41});
        QCOMPARE(numbers.find("series")->text(40), std::string("paper, network 0"));
        QCOMPARE(numbers.find("accuracy")->number(40), std::optional(0.9521));
        QVERIFY(!numbers.find("epoch")->number(40));
    }

    void nothingIsDrawnOutside() {
        Comparison content = curves(9);
        content.series.push_back({"of a single epoch", {{1, 0.2, 0.3}}});
        content.series.push_back({"of none, with a name that is rather long for a column", {}});
        for (const QSize& room : {QSize(720, 400), QSize(380, 200), QSize(240, 160)})
            for (const auto& drawn : iic::test::textsOf(ComparisonFigure(content), room))
                QVERIFY2(QRectF(QPointF(), room).adjusted(-1, -1, 1, 1).contains(drawn.place), qPrintable(drawn.text));
    }

    void theViewIsLedByKeysAndPointer() {
        ComparisonView view;
        view.resize(size);
        view.setComparison(std::make_shared<ComparisonFigure>(curves(3)));
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setFocus();
        QSignalSpy pointed(&view, &ComparisonView::seriesPointed), toggled(&view, &ComparisonView::seriesToggled);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.pointed()->series, std::size_t{1});
        QCOMPARE(pointed.count(), 2);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.accessibleDescription(), QString("network 1, epoch 20: 0.913"));
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(toggled.count(), 1);
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.pointed() && view.accessibleDescription().isEmpty());

        const FigureStyle style = FigureStyle::onScreen(view.palette(), view.font());
        QPoint name;
        for (int y = 0; y < size.height(); ++y)
            if (view.comparison()->nameAt(QPointF(size.width() - 30, y), size, style) == std::optional<std::size_t>(2))
                name = {size.width() - 30, y};
        QTest::mouseMove(&view, name);
        QTRY_VERIFY(view.pointed() && view.pointed()->series == 2);
        QTest::mouseClick(&view, Qt::LeftButton, {}, name);
        QCOMPARE(toggled.count(), 2);
        QCOMPARE(toggled.back().front().value<std::size_t>(), std::size_t{2});
    }
};

IIC_WINDOW_TEST_MAIN(TestComparison)
#include "test_comparison.moc"
