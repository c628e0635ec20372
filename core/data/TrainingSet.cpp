#include "data/TrainingSet.h"

#include "base/Parallel.h"
#include "base/Random.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 512;

struct Candidate {
    std::size_t row;
    SkyCoord position;
    SourceClass truth;
};

std::vector<Candidate> candidates(const Catalog& catalog, const TrainingSetOptions& options, TrainingSet& set) {
    std::vector<Candidate> found;
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        const auto position = catalog.position(row);
        const auto truth = catalog.truth(row);
        if (!position || !truth)
            ++set.unlabelled;
        else if (catalog.signalToNoise(row, Band::W1).value_or(0) < options.minimumSignalToNoise)
            ++set.tooFaint;
        else
            found.push_back({row, *position, *truth});
    }
    return found;
}

/// The inputs of a piece of candidates, side by side; `complete` tells which of them are.
void cutPiece(const Tile& tile, std::span<const Candidate> piece, const InputOptions& options, std::span<float> inputs,
              std::span<char> complete) {
    const auto size = inputSize(options);
    parallelRanges(piece.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const auto cutout = cutCutout(tile, piece[i].position, options.fieldArcsec);
            complete[i] = cutout && !has(cutout->flags, CutoutFlag::Edge | CutoutFlag::Uncovered);
            if (complete[i])
                networkInput(tile, *cutout, options, inputs.subspan(i * size, size));
        }
    });
}

} // namespace

std::size_t inputSize(const InputOptions& options) {
    return options.channels.size() * static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
}

Result<Catalog> withTruth(Table catalog, const Table& truth, const std::string& file) {
    auto roles = guessRoles(catalog);
    return withTruth(std::move(catalog), std::move(roles), file, truth, file);
}

Result<Catalog> withTruth(Table catalog, RoleMap roles, const std::string& file, const Table& truth,
                          const std::string& truthFile) {
    const auto truthRoles = guessRoles(truth);
    const auto identifier = truthRoles.find(Role::Identifier), label = truthRoles.find(Role::ClassLabel);
    if (identifier == truthRoles.end() || label == truthRoles.end())
        return fail(ErrorCode::BadTable, truthFile, "there is no truth in the table",
                    "columns for an identifier and a class expected");
    if (!roles.contains(Role::Identifier))
        return fail(ErrorCode::BadTable, file, "the catalog has no identifiers to join the truth on");

    const Column& truthNames = *truth.find(identifier->second);
    const Column& truthClasses = *truth.find(label->second);
    std::unordered_map<std::string, std::string> classOf;
    for (std::size_t row = 0; row < truth.rowCount(); ++row)
        classOf.emplace(truthNames.text(row), truthClasses.text(row));

    const Column& names = *catalog.find(roles.at(Role::Identifier));
    Texts classes(catalog.rowCount());
    for (std::size_t row = 0; row < classes.size(); ++row)
        if (const auto found = classOf.find(names.text(row)); found != classOf.end())
            classes[row] = found->second;
    catalog.add(textColumn("class", std::move(classes)));
    roles[Role::ClassLabel] = "class";
    return Catalog::fromTable(std::move(catalog), std::move(roles), file);
}

JobResult<TrainingSet> assembleTrainingSet(const Tile& tile, const Catalog& catalog, const TrainingSetOptions& options,
                                           ProgressSink& progress, std::stop_token stop) {
    if (auto fit = checkTile(tile, options.input); !fit)
        return tl::unexpected<Stop>(fit.error());

    TrainingSet set;
    const auto wanted = candidates(catalog, options, set);
    const auto size = inputSize(options.input);
    std::vector<float> inputs(std::min(pieceSize, wanted.size()) * size);
    std::vector<char> complete(pieceSize);
    std::array<std::size_t, 3> taken{};
    for (std::size_t first = 0; first < wanted.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = std::span(wanted).subspan(first, std::min(pieceSize, wanted.size() - first));
        cutPiece(tile, piece, options.input, inputs, complete);
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const auto label = static_cast<std::size_t>(piece[i].truth);
            if (!complete[i]) {
                ++set.incomplete;
            } else if (options.maximumPerClass == 0 || taken[label] < options.maximumPerClass) {
                ++taken[label];
                const auto from = inputs.begin() + static_cast<std::ptrdiff_t>(i * size);
                set.samples.inputs.insert(set.samples.inputs.end(), from, from + static_cast<std::ptrdiff_t>(size));
                set.samples.labels.push_back(static_cast<std::uint8_t>(label));
                set.rows.push_back(piece[i].row);
            }
        }
        progress.report({"cutouts", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(wanted.size())});
    }
    if (set.rows.empty())
        return tl::unexpected<Stop>(Error{ErrorCode::NothingOnTile, tile.id, "no labelled source gives a complete cutout",
                                          std::to_string(catalog.size()) + " rows"});
    return set;
}

Split splitAtRandom(std::size_t count, std::uint64_t seed) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    Random random(seed);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);

    const auto tenth = static_cast<std::ptrdiff_t>(count / 10);
    Split split{.training = {order.begin() + 2 * tenth, order.end()},
                .validation = {order.begin(), order.begin() + tenth},
                .test = {order.begin() + tenth, order.begin() + 2 * tenth}};
    for (auto* part : {&split.training, &split.validation, &split.test})
        std::sort(part->begin(), part->end());
    return split;
}

std::vector<std::size_t> balancedSubset(std::span<const std::uint8_t> labels) {
    std::array<std::size_t, 3> have{}, taken{};
    for (const auto label : labels)
        ++have[label];
    const auto rarest = *std::min_element(have.begin(), have.end());
    std::vector<std::size_t> subset;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (taken[labels[i]]++ < rarest)
            subset.push_back(i);
    return subset;
}

LabelledInputs select(const LabelledInputs& samples, std::span<const std::size_t> indices, std::size_t inputSize) {
    LabelledInputs chosen;
    chosen.inputs.reserve(indices.size() * inputSize);
    chosen.labels.reserve(indices.size());
    for (const auto i : indices) {
        const auto from = samples.inputs.begin() + static_cast<std::ptrdiff_t>(i * inputSize);
        chosen.inputs.insert(chosen.inputs.end(), from, from + static_cast<std::ptrdiff_t>(inputSize));
        chosen.labels.push_back(samples.labels[i]);
    }
    return chosen;
}

} // namespace iic
