#include "CommandTest.h"

#include "../core/data/SampleDataset.h"
#include "WrittenRun.h"

using namespace iic;
using iic::test::Outcome;

/// What the desktop program does for a shell.
class TestStudioCommand : public iic::test::CommandTest {
    Q_OBJECT

    QString dataset(const QString& name, test::SampleDataset sample) const {
        return test::write(path(name).toStdString(), sample) ? path(name) : QString();
    }
    static test::SampleDataset images() { return test::imageSample(6); }

  private Q_SLOTS:
    void initTestCase() {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        for (const char* home : {"XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            qputenv(home, folder_.path().toUtf8());
    }

    void wrongUsageIsTold_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("told");
        QTest::newRow("form") << QStringList{"--save-figures", path("figures"), "--as", "foo", path("set.h5")} << "--as";
        QTest::newRow("datasets") << QStringList{"--save-figures", path("figures")} << "one dataset";
        QTest::newRow("no run") << QStringList{"--save-report", path("report.pdf")} << "--run";
        QTest::newRow("priors") << QStringList{"--save-report", path("report.pdf"), "--run", path("run"), "--priors", "0.9 0.1"}
                                << "--priors";
        QTest::newRow("option") << QStringList{"--save-figurs", path("figures")} << "save-figurs";
        QTest::newRow("theme") << QStringList{"--theme", "pink"} << "--theme";
        QTest::newRow("study") << QStringList{"--study", path("nowhere"), "--screenshot", path("x.png")} << "study.json";
    }
    void wrongUsageIsTold() {
        QFETCH(QStringList, words);
        QFETCH(QString, told);
        const Outcome outcome = run(words);
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(outcome.error.contains("iicnet-studio: error: ") && outcome.error.contains(told), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(path("figures")));
    }

    void helpAndVersionAreNoErrors() {
        for (const char* word : {"--help", "--version"}) {
            const Outcome outcome = run({word});
            QCOMPARE(outcome.exit, 0);
            QVERIFY(outcome.output.contains("iicnet-studio"));
        }
    }

    void aMissingDatasetIsAFailure() {
        const Outcome outcome = run({"--save-figures", path("figures"), path("nowhere.h5")});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.error.contains("nowhere.h5"), qPrintable(outcome.error));
    }

    void aModelThatDoesNotFitTheDatasetEndsThePicture() {
        const QString file = dataset("of two bands.h5", test::sampleDataset(12)); // the model wants a third
        QVERIFY(!file.isEmpty());
        const Outcome outcome = run({"--screenshot", path("picture.png"), "--evaluate", "roc", "--model",
                                     QStringLiteral(IIC_SOURCE_DIR "/resources/models/demo/best.h5"), file});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.error.contains("of two bands.h5: ") && outcome.error.contains("W2"), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(path("picture.png")));
    }

    void aModelThatCannotBeOpenedEndsThePicture() {
        const QString file = dataset("set.h5", test::sampleDataset(12));
        QFile broken(path("broken.h5"));
        QVERIFY(!file.isEmpty() && broken.open(QIODevice::WriteOnly) && broken.write("no weights") > 0);
        broken.close();
        const Outcome outcome = run({"--screenshot", path("picture.png"), "--figure", "snr", "--model", path("broken.h5"), file});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.error.contains("broken.h5"), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(path("picture.png")));
    }

    void aReportIsWrittenOnce() {
        test::writeRun(path("run").toStdString(), 2);
        const QStringList words{"--save-report", path("report.pdf"), "--run", path("run")};
        const Outcome first = run(words);
        QVERIFY2(first.exit == 0 && first.output.trimmed() == path("report.pdf"), qPrintable(first.error));
        QVERIFY(contents("report.pdf").startsWith("%PDF"));
        const Outcome again = run(words);
        QCOMPARE(again.exit, 1);
        QVERIFY2(again.error.contains("report.pdf"), qPrintable(again.error));
        QCOMPARE(run(words + QStringList{"--overwrite"}).exit, 0);
        const Outcome nowhere = run({"--save-report", path("other.pdf"), "--run", path("nowhere")});
        QVERIFY2(nowhere.exit == 1 && nowhere.error.contains("run.json"), qPrintable(nowhere.error));
    }

    void figuresThatImagesDoNotHaveAreNamed() {
        const QString file = dataset("images.h5", images());
        QVERIFY(!file.isEmpty());
        const Outcome outcome = run({"--save-figures", path("of images"), "--as", "csv", file});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.output.split('\n', Qt::SkipEmptyParts).size(), 2);
        const QStringList told = outcome.error.split('\n', Qt::SkipEmptyParts).filter("left out");
        QCOMPARE(told.size(), 2);
        QVERIFY2(told[0].contains("signal-to-noise") && told[1].contains("colour-colour"), qPrintable(outcome.error));
    }
};

IIC_CORE_TEST_MAIN(TestStudioCommand)
#include "test_studio_command.moc"
