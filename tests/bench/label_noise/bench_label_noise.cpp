// Flips 5 % of a dataset's training labels, cross-validates, and prints how many of them are among the first 10 % of the suspects;
// then trains on the flipped labels, and again after those 10 % have been looked at and corrected, once a seed, and prints how many
// sources of another dataset each network has right.
//   bench_label_noise DATASET ANOTHER FOLDER EPOCHS [FOLDS [SEEDS [WEIGHTS TO BEGIN WITH]]]
#include "analysis/CrossValidation.h"
#include "analysis/JudgeDataset.h"
#include "analysis/TrainingMaterial.h"
#include "base/Random.h"
#include "data/CopyDataset.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <set>

using namespace iic;

namespace {

constexpr double flippedShare = 0.05, lookedAt = 0.1;

template <typename T, typename E> T orExit(tl::expected<T, E> result) {
    if (result)
        return std::move(*result);
    if constexpr (std::is_same_v<E, Error>)
        std::fprintf(stderr, "%s\n", result.error().oneLine().c_str());
    else if (!isCancelled(result.error()))
        std::fprintf(stderr, "%s\n", std::get<Error>(result.error()).oneLine().c_str());
    std::exit(1);
}

struct Bench {
    Dataset dataset;
    DatasetColumns columns;
    Dataset others;
    DatasetColumns columnsOfOthers;
    CrossValidationOptions options;
    NoProgress quiet;

    std::set<std::size_t> flip(DatasetColumns& to) {
        auto rows = rowsOf(columns, std::array{DatasetSplit::Training});
        Random random(11);
        for (std::size_t i = rows.size(); i > 1; --i)
            std::swap(rows[i - 1], rows[random.below(i)]);
        rows.resize(static_cast<std::size_t>(flippedShare * static_cast<double>(rows.size())));
        for (const auto row : rows)
            to.label[row] = static_cast<std::uint8_t>((to.label[row] + 1 + random.below(2)) % 3);
        return {rows.begin(), rows.end()};
    }

    std::filesystem::path write(const DatasetColumns& changed, const std::string& name) {
        std::vector<std::size_t> all(columns.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        const auto path = options.folder / name;
        std::filesystem::create_directories(options.folder);
        if (!copyDataset(dataset, all, dataset.card(), changed, path, quiet, {}))
            std::exit(1);
        return path;
    }

    /// How many of the other dataset's sources a network has right.
    ConfusionMatrix judge(const std::filesystem::path& learnedFrom, std::uint64_t seed) {
        const auto material = orExit(loadTrainingMaterial(learnedFrom, options.input, options.network, quiet, {}));
        auto training = options.training;
        training.card = material.card;
        training.seed = seed;
        training.runFolder = options.folder / (learnedFrom.stem().string() + std::to_string(seed));
        training.material = material.description;
        std::filesystem::create_directories(training.runFolder);
        orExit(train(material.training, material.validation, training, {}, quiet, {}));
        auto network = orExit(Classifier::load(training.runFolder / "best.h5"));
        const auto rows = rowsOf(columnsOfOthers, usedSplits);
        return evaluate(orExit(judgeRows(others, columnsOfOthers, rows, network, quiet, {})).sources).matrix;
    }
};

void compare(Bench& bench, const std::filesystem::path& flipped, const std::filesystem::path& corrected, int seeds) {
    std::vector<double> gains;
    double before = 0, after = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const ConfusionMatrix matrix = bench.judge(flipped, static_cast<std::uint64_t>(seed));
        const double first = matrix.accuracy();
        const double second = bench.judge(corrected, static_cast<std::uint64_t>(seed)).accuracy();
        std::printf("seed %d: %.4f of %.0f sources right, %.4f after\n", seed, first, matrix.total(), second);
        std::fflush(stdout);
        gains.push_back(second - first);
        before += first / seeds;
        after += second / seeds;
    }
    double squares = 0;
    for (const double gain : gains)
        squares += (gain - (after - before)) * (gain - (after - before));
    std::printf("mean %.4f before, %.4f after: %+.4f", before, after, after - before);
    if (seeds > 1)
        std::printf(" ± %.4f", std::sqrt(squares / (seeds - 1) / seeds));
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 5)
        return 2;
    auto dataset = orExit(Dataset::open(argv[1]));
    auto columns = orExit(dataset.columns());
    auto others = orExit(Dataset::open(argv[2]));
    auto columnsOfOthers = orExit(others.columns());
    Bench bench{std::move(dataset), std::move(columns), std::move(others), std::move(columnsOfOthers), {}, {}};
    auto& options = bench.options;
    options.folder = argv[3];
    options.training.epochs = std::atoi(argv[4]);
    options.folds = argc > 5 ? std::atoi(argv[5]) : 5;
    const int seeds = argc > 6 ? std::atoi(argv[6]) : 1;
    options.training.batch = 32;
    options.training.learningRate = 3e-4;
    options.training.schedule = RateSchedule::Cosine;
    if (argc > 7)
        options.training.startFrom = argv[7];

    auto flippedColumns = bench.columns;
    const auto flipped = bench.flip(flippedColumns);
    const auto flippedPath = bench.write(flippedColumns, "flipped.h5");
    options.dataset = flippedPath;
    const auto result = orExit(crossValidate(options, {}, bench.quiet, {}));
    const auto suspects = suspectsOf(result);
    const auto first = static_cast<std::size_t>(lookedAt * static_cast<double>(result.rows.size()));
    std::size_t found = 0, mended = 0;
    auto corrected = flippedColumns;
    for (std::size_t i = 0; i < suspects.ranked.size(); ++i) {
        const auto row = result.rows[suspects.ranked[i].source];
        found += i < first && flipped.contains(row);
        if (i < first) {
            mended += corrected.label[row] != bench.columns.label[row];
            corrected.label[row] = bench.columns.label[row];
        }
    }
    std::printf(
        "%zu of %zu labels flipped; %zu of them (%.1f %%) are among the first %zu suspects; confident learning counts %zu\n",
        flipped.size(), result.rows.size(), found, 100.0 * static_cast<double>(found) / static_cast<double>(flipped.size()),
        first, suspects.counted);
    std::fflush(stdout);
    std::printf("%zu of them corrected\n", mended);
    compare(bench, flippedPath, bench.write(corrected, "corrected.h5"), seeds);
}
