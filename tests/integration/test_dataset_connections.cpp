#include "DatasetSession.h"

#include "../core/data/SampleDataset.h"

#include "shell/ExportActions.h"
#include "shell/FindDialog.h"
#include "shell/LabelShownDialog.h"
#include "widgets/CutoutPictures.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

using namespace iic;
using namespace iic::ui;

namespace {

struct DatasetSession : test::DatasetSession {
    using test::DatasetSession::DatasetSession;

    /// By name, in order.
    QStringList knownToTheProject() {
        QStringList names{QStringLiteral("not told")};
        const auto take = [&](const std::vector<ProjectDataset>& known) {
            names.clear();
            for (const ProjectDataset& dataset : known)
                names << QString::fromStdString(dataset.name);
            names.sort();
        };
        Job* job =
            window.project().submit<std::vector<ProjectDataset>>([](Project& project) { return project.datasets(); }, take);
        QSignalSpy ended(job, &Job::ended);
        static_cast<void>(ended.wait(20000));
        return names;
    }
    QAction* findAction(const QString& text) {
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    /// What the dialog answers; empty once it has found something.
    QString searchFor(const QString& text) {
        pressInGallery(Qt::Key_F, Qt::ControlModifier);
        auto* dialog = window.findChild<FindDialog*>();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("findText")), text);
        QTest::keyClick(dialog, Qt::Key_Return);
        QString answer;
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->objectName() == QStringLiteral("findAnswer") && dialog->isVisible())
                answer = label->text();
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return answer;
    }
};

} // namespace

