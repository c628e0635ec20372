#include "TestSupport.h"

#include "models/IssueModel.h"
#include "workspaces/CaseStore.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestCaseStore : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void casesComeBackFromTheirText() {
        const std::vector<SourceCase> cases{
            {3, "Halos", "wide\nwings", {{"J1", {10.5, -3.25}}, {"a.h5: star/1.png", {missing, missing}}}}, {1, "“Red”", {}, {}}};
        const std::vector<SourceCase> read = casesFromJson(casesToJson(cases));
        QCOMPARE(read.size(), std::size_t(2));
        QCOMPARE(read[0].id, 3);
        QCOMPARE(read[0].name, QStringLiteral("Halos"));
        QCOMPARE(read[0].notes, QStringLiteral("wide\nwings"));
        QCOMPARE(read[0].members[0].source, QStringLiteral("J1"));
        QCOMPARE(read[0].members[0].position.rightAscension, 10.5);
        QCOMPARE(read[0].members[0].position.declination, -3.25);
        QVERIFY(std::isnan(read[0].members[1].position.declination));
        QCOMPARE(read[1].name, QStringLiteral("“Red”"));
    }

    void whatIsNoCaseIsPassedOver() {
        for (const char* text :
             {"", "[]", "7", R"({"cases": 3})", R"({"cases": [1, null, {"id": 0}, {"id": 100}, {"id": "2"}]})"})
            QVERIFY2(casesFromJson(text).empty(), text);
        const auto cases = casesFromJson(
            R"({"cases": [{"id": 1, "members": [3, [], ["", null, null], ["J", 1, 95], ["J", 1, 5]]}, {"id": 1}]})");
        QCOMPARE(cases.size(), std::size_t(1));
        QCOMPARE(cases[0].members.size(), std::size_t(1));
    }

    void aProjectBeginsWithSixAndKeepsWhatBecameOfThem() {
        QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "a.iicproj";
        {
            IssueModel issues;
            ProjectStore project(issues);
            CaseStore cases(project, issues);
            QSignalSpy opened(&project, &ProjectStore::opened), changed(&cases, &CaseStore::changed);
            project.open(file);
            QTRY_COMPARE(changed.count(), 1);
            QCOMPARE(cases.cases().size(), std::size_t(6));
            cases.remove(2);
            QCOMPARE(cases.add("Seventh"), 2); // the free number
            cases.rename(4, "Blends");
            cases.setNotes(4, "two in one");
        }
        IssueModel issues;
        ProjectStore project(issues);
        CaseStore cases(project, issues);
        project.open(file);
        QTRY_VERIFY(cases.find(4)->name == QStringLiteral("Blends"));
        QCOMPARE(cases.find(4)->notes, QStringLiteral("two in one"));
        QCOMPARE(cases.cases().back().name, QStringLiteral("Seventh"));
        QCOMPARE(cases.cases().size(), std::size_t(6));
    }
};

QTEST_MAIN(TestCaseStore)
#include "test_case_store.moc"
