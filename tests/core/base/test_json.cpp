#include "TestSupport.h"

#include "base/Json.h"

using namespace iic;

class TestJson : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void onlyObjectsAreTaken() {
        QCOMPARE(parseJsonObject(R"({"a": [1, {"b": null}]})").value()["a"][0].get<int>(), 1);
        for (const char* text : {"", "7", "[{}]", "{", "{} {}", "{\"a\": nan}", "\xff\xfe"}) {
            const auto parsed = parseJsonObject(text);
            QVERIFY2(!parsed, text);
            QCOMPARE(parsed.error(), std::string("is not a JSON object"));
        }
    }

    void depthIsBounded() {
        const auto nested = [](std::size_t depth) {
            return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
        };
        QVERIFY(parseJsonObject(nested(16)).has_value());
        for (const std::size_t depth : {std::size_t{18}, std::size_t{500'000}}) {
            const auto parsed = parseJsonObject(nested(depth));
            QVERIFY(!parsed);
            QCOMPARE(parsed.error(), std::string("is nested too deep"));
        }
    }

    void bytesThatAreNoTextAreReplaced() {
        QCOMPARE(jsonText({{"run", "r\xe9s"}}), std::string("{\"run\":\"r\xef\xbf\xbds\"}"));
        QCOMPARE(jsonText({{"a", 1}}, 1), std::string("{\n \"a\": 1\n}"));
    }

    void differencesAreTold() {
        const nlohmann::json then{{"batch", 16}, {"rule", "halve"}, {"bands", {"W1", "W2"}}, {"seed", 1}};
        const nlohmann::json now{{"batch", 8}, {"rule", "co\xff\"s"}, {"seed", 1}};
        QCOMPARE(differencesIn(then, now),
                 std::string("bands: W1, W2 then, none now; batch: 16 then, 8 now; rule: halve then, co\xef\xbf\xbd\\\"s now"));
        QCOMPARE(differencesIn(then, then), std::string());
    }
};

IIC_CORE_TEST_MAIN(TestJson)
#include "test_json.moc"
