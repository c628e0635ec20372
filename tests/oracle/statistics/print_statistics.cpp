// Prints what the program makes of a table of features, for comparison with scikit-learn. On standard input rows and columns, then
// for each row its class and its features. On standard output lines of a name and numbers:
//   inertia, then a group for each row · variance, shares, components and positions of two principal components · standardised values
//   · nearest five rows of each (itself first) · C, γ and the classes an SVM that has learned from the first half names for the second
//   · positions in the plane of t-SNE and its divergence
#include "statistics/FeatureSvm.h"
#include "statistics/KMeans.h"
#include "statistics/NearestRows.h"
#include "statistics/PrincipalComponents.h"
#include "statistics/Tsne.h"

#include <cstdio>
#include <iostream>

using namespace iic;

namespace {

template <typename Numbers> void print(const char* name, const Numbers& numbers) {
    std::printf("%s", name);
    for (const auto number : numbers)
        std::printf(" %.9g", static_cast<double>(number));
    std::printf("\n");
}

FeatureTable half(const FeatureTable& table, bool second) {
    const auto middle = table.values.begin() + static_cast<std::ptrdiff_t>(table.rows() / 2 * table.columns());
    return {table.names, second ? std::vector(middle, table.values.end()) : std::vector(table.values.begin(), middle)};
}

} // namespace

int main() {
    std::size_t rows = 0, columns = 0;
    std::cin >> rows >> columns;
    FeatureTable table;
    table.names.resize(columns);
    std::vector<std::uint8_t> labels;
    for (std::size_t row = 0; row < rows; ++row) {
        int label = 0;
        std::cin >> label;
        labels.push_back(static_cast<std::uint8_t>(label));
        for (std::size_t column = 0; column < columns; ++column)
            std::cin >> table.values.emplace_back();
    }
    if (!std::cin)
        return 2;
    NoProgress quiet;
    const auto groups = groupByKMeans(table, {});
    print("inertia", std::vector{groups->inertia});
    print("groups", groups->group);
    const auto components = principalComponents(table, 2);
    print("variance", components->variance);
    print("shares", components->varianceShare);
    print("components", components->components.values);
    print("positions", components->positions.values);
    print("standardised", standardised(table).values);
    print("nearest", nearestRows(table, table, 5).row);
    const auto machine = FeatureSvm::train(half(table, false), std::span(labels).first(rows / 2), {}, quiet, {});
    print("svm", std::vector{machine->penalty(), machine->width(), machine->crossValidationAccuracy()});
    print("answers", machine->classify(half(table, true)));
    const auto plane = embedByTsne(table, {}, {}, quiet, {});
    print("divergence", std::vector{plane->divergence});
    std::vector<double> plain;
    for (const auto& [x, y] : plane->positions)
        plain.insert(plain.end(), {x, y});
    print("plane", plain);
    return 0;
}
