#include "widgets/CutoutPictures.h"
#include "widgets/ProbabilityBars.h"
#include "widgets/SourceInspector.h"

#include "TestSupport.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>

using namespace iic;
using namespace iic::ui;

namespace {

InspectedSource galaxy() {
    InspectedSource source;
    source.name = "J104422.15+210315.2";
    source.position = {161.0923, 21.0542};
    source.tileId = "1613p212_ac51";
    source.modelInput = QImage(80, 80, QImage::Format_RGB32);
    source.modelInput.fill(Qt::darkBlue);
    source.magnitude = {12.310, 12.021, 8.900, 7.5};
    source.magnitudeError = {0.023, 0.022, 0.029, InspectedSource::none};
    source.upperLimit[3] = true;
    source.signalToNoise = {57.1, 51.9, 38.0, InspectedSource::none};
    source.probabilities = {0.0011F, 0.9981F, 0.0008F};
    source.modelName = "run 7";
    return source;
}

class PaintCounter : public QObject {
  public:
    int paints = 0;

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

class TestSourceInspector : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void saysWhoAndWhereTheSourceIs() {
        SourceInspector inspector;
        inspector.setSource(galaxy(), "Source 1 of 43");
        QCOMPARE(inspector.findChild<QLabel*>("sourceName")->text(), QString("J104422.15+210315.2"));
        QVERIFY(inspector.accessibleDescription().contains("43"));
        QString photometry = inspector.findChild<QLabel*>("sourcePhotometry")->text();
        photometry.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        QVERIFY(photometry.contains(QStringLiteral("W1 12.310 ± 0.023")));
        QVERIFY(photometry.contains(QStringLiteral("W4 > 7.500")));
    }

    void namesThatLookLikeMarkupAreShownAsWritten() {
        const QString hostile = "<img src=/tmp/picture>";
        InspectedSource source = galaxy();
        for (QString* text : {&source.name, &source.tileId, &source.status, &source.labelState, &source.modelName,
                              &source.modelOrigin, &source.flags})
            *text = hostile;
        SourceInspector inspector;
        inspector.setSource(source, "Source 1 of 43");
        int shown = 0;
        for (const QLabel* label : inspector.findChildren<QLabel*>()) {
            QVERIFY2(!label->toolTip().contains(hostile), qPrintable(label->toolTip()));
            if (!label->text().contains(hostile))
                continue;
            ++shown;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(shown, 6); // name, place, model, status, label and photometry
    }

    void thePicturesHaveRoomForTheirCaptions() {
        SourceInspector inspector;
        inspector.setSource(galaxy(), "Source 1 of 43");
        inspector.show();
        auto* pictures = inspector.findChild<CutoutPictures*>();
        for (const QSize& size : {QSize(400, 700), QSize(388, 760), QSize(440, 900), QSize(600, 1000)}) {
            inspector.resize(size);
            QCoreApplication::processEvents();
            QVERIFY2(pictures->height() >= pictures->heightForWidth(pictures->width()),
                     qPrintable(QString::number(pictures->height())));
        }
    }

    void picturesThatAreNotOfTheSkyHaveNoBandsAndNoColours() {
        SourceInspector inspector;
        inspector.resize(420, 900);
        inspector.show();
        const auto* pictures = inspector.findChild<CutoutPictures*>();
        const auto* plot = inspector.findChild<ColourColourPlot*>();
        const auto fourthBox = [&] {
            const QImage image = inspector.findChild<CutoutPictures*>()->grab().toImage();
            return image.pixelColor(image.width() - 60, image.height() - 50);
        };
        InspectedSource source = galaxy();
        inspector.setSource(source, "Source 1 of 43");
        QVERIFY(plot->isVisible());
        QVERIFY(pictures->accessibleDescription().contains("W4"));
        QCOMPARE(fourthBox(), inspector.palette().color(QPalette::Base));

        source.planeNames = {"Red", "Green", "Blue"};
        inspector.setSource(source, "Source 1 of 43");
        QVERIFY(!plot->isVisible());
        QVERIFY(pictures->accessibleDescription().endsWith("Red; Green; Blue"));
        QCOMPARE(fourthBox(), inspector.palette().color(QPalette::Window));
        inspector.setSource(galaxy(), "Source 1 of 43");
        QVERIFY(plot->isVisible());
    }

    void whyThereIsNoPictureStandsInItsPlace() {
        CutoutPictures pictures;
        pictures.resize(400, pictures.heightForWidth(400));
        pictures.setCaptions("Model input", {"W1", "W2", "W3", "W4"});
        pictures.setPictures({}, {});
        const QImage without = pictures.grab().toImage();
        pictures.setPictures({}, {}, "The cutout cannot be read: damaged.");
        QVERIFY(pictures.accessibleDescription().contains("damaged"));
        QVERIFY(pictures.grab().toImage() != without);
        pictures.setPictures({}, {});
        QVERIFY(!pictures.accessibleDescription().contains("damaged"));
    }

    /// Looks at what stands on the screen, which grab() would paint anew.
    void aBarIsDrawnAgainForEverySource() {
        ProbabilityBars bars;
        bars.resize(300, 80);
        bars.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bars));
        auto* bar = bars.findChild<QProgressBar*>("star");
        PaintCounter counter;
        bar->installEventFilter(&counter);
        for (const float star : {0.95F, 0.0174F, 0.5F, 0.0001F}) {
            counter.paints = 0;
            bars.setProbabilities(std::array{star, 1 - star, 0.0F});
            QTRY_VERIFY(counter.paints > 0);
        }
    }

