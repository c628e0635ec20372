#include "TableText.h"
#include "TestSupport.h"

#include "catalog/RoleChanges.h"

using namespace iic;

class TestRoleChanges : public iic::test::Test {
    Q_OBJECT

    iic::test::TableText files_;
    Table table_;

    Result<RoleMap> changed(const RoleMap& roles, std::string_view change) {
        const auto parsed = parseRoleChange(change);
        return changeRoles(roles, std::array{parsed.value()}, table_, "t.csv");
    }

  private Q_SLOTS:
    void initTestCase() { table_ = *files_.read("ra,dec,w1flux,kind,empty,hms\n1,2,15.5,STAR,,10 44 22\n3,4,x,QSO,,10 44 23\n"); }

    void everyRoleHasANameOfItsOwn() {
        for (int number = 0; number < roleCount; ++number) {
            const auto role = static_cast<Role>(number);
            QVERIFY(!roleName(role).empty());
            QCOMPARE(parseRole(roleName(role)), std::optional(role));
        }
        QCOMPARE(parseRole("RIGHTASCENSION"), std::optional(Role::RightAscension));
        QCOMPARE(parseRole("magnitude4"), std::optional(Role::Magnitude4));
        QCOMPARE(parseRole("snr4"), std::optional(Role::SignalToNoise4));
        QCOMPARE(parseRole("magnitude5"), std::optional<Role>());
        QCOMPARE(parseRole(""), std::optional<Role>());
    }

    void aRoleIsGivenAndTaken() {
        const auto roles = guessRoles(table_);
        QCOMPARE(roles.size(), std::size_t(2));
        const auto more = changed(changed(roles, " Magnitude1 = W1FLUX ").value(), "class=kind");
        QVERIFY(more);
        QCOMPARE(more->at(Role::Magnitude1), std::string("w1flux"));
        QCOMPARE(more->at(Role::ClassLabel), std::string("kind"));
        QCOMPARE(columnsWithoutRole(table_, *more), (std::vector<std::string>{"empty", "hms"}));
        QVERIFY(!changed(*more, "class=")->contains(Role::ClassLabel));
        QVERIFY(changed(roles, "error1=empty")); // nothing in it speaks against numbers
        const auto catalog = Catalog::fromTable(table_, *more, "t.csv");
        QCOMPARE(catalog->magnitude(0, Band::W1), std::optional(15.5));
        QCOMPARE(catalog->truth(1), std::optional(SourceClass::Quasar));
    }

    void changesThatCannotBeAreRefused_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no such column") << "magnitude1=w9"
                                        << "has no column \"w9\" (it was to be magnitude1)";
        QTest::newRow("words") << "magnitude1=kind"
                               << "holds no numbers (it was to be magnitude1, \"STAR\" found)";
        QTest::newRow("sexagesimal") << "rightAscension=hms"
                                     << "\"10 44 22\" found";
    }
    void changesThatCannotBeAreRefused() {
        QFETCH(QString, change);
        QFETCH(QString, expected);
        const auto outcome = changed({}, change.toStdString());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::BadOption);
        QCOMPARE(outcome.error().file, std::string("t.csv"));
        QVERIFY2(outcome.error().oneLine().find(expected.toStdString()) != std::string::npos, outcome.error().oneLine().c_str());
    }

    void whatIsNoChangeIsRefused() {
        for (const char* text : {"", "=", "magnitude1", "magnitude9=x", "w1flux=magnitude1"}) {
            const auto change = parseRoleChange(text);
            QVERIFY2(!change, text);
            QCOMPARE(change.error().code, ErrorCode::BadOption);
            QVERIFY(change.error().detail.find("magnitude1") != std::string::npos);
        }
        QCOMPARE(parseRoleChange("class=a=b")->column, std::string("a=b"));
    }

    void rolesAreRemembered() {
        const RoleMap roles{
            {Role::RightAscension, "ra"}, {Role::Magnitude2, "it's \"w2\" \xc3\xa9"}, {Role::RedshiftWarning, "zw"}};
        const auto back = rolesFromJson(rolesToJson(roles));
        QVERIFY(back);
        QCOMPARE(*back, roles);
        QCOMPARE(rolesFromJson("{}")->size(), std::size_t(0));
        QCOMPARE(rolesFromJson(R"({"of the future": "x", "class": "y"})").value(), (RoleMap{{Role::ClassLabel, "y"}}));
        for (const char* text : {"", "[]", "3", "{\"class\": 3}", "{\"class\": \"x\"", "null"})
            QVERIFY2(!rolesFromJson(text), text);
    }

    void theShapeIsTheSetOfNames() {
        const auto shape = [this](const std::string& header) { return tableShape(files_.read(header + "\n").value()); };
        QCOMPARE(shape("a,b,c"), shape("c,a,b"));
        QVERIFY(shape("a,b,c") != shape("a,b"));
        QVERIFY(shape("ab,c") != shape("a,bc"));
        QVERIFY(shape("a,b") != shape("A,b"));
        QCOMPARE(shape("a").size(), std::size_t(16));
        QCOMPARE(shape("ra,dec"), std::string("cd2d839cb36f67c0")); // kept between versions
    }
};

IIC_CORE_TEST_MAIN(TestRoleChanges)
#include "test_role_changes.moc"
