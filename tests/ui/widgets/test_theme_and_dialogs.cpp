#include "SkyScene.h"
#include "plots/ColourColourPlot.h"
#include "widgets/ClassStyle.h"
#include "widgets/HeaderDialog.h"
#include "widgets/StretchPanel.h"
#include "widgets/Theme.h"

#include "TestSupport.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace iic;
using namespace iic::ui;

namespace {

double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// WCAG 2.1.
double contrast(const QColor& a, const QColor& b) {
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

int rowsShown(const QDialog& dialog) {
    return dialog.findChild<QTabWidget*>()->currentWidget()->findChild<QTableView*>()->model()->rowCount();
}

} // namespace

class TestThemeAndDialogs : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { applyTheme(*qApp, ThemeChoice::System); }

    void themesSwitchWhileTheProgramRuns() {
        applyTheme(*qApp, ThemeChoice::System);
        const bool systemIsDark = isDark();
        QWidget widget;
        widget.resize(20, 20);
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(isDark());
        QVERIFY(widget.grab().toImage().pixelColor(10, 10).lightness() < 80);
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(!isDark());
        QVERIFY(widget.grab().toImage().pixelColor(10, 10).lightness() > 200);
        applyTheme(*qApp, ThemeChoice::System);
        QCOMPARE(isDark(), systemIsDark);
    }

    void textCanBeReadInEveryTheme() {
        for (ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            applyTheme(*qApp, choice);
            const QPalette palette = QApplication::palette();
            QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= 7);
            QVERIFY(contrast(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Window)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
        }
    }

    void classesHaveTheColoursOfOkabeAndIto() {
        QCOMPARE(classColour(SourceClass::Star).name(), QString("#e69f00"));
        QCOMPARE(classColour(SourceClass::Galaxy).name(), QString("#56b4e9"));
        QCOMPARE(classColour(SourceClass::Quasar).name(), QString("#cc79a7"));
    }

    void classesDifferInShapeToo() {
        const auto shape = [](const std::optional<SourceClass>& sourceClass) {
            return classMarker(sourceClass, 16, 1).toImage().convertToFormat(QImage::Format_Alpha8);
        };
        QVERIFY(shape(SourceClass::Star) != shape(SourceClass::Galaxy));
        QVERIFY(shape(SourceClass::Galaxy) != shape(SourceClass::Quasar));
        QVERIFY(shape(SourceClass::Quasar) != shape(SourceClass::Star));
    }

    void theDiagramFollowsTheTheme() {
        applyTheme(*qApp, ThemeChoice::Dark);
        ColourColourPlot plot;
        plot.resize(300, 200);
        plot.show();
        plot.replot();
        const auto background = [&plot] { return plot.grab().toImage().pixelColor(2, 2).lightness(); };
        QVERIFY(background() < 80);
        applyTheme(*qApp, ThemeChoice::Light);
        QTRY_VERIFY(background() > 200);
    }

    void theHeaderIsSearchedInEveryBand() {
        const auto tile = test::sceneTile(20);
        HeaderDialog dialog(*tile);
        dialog.show();
        auto* tabs = dialog.findChild<QTabWidget*>();
        QCOMPARE(tabs->count(), 3);
        QCOMPARE(tabs->tabText(1), QString("W2"));
        const int all = rowsShown(dialog);
        QCOMPARE(all, int(tile->reference().header.cards().size()));
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), "crval");
        QCOMPARE(rowsShown(dialog), 2);
        tabs->setCurrentIndex(2);
        QCOMPARE(rowsShown(dialog), 2);
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), "nothing of this kind");
        QCOMPARE(rowsShown(dialog), 0);
    }

    void whatIsShownOfTheHeaderIsCopied() {
        HeaderDialog dialog(*test::sceneTile(20));
        dialog.show();
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), "MAGZP");
        QTest::mouseClick(dialog.findChild<QPushButton*>("copyCards"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QString("MAGZP   = 20.5"));
    }

    void theStretchPanelOffersTheBandsThereAre() {
        const auto tile = test::sceneTile(20);
        StretchPanel panel;
        std::array<BandLimits, bandCount> limits;
        limits[1] = {{1, 5}, {0, 9}};
        QSignalSpy channels(&panel, &StretchPanel::channelsChanged);
        QSignalSpy single(&panel, &StretchPanel::singleBandChanged);
        QSignalSpy stretched(&panel, &StretchPanel::stretchChanged);
        panel.setTile(*tile, limits);
        using Channels = std::array<std::optional<Band>, 3>;
        QCOMPARE(channels.last()[0].value<Channels>(), (Channels{Band::W1, Band::W2, Band::W3}));
        QCOMPARE(stretched.last()[0].value<DisplayStretch>().limits[1].high, 5.0F);

        auto* view = panel.findChild<QComboBox*>("viewChoice");
        QCOMPARE(view->count(), 4); // the composite and three bands
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(single.last()[0].value<std::optional<Band>>(), std::optional(Band::W2));
        QCOMPARE(stretched.last()[0].value<DisplayStretch>().limits[0].high, 5.0F);
    }

    void theBoxesOfTheStretchPanelShowAndHide() {
        StretchPanel panel;
        panel.show();
        QSignalSpy overlay(&panel, &StretchPanel::overlayToggled);
        QSignalSpy grid(&panel, &StretchPanel::gridToggled);
        for (QCheckBox* box : panel.findChildren<QCheckBox*>())
            QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(overlay.count(), 1);
        QCOMPARE(overlay[0][0].toBool(), false);
        QCOMPARE(grid.count(), 1);
        QCOMPARE(grid[0][0].toBool(), true);
    }
};

IIC_WINDOW_TEST_MAIN(TestThemeAndDialogs)
#include "test_theme_and_dialogs.moc"
