#include "TestSupport.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <cmath>

namespace {

struct Outcome {
    int exit = -1;
    QString output, error;

    nlohmann::json json() const { return nlohmann::json::parse(output.toStdString()); }
    QString lastLine() const { return error.trimmed().section('\n', -1); }
};

Outcome run(const QStringList& words) {
    QProcess program;
    program.start(IICNET_PROGRAM, QStringList{"match"} + words);
    if (!program.waitForFinished(60'000) || program.exitStatus() != QProcess::NormalExit)
        return {};
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

} // namespace

/// Drives `iicnet match` as a user's shell does.
class TestMatchCommand : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;

    QString path(const QString& name) const { return folder_.filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QString contents(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    QStringList words(const QStringList& more = {}) const {
        return QStringList{path("first.csv"), path("second.csv"), "--out", path("out.csv")} + more;
    }

  private Q_SLOTS:
    void initTestCase() {
        // The first two rows share a neighbour 1.8 and 0.36 arcsec away, the third has none, the fourth no position.
        write("first.csv", "name,ra,dec,w1mpro\na,10.0000,0,14\nb,10.0004,0,15\nc,20,5,16\nd,,,17\ne,0.0001,0,\n");
        write("second.csv", "ra,dec,class\n10.0005,0,STAR\n359.9999,0,QSO\n40,40,GALAXY\n");
    }
    void cleanup() { QFile::remove(path("out.csv")); }

    void pairsAreWritten() {
        const auto outcome = run(words({"--json"}));
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QVERIFY(outcome.lastLine().contains("ra_2, dec_2"));
        const auto report = outcome.json();
        QCOMPARE(report["rows"].get<int>(), 5);
        QCOMPARE(report["matched"].get<int>(), 3);
        QCOMPARE(report["written"].get<int>(), 3);
        QCOMPARE(report["withoutPosition"].get<int>(), 1);
        QCOMPARE(report["secondWithoutPosition"].get<int>(), 0);
        QCOMPARE(report["ambiguous"].get<int>(), 0);
        QVERIFY(std::abs(report["medianSeparation"].get<double>() - 0.72) < 1e-6);
        const auto lines = contents("out.csv").split('\n');
        QCOMPARE(lines[0], QString("name,ra,dec,w1mpro,ra_2,dec_2,class,separation"));
        QVERIFY(lines[1].startsWith("a,10,0,14,10.0005,0,STAR,1.8") || lines[1].startsWith("a,10,0,14,10.0005,0,STAR,1.79"));
        QVERIFY(lines[3].startsWith("e,") && lines[3].contains("QSO"));
    }

    void theSentenceSaysTheSame() {
        const auto outcome = run(words());
        QCOMPARE(outcome.output, path("out.csv") +
                                     ": 3 rows; 3 of 5 rows matched within 3 arcsec, median 0.720 arcsec; 0 with more "
                                     "than one candidate, 1 without a position\n");
    }

    void rowsMayAllStayAndPairsBeOneToOne() {
        const auto outcome = run(words({"--keep", "all", "--one-to-one", "--suffix", "_sdss", "--json"}));
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()["matched"].get<int>(), 2);
        QCOMPARE(outcome.json()["written"].get<int>(), 5);
        QVERIFY(contents("out.csv").contains("ra_sdss"));
        QVERIFY(contents("out.csv").contains("\na,10,0,14,,,,\n"));
    }

    void aConditionChoosesRows() {
        const auto outcome = run(words({"--where", "w1mpro < 15.5 && name != \"a\"", "--json"}));
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()["rows"].get<int>(), 1);
        QCOMPARE(outcome.json()["matched"].get<int>(), 1);
        QVERIFY(contents("out.csv").contains("\nb,"));
    }

    void aWrongConditionIsPointedAt() {
        const auto outcome = run(words({"--where", "name == 'a' && w1mpo < 15"}));
        QCOMPARE(outcome.exit, 2);
        const QString shown = "name == 'a' && w1mpo < 15\n"
                              "               ^~~~~\n"
                              "iicnet: error: --where: no column has this name (character 16, w1mpo found; did you mean "
                              "w1mpro?)\n";
        QVERIFY2(outcome.error.endsWith('\n' + shown), qPrintable(outcome.error)); // behind the catalog's own warnings
        QVERIFY(outcome.output.isEmpty() && !QFile::exists(path("out.csv")));
        const auto ending = run(words({"--where", "w1mpro <"}));
        QCOMPARE(ending.exit, 2);
        QVERIFY(ending.error.contains("\nw1mpro <\n        ^\n"));
    }

    void noMatchIsAResult() {
        const auto outcome = run(words({"--radius", "0.01", "--json"}));
        QCOMPARE(outcome.exit, 0);
        QVERIFY(outcome.lastLine().contains("no row has a match"));
        QVERIFY(outcome.json()["medianSeparation"].is_null());
        QCOMPARE(contents("out.csv"), QString("name,ra,dec,w1mpro,ra_2,dec_2,class,separation\n"));
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("radius 0") << QStringList{"--radius", "0"};
        QTest::newRow("radius below 0") << QStringList{"--radius", "-3"};
        QTest::newRow("radius beyond the sky") << QStringList{"--radius", "1e9"};
        QTest::newRow("no number") << QStringList{"--radius", "nan"};
        QTest::newRow("unknown rows") << QStringList{"--keep", "some"};
        QTest::newRow("a third catalog") << QStringList{"third.csv"};
    }
    void wrongUsage() {
        QFETCH(QStringList, more);
        const auto outcome = run(words(more));
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.lastLine().startsWith("iicnet: error: "));
        QVERIFY(!QFile::exists(path("out.csv")));
    }

    void failuresLeaveNothing() {
        write("nowhere.csv", "a,b\n1,2\n");
        const auto noPositions = run({path("first.csv"), path("nowhere.csv"), "--out", path("out.csv")});
        QCOMPARE(noPositions.exit, 1);
        QVERIFY(noPositions.lastLine().contains("has no columns with positions"));
        QCOMPARE(run({path("first.csv"), path("missing.csv"), "--out", path("out.csv")}).exit, 1);
        QVERIFY(!QFile::exists(path("out.csv")));
        QCOMPARE(run({path("first.csv"), path("second.csv"), "--out", path("no/such/folder.csv")}).exit, 1);
    }

    void realCatalogsMatchThemselves() {
        IIC_REQUIRE_REAL_DATA(folder);
        const auto catalog = QString::fromStdString((folder / "catalogs" / "sdss_star_qso_w1w2.csv").string());
        const auto outcome = run({catalog, catalog, "--out", path("out.csv"), "--where", "class == \"QSO\"", "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()["rows"].get<int>(), 1842);
        QCOMPARE(outcome.json()["matched"].get<int>(), 1842);
        QCOMPARE(outcome.json()["medianSeparation"].get<double>(), 0.0);
    }
};

IIC_CORE_TEST_MAIN(TestMatchCommand)
#include "test_match_command.moc"
