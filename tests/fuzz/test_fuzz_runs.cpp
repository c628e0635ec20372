#include "TestSupport.h"
#include "WrittenRun.h"

#include "base/Random.h"
#include "report/HtmlReport.h"
#include "workspaces/report/RunReport.h"

#include <QApplication>
#include <QTemporaryDir>

#include <array>
#include <fstream>
#include <sstream>

using namespace iic;

namespace {

const std::array<std::string, 22> pieces{
    "null", "[]",    "{}",   "-1", "0", "1e308", "-1e308", "1e999", "nan",        "inf",         "18446744073709551615",
    "\"\"", "\"x\"", "true", ",",  ":", "{",     "\n",     "epoch", "9999999999", "\"\\u0000\"", "\xff"};

std::string contents(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// One value, name or piece of a file in the place of another, or some bytes that are gone.
std::string damaged(std::string text, Random& random) {
    const auto at = random.below(text.size());
    if (random.below(4) == 0)
        return text.erase(at, 1 + random.below(20));
    const auto end = text.find_first_of(",:}]\n", at);
    const auto length = random.below(2) == 0 || end == std::string::npos ? random.below(4) : end - at;
    return text.replace(at, length, pieces[random.below(pieces.size())]);
}

} // namespace

/// Records of runs that were damaged, by accident or to do harm.
class TestFuzzRuns : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;

  private Q_SLOTS:
    void whatIsReadCanBeReported_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("record") << "run.json";
        QTest::newRow("epochs") << "epochs.csv";
    }
    void whatIsReadCanBeReported() {
        QFETCH(QString, name);
        const std::filesystem::path run = folder_.filePath("run").toStdString();
        TrainingOptions options;
        options.classWeights = {1, 2, 3};
        options.material = R"({"dataset": "../set.h5", "datasetAbsolute": "/set.h5", "checksum": "aa", "bytes": 7})";
        test::writeRun(run, 4, options);
        const auto file = run / name.toStdString();
        const std::string sound = contents(file);
        Random random(17);
        NoProgress quiet;
        int reported = 0;
        for (int round = 0; round < 1500; ++round) {
            std::string text = damaged(sound, random);
            if (round % 3 == 0)
                text = damaged(text, random);
            std::ofstream(file, std::ios::binary) << text;
            const auto read = ui::readReportedRun({run, {}, std::nullopt}, quiet, {});
            if (!read)
                continue;
            const auto report = ui::runReport(*read, quiet, {});
            QVERIFY(report);
            QVERIFY(ui::htmlOf(*report).contains("</html>"));
            ++reported;
        }
        QVERIFY2(reported > 50 && reported < 1450, qPrintable(QString::number(reported)));
    }
};

IIC_WINDOW_TEST_MAIN(TestFuzzRuns)
#include "test_fuzz_runs.moc"
