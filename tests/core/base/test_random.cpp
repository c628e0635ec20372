#include "TestSupport.h"

#include "base/Random.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

using namespace iic;

class TestRandom : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    /// The C++ standard fixes the 10000th number of the generator of this seed ([rand.predef]).
    void bitsAreThoseOfTheStandard() {
        Random random(5489);
        for (int number = 1; number < 10000; ++number)
            random.bits();
        QCOMPARE(random.bits(), std::uint64_t{9981545732273789042u});
    }

    void aSeedGivesTheSameNumbers() {
        Random first(7), again(7), other(8);
        bool differs = false;
        for (int number = 0; number < 100; ++number) {
            const double a = first.normal(3, 2);
            QCOMPARE(again.normal(3, 2), a);
            differs = differs || other.normal(3, 2) != a;
            const auto bound = first.below(1000);
            QCOMPARE(again.below(1000), bound);
            other.below(1000);
        }
        QVERIFY(differs);
    }

    void uniformStaysInItsRange() {
        Random random(1);
        double sum = 0, least = 1, most = 0;
        for (int number = 0; number < 100'000; ++number) {
            const double value = random.uniform();
            QVERIFY(value >= 0 && value < 1);
            sum += value;
            least = std::min(least, value);
            most = std::max(most, value);
            const double shifted = random.uniform(-5, -2);
            QVERIFY(shifted >= -5 && shifted <= -2);
        }
        QVERIFY(std::abs(sum / 100'000 - 0.5) < 0.005);
        QVERIFY(least < 1e-3 && most > 1 - 1e-3);
    }

    void belowReachesEveryNumberEqually() {
        Random random(2);
        std::array<int, 7> counts{};
        for (int number = 0; number < 70'000; ++number) {
            const auto value = random.below(counts.size());
            QVERIFY(value < counts.size());
            ++counts[value];
        }
        for (const int count : counts)
            QVERIFY2(std::abs(count - 10'000) < 500, std::to_string(count).c_str());
        for (int number = 0; number < 1000; ++number) {
            QCOMPARE(random.below(1), std::uint64_t{0});
            QVERIFY(random.below(std::numeric_limits<std::uint64_t>::max()) < std::numeric_limits<std::uint64_t>::max());
        }
    }

    void normalHasItsMoments() {
        Random random(3);
        constexpr int count = 200'000;
        double sum = 0, squares = 0;
        int beyondTwo = 0;
        for (int number = 0; number < count; ++number) {
            const double value = random.normal(10, 2);
            QVERIFY(std::isfinite(value));
            sum += value;
            squares += (value - 10) * (value - 10);
            beyondTwo += std::abs(value - 10) > 4;
        }
        QVERIFY(std::abs(sum / count - 10) < 0.02);
        QVERIFY(std::abs(std::sqrt(squares / count) - 2) < 0.02);
        QVERIFY(std::abs(beyondTwo / double(count) - 0.0455) < 0.002);
    }
};

IIC_CORE_TEST_MAIN(TestRandom)
#include "test_random.moc"