    void probabilitiesCanBeReadAloud() {
        SourceInspector inspector;
        inspector.show();
        inspector.setSource(galaxy(), "Source 1 of 43");
        auto* bar = inspector.findChild<QProgressBar*>("galaxy");
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(bar);
        QVERIFY(accessible && accessible->valueInterface());
        const double share =
            accessible->valueInterface()->currentValue().toDouble() / accessible->valueInterface()->maximumValue().toDouble();
        QVERIFY(std::abs(share - 0.9981) < 1e-4);
        QVERIFY(accessible->text(QAccessible::Name).contains("galaxy"));
        QCOMPARE(accessible->text(QAccessible::Description), QString("0.9981"));
    }

    void anUnclassifiedSourceHasNoProbabilities() {
        SourceInspector inspector;
        inspector.setSource(galaxy(), "Source 1 of 43");
        InspectedSource unknown = galaxy();
        unknown.probabilities.reset();
        unknown.status = "cut by the edge of the tile";
        inspector.setSource(unknown, "Source 1 of 43");
        QCOMPARE(inspector.findChild<QProgressBar*>("galaxy")->value(), 0);
        QCOMPARE(inspector.findChild<QLabel*>("sourceStatus")->text(), unknown.status);
    }

    void aPressAsksForALabelAndASecondTakesItBack() {
        SourceInspector inspector;
        inspector.show();
        inspector.setSource(galaxy(), "Source 1 of 43");
        QSignalSpy requested(&inspector, &SourceInspector::labelRequested);
        auto* button = inspector.findChild<QPushButton*>("label-quasar");
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(requested.last()[0].value<UserLabel>(), UserLabel::Quasar);
        InspectedSource labelled = galaxy();
        labelled.label = UserLabel::Quasar;
        inspector.setSource(labelled, "Source 1 of 43");
        QVERIFY(button->isChecked());
        labelled.labelState = "saved";
        inspector.setSource(labelled, "Source 1 of 43");
        QVERIFY(inspector.findChild<QLabel*>("labelTitle")->text().endsWith("saved"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(requested.last()[0].value<UserLabel>(), UserLabel::None);
    }

    void withoutASourceItSaysWhatToDo() {
        SourceInspector inspector;
        inspector.show();
        inspector.setSource(galaxy(), "Source 1 of 43");
        QVERIFY(inspector.findChild<QLabel*>("sourceName")->isVisible());
        inspector.clear();
        QVERIFY(!inspector.findChild<QLabel*>("sourceName")->isVisible());
    }

    void aClickOnTheDiagramPicksTheNearestPoint() {
        SourceInspector inspector;
        inspector.resize(420, 900);
        inspector.setPopulation(std::make_shared<const std::vector<DiagramPoint>>(std::vector<DiagramPoint>{
            {0.2, 0.0, SourceClass::Star, 11}, {3.0, 1.1, SourceClass::Quasar, 12}, {3.4, 1.2, std::nullopt, 13}}));
        inspector.setSource(galaxy(), "Source 1 of 3");
        inspector.show();
        auto* plot = inspector.findChild<ColourColourPlot*>();
        plot->replot();
        QSignalSpy picked(&inspector, &SourceInspector::pointPicked);
        const QPoint near(int(plot->xAxis->coordToPixel(3.0)) + 2, int(plot->yAxis->coordToPixel(1.1)) - 2);
        QTest::mouseClick(plot, Qt::LeftButton, {}, near);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][0].toInt(), 12);
        QTest::mouseClick(plot, Qt::LeftButton, {}, QPoint(int(plot->xAxis->coordToPixel(5.5)), near.y()));
        QCOMPARE(picked.count(), 1);
    }
};

IIC_WINDOW_TEST_MAIN(TestSourceInspector)
#include "test_source_inspector.moc"
