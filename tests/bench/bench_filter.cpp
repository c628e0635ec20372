// An expression over 1,000,000 rows on all cores, beside the same condition row by row through Column: best of ten, in
// milliseconds.   bench_filter [EXPRESSION]
#include "astro/Coordinates.h"
#include "base/Random.h"
#include "catalog/Expression.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

using namespace iic;

namespace {

constexpr std::size_t rows = 1'000'000;

Table sources() {
    Random random(1);
    Reals w1(rows), w2(rows);
    Texts flags(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        w1[row] = random.uniform(10, 18);
        w2[row] = random.below(20) ? w1[row] - random.normal(0.2, 0.4) : std::numeric_limits<double>::quiet_NaN();
        flags[row] = random.below(3) ? "0000" : "hH00";
    }
    Table table;
    table.add(realColumn("w1mpro", "mag", std::move(w1)));
    table.add(realColumn("w2mpro", "mag", std::move(w2)));
    table.add(textColumn("cc_flags", std::move(flags)));
    return table;
}

/// A polygon of 100 corners about a place, every other one nearer to it.
std::string roundPolygon(std::string text, const SkyCoord& middle, double radius) {
    constexpr int corners = 100;
    for (int corner = 0; corner < corners; ++corner) {
        const double angle = 2 * M_PI * corner / corners, distance = corner % 2 ? radius : 0.8 * radius;
        text += ", " + std::to_string(middle.rightAscension + distance * std::cos(angle)) + ", " +
                std::to_string(middle.declination + distance * std::sin(angle));
    }
    return text + ")";
}

template <typename F> double fastest(F work) {
    double best = std::numeric_limits<double>::infinity();
    for (int turn = 0; turn < 10; ++turn) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

} // namespace

int main(int argc, char** argv) {
    const auto table = sources();
    const std::string text = argc > 1 ? argv[1] : "w1mpro < 15 && cc_flags == \"0000\"";
    std::size_t passing = 0;
    const auto whole = [&](const std::string& condition) {
        return fastest([&] {
            const auto expression = Expression::parse(condition);
            const auto filter = expression ? expression->bind(table) : tl::unexpected(expression.error());
            const auto result = filter ? filter->evaluate() : JobResult<FilterResult>();
            passing = filter && result ? result->trueRows : 0;
        });
    };
    std::printf("%-55s %6.1f ms", text.c_str(), whole(text));
    std::printf("   %zu rows\n", passing);
    const std::string numbers = "w1mpro < 15 && w1mpro - w2mpro > 0.8";
    std::printf("%-55s %6.1f ms", numbers.c_str(), whole(numbers));
    std::printf("   %zu rows\n", passing);
    for (const std::string start : {"inside(w1mpro, w2mpro", "onsky(w1mpro, w2mpro"}) {
        std::printf("%-55s %6.1f ms", (start + ", 100 corners)").c_str(), whole(roundPolygon(start, {14, 14}, 2.5)));
        std::printf("   %zu rows\n", passing);
    }
    const std::string cone = "cone(w1mpro, w2mpro, 14, 14, 9000)";
    std::printf("%-55s %6.1f ms", cone.c_str(), whole(cone));
    std::printf("   %zu rows\n", passing);
    const auto* w1 = table.find("w1mpro");
    const auto* flags = table.find("cc_flags");
    const double plain = fastest([&] {
        passing = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto magnitude = w1->number(row);
            passing += magnitude && *magnitude < 15 && flags->text(row) == "0000";
        }
    });
    std::printf("%-55s %6.1f ms   %zu rows\n", "the first row by row, on one core", plain, passing);
    return 0;
}