/// What leads from a dataset elsewhere: to files, to its place on the sky, to projects and other datasets.
class TestDatasetConnections : public iic::test::DatasetWindowTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { makeDataset(); }
    void cleanup() { QSettings().clear(); }

    void theClassifiedListIsExported() {
        DatasetSession session(scratch("export"));
        QVERIFY(session.hasModel());
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        session.pressInGallery(Qt::Key_Q);
        session.pressInGallery(Qt::Key_Return, Qt::ControlModifier);
        const auto isDone = [&] {
            for (int row = 0; row < session.rows().size(); ++row)
                if (!session.rows().prediction(row))
                    return false;
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60000);
        QVERIFY(session.findAction("&Export classified catalog…")->isEnabled());
        QVERIFY(session.findAction("Export DS9 &regions…")->isEnabled());
        QSignalSpy written(&session.window.exports(), &ExportActions::exported);
        session.window.exports().exportTable(sky_ / "list.csv", TableFormat::Csv);
        session.window.exports().exportRegions(sky_ / "list.reg");
        QTRY_COMPARE_WITH_TIMEOUT(written.count(), 2, 20000);
        const Result<Catalog> read = readCatalog(sky_ / "list.csv");
        QVERIFY(read);
        QCOMPARE(int(read->size()), session.rows().size());
        int classified = 0;
        for (std::size_t row = 0; row < read->size(); ++row) {
            QCOMPARE(read->table().find("designation")->text(row), session.rows().name(int(row)).toStdString());
            const auto given = session.rows().predictedClass(int(row));
            classified += given.has_value();
            if (given)
                QCOMPARE(read->table().find("class")->text(row), std::string(className(*given)));
        }
        QCOMPARE(read->table().find("label")->text(std::size_t(session.dataset().current())), std::string("quasar"));
        QFile regions(QString::fromStdString((sky_ / "list.reg").string()));
        QVERIFY(regions.open(QIODevice::ReadOnly));
        QVERIFY(classified > 0);
        QCOMPARE(int(regions.readAll().count("point(")), classified);
    }

    void allThatTheFilterShowsAreLabelledAtOnce() {
        DatasetSession session(scratch("many"));
        QVERIFY(session.openDataset(file_));
        session.typeFilter("w1mpro < 13");
        QVERIFY(session.settled());
        const int shown = session.dataset().shown().count();
        QVERIFY(shown > 3 && shown < session.rows().size());
        session.pressInGallery(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = session.window.findChild<LabelShownDialog*>();
        QVERIFY(dialog);
        QTest::keyClick(dialog->findChild<QComboBox*>("labelForShown"), Qt::Key_Down);
        QTest::keyClicks(dialog->findChild<QLineEdit*>("labelReason"), "bright and round");
        dialog->accept();
        int galaxies = 0;
        for (int row = 0; row < session.rows().size(); ++row)
            galaxies += session.rows().label(row) == UserLabel::Galaxy;
        QCOMPARE(galaxies, shown);
        session.pressInGallery(Qt::Key_Z, Qt::ControlModifier);
        for (int row = 0; row < session.rows().size(); ++row)
            QCOMPARE(session.rows().label(row), UserLabel::None);
    }

    void aCutoutIsFoundByNameAndPlace() {
        DatasetSession session(scratch("find"));
        QVERIFY(session.openDataset(file_));
        session.searchFor(session.rows().name(5));
        QCOMPARE(session.dataset().current(), 5);
        QVERIFY(session.isShown());
        session.searchFor(QString::fromStdString(sexagesimal(session.rows().position(7))));
        QCOMPARE(session.rows().name(session.dataset().current()), session.rows().name(7));
        const QString problem = session.searchFor("10.5 +80");
        QVERIFY2(problem.contains("No cutout"), qPrintable(problem));
    }

    void picturesHaveNoPlaceOnTheSky() {
        for (const char* name : {"star", "galaxy"}) {
            const std::filesystem::path folder = scratch((std::string("pictures/") + name).c_str());
            QImage image(12, 12, QImage::Format_RGB32);
            image.fill(Qt::darkBlue);
            for (int i = 0; i < 10; ++i)
                QVERIFY(image.save(QString::fromStdString((folder / (name + std::to_string(i) + ".png")).string())));
        }
        ImportOptions options;
        options.source = scratch("pictures");
        options.out = scratch("imported") / "pictures.h5";
        NoProgress quiet;
        QVERIFY(importImages(options, quiet, {}));
        DatasetSession session(scratch("images"));
        QVERIFY(session.openDataset(options.out));
        QVERIFY(session.findAction("&Export classified catalog…")->isEnabled());
        QVERIFY(!session.findAction("Export DS9 &regions…")->isEnabled());
        QVERIFY(session.findAction("Export DS9 &regions…")->toolTip().contains("no place"));
        const QString problem = session.searchFor("10.5 +80");
        QVERIFY2(problem.contains("no place"), qPrintable(problem));
        session.searchFor(session.rows().name(3));
        QCOMPARE(session.dataset().current(), 3);
    }

    void aCutoutLeadsToItsPlaceOnTheSky() {
        DatasetSession session(scratch("lead"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        const SkyCoord place = session.rows().position(session.dataset().current());
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(session.document().current() >= 0, 30000);
        QVERIFY(!session.isShown());
        QVERIFY(separationArcsec(session.sources().position(session.document().current()), place) < 3);
        QVERIFY(session.sky().rect().contains(session.sky().widgetPosition(place).toPoint()));
    }

    void aCutoutWhoseSourcesNeverComeIsShownAllTheSame() {
        DatasetSession session(scratch("never"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(2);
        const SkyCoord place = session.rows().position(session.dataset().current());
        bool isCancelled = false;
        connect(&session.window.controller(), &SkyController::jobStarted, this, [&](Job* job, const QString& title) {
            if (title != QStringLiteral("Finding sources") && !title.startsWith(QStringLiteral("Reading")))
                return;
            connect(job, &Job::cancelled, this, [&] { isCancelled = true; });
            if (!isCancelled)
                job->cancel();
        });
        const auto isSeen = [&] { return session.sky().rect().contains(session.sky().widgetPosition(place).toPoint()); };
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isCancelled, 30000);
        QVERIFY(isSeen());
        QTRY_VERIFY_WITH_TIMEOUT(!session.window.isBusy(), 30000);
        session.sky().zoomBy(20);
        for (int step = 0; step < 100 && isSeen(); ++step)
            QTest::keyClick(&session.sky(), Qt::Key_Right);
        QVERIFY(!isSeen());
        session.window.open({sky_ / "catalog.tbl"}); // brings the selected source, to which the sky pans as ever
        QTRY_VERIFY_WITH_TIMEOUT(session.document().current() >= 0, 30000);
        QVERIFY(isSeen());
    }

    void cutoutsThatCannotBeReadAreOneIssue() {
        const auto sample = test::sampleDataset(60);
        const std::filesystem::path file = scratch("damaged") / "damaged.h5";
        QVERIFY(test::write(file, sample));
        std::string bytes = test::bytesOf(file);
        const std::size_t each = sample.pixels.size() / 60 * sizeof(float);
        const std::string all(reinterpret_cast<const char*>(sample.pixels.data()), 60 * each);
        const std::size_t start = bytes.find(all);
        QVERIFY(start != std::string::npos);
        for (std::size_t row = 0; row < 60; row += 2)
            bytes[start + row * each + 9] ^= 0x40;
        std::ofstream(file, std::ios::binary) << bytes;
        DatasetSession session(scratch("reads"));
        QVERIFY(session.openDataset(file));
        const auto* pictures = session.window.dataset().findChild<CutoutPictures*>();
        for (const int row : {0, 2, 4, 6}) {
            session.window.dataset().select(row);
            QTRY_VERIFY_WITH_TIMEOUT(pictures->accessibleDescription().contains("damaged"), 20000);
            session.window.dataset().select(row + 1);
            QVERIFY(!pictures->accessibleDescription().contains("damaged"));
        }
        session.pressInGallery(Qt::Key_End);
        QTRY_VERIFY_WITH_TIMEOUT(session.gallery().model()->index(58, 0).data().toString().contains("cannot be read"), 20000);
        QCOMPARE(session.window.issues().count(Severity::Error), 1);
    }

    void aTileThatIsGoneOrChangedIsSaid() {
        const std::filesystem::path sky = test::writeSmallSky(scratch("moving"));
        const std::filesystem::path file = test::buildSmallDataset(sky);
        std::filesystem::path image;
        for (const auto& entry : std::filesystem::directory_iterator(sky))
            if (entry.path().string().find("-w1-") != std::string::npos)
                image = entry.path();
        QVERIFY(!image.empty());
        DatasetSession session(scratch("gone"));
        QVERIFY(session.openDataset(file));
        QTRY_VERIFY_WITH_TIMEOUT(!session.window.isBusy(), 20000);
        const std::filesystem::path away = sky / "away";
        std::filesystem::rename(image, away);
        session.clickInGallery(2);
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().count(Severity::Error), 1, 20000);
        const Issue gone = session.window.issues().issues().back();
        QVERIFY2(gone.what.contains("no longer there"), qPrintable(gone.what));
        QCOMPARE(gone.file, QString::fromStdString(image.string()));
        QVERIFY(!session.document().tile());

        std::filesystem::rename(away, image);
        QFile changed(QString::fromStdString(image.string()));
        QVERIFY(changed.open(QIODevice::Append));
        changed.write(QByteArray(2880, '\0'));
        changed.close();
        session.press(Qt::Key_2);
        session.pressInGallery(Qt::Key_K, Qt::ControlModifier);
        const auto isSaid = [&] {
            return std::ranges::any_of(session.window.issues().issues(), [&](const Issue& issue) {
                return issue.severity == Severity::Warning && issue.what.contains("has changed") && issue.file == gone.file;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(), 20000);
    }

    void aProjectBringsBackItsDataset() {
        const std::filesystem::path project = sky_ / "with-dataset.iicproj";
        {
            DatasetSession session(scratch("elsewhere"));
            session.window.open({project});
            QTRY_COMPARE_WITH_TIMEOUT(session.window.project().file(), project, 20000);
            QVERIFY(session.openDataset(file_));
        }
        DatasetSession session(scratch("again"));
        session.window.open({project});
        QTRY_VERIFY_WITH_TIMEOUT(session.dataset().dataset() != nullptr, 20000);
        QCOMPARE(session.dataset().dataset()->dataset.path().filename(), file_.filename());
        QCOMPARE(session.knownToTheProject(), QStringList{"sources"});
    }

    void anotherProjectDoesNotGetTheDatasetOfTheOneBefore() {
        DatasetSession session(scratch("before"));
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(1);
        const std::filesystem::path other = scratch("other") / "other.iicproj";
        session.window.open({other});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.project().file(), other, 20000);
        QVERIFY(!session.dataset().dataset());
        QVERIFY(session.find<QPushButton>(QStringLiteral("buildDatasetButton"))->isVisible());
        QCOMPARE(session.knownToTheProject(), QStringList());
        QVERIFY(session.openDataset(file_));
        QCOMPARE(session.knownToTheProject(), QStringList{"sources"});
    }

    void whatIsMadeMeanwhileIsOfferedNotShown() {
        DatasetSession session(scratch("meanwhile"));
        const auto simulate = [&](const char* name) {
            SimulatedDatasetOptions options;
            options.out = scratch("made") / name;
            options.numbers = {{20, 5, 5}, {20, 5, 5}, {20, 5, 5}};
            options.fieldSide = 400;
            options.sourcesPerField = 60;
            QSignalSpy made(&session.window.datasets(), &DatasetController::made);
            session.window.datasets().simulate(options);
            return QTest::qWaitFor([&] { return made.count() > 0; }, 60000);
        };
        const auto isOpen = [&](const char* name) { return session.dataset().dataset()->dataset.path().filename() == name; };
        auto* offer = session.window.findChild<QToolButton*>(QStringLiteral("openMadeButton"));
        QVERIFY(simulate("first.h5"));
        QVERIFY(isOpen("first.h5")); // there was nothing else to look at
        QVERIFY(!offer->isVisible());
        QVERIFY(session.openDataset(file_));
        session.clickInGallery(1);
        const int row = session.dataset().current();
        QVERIFY(simulate("second.h5"));
        QVERIFY(isOpen("sources.h5"));
        QCOMPARE(session.dataset().current(), row);
        QCOMPARE(session.knownToTheProject(), (QStringList{"first", "second", "sources"}));
        QVERIFY(offer->isVisible());
        QVERIFY(offer->text().contains("second.h5"));
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen("second.h5"), 20000);
        QVERIFY(!offer->isVisible());
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetConnections)
#include "test_dataset_connections.moc"
