#include "Corrections.h"

#include "Inputs.h"

#include "catalog/Match.h"
#include "catalog/TableFile.h"
#include "catalog/UnitVector.h"
#include "data/Dataset.h"
#include "project/CurrentLabels.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace iic::cli {

namespace {

constexpr auto unlabelled = std::numeric_limits<std::size_t>::max();

struct Labels {
    std::vector<std::string> source;
    std::vector<SkyCoord> position; ///< NaN where there is none
    std::vector<std::uint8_t> label; ///< place among the dataset's classes; noLabel: to be left out
};

Result<std::uint8_t> labelOf(const std::string& word, std::size_t row, const std::vector<std::string>& classes,
                             const std::string& file) {
    if (word == labelName(UserLabel::Unsure) || word == labelName(UserLabel::Artefact))
        return noLabel;
    const auto sourceClass = parseClass(word);
    const auto known = std::ranges::find_if(
        classes, [&](const std::string& name) { return name == word || (sourceClass && parseClass(name) == sourceClass); });
    if (known == classes.end())
        return fail(ErrorCode::BadOption, file, fmt::format("row {}: the label is no class of the dataset", row + 1),
                    fmt::format("{}, unsure or artefact expected, {} found", fmt::join(classes, ", "), printable(word)));
    return static_cast<std::uint8_t>(known - classes.begin());
}

JobResult<Labels> readLabels(const std::string& file, const std::vector<std::string>& classes, Session& session) {
    const auto table = readTable(file, session.stop);
    if (!table)
        return stopWith(table);
    const Column* label = table->find("label");
    const Column* source = table->find("source");
    const Column* rightAscension = table->find("ra");
    const Column* declination = table->find("dec");
    if (!label || !(source || (rightAscension && declination)))
        return stopWith(ErrorCode::BadTable, file, "is no table of labels", "columns label, and source or ra and dec expected");
    Labels labels;
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        const auto given = labelOf(label->text(row), row, classes, file);
        if (!given)
            return stopWith(given);
        const auto number = [row](const Column* column) { return column ? column->number(row).value_or(NAN) : NAN; };
        labels.label.push_back(*given);
        labels.source.push_back(source ? source->text(row) : std::string());
        labels.position.push_back({number(rightAscension), number(declination)});
    }
    return labels;
}

/// For each row of the dataset the label that belongs to it.
JobResult<std::vector<std::size_t>> labelOfRows(const Labels& labels, const Dataset& dataset, const DatasetColumns& columns,
                                                Session& session) {
    std::vector<std::size_t> found(columns.size(), unlabelled);
    const auto near = matchPositions(columns.position, labels.position, {sameSource, MatchKind::NearestForEach}, session.progress,
                                     session.stop);
    if (!near)
        return stopWith(near);
    for (const auto& pair : near->pairs)
        found[pair.first] = pair.second;
    std::map<std::string, std::size_t> named;
    for (std::size_t i = 0; i < labels.source.size(); ++i)
        if (!isPosition(labels.position[i])) // else its name may be that of another source
            named[labels.source[i]] = i;
    const std::string file = dataset.path().filename().string();
    for (std::size_t row = 0; row < columns.size(); ++row)
        if (found[row] == unlabelled)
            for (const auto& name : {columns.name[row], file + ": " + columns.name[row]})
                if (const auto known = named.find(name); known != named.end())
                    found[row] = known->second;
    return found;
}

} // namespace

JobResult<FoundCorrections> correctionsFrom(const std::string& file, const std::string& path, Session& session) {
    const auto dataset = Dataset::open(path);
    if (!dataset)
        return stopWith(dataset);
    const auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns);
    const auto labels = readLabels(file, dataset->card().classes, session);
    if (!labels)
        return stopWith(labels);
    const auto labelOfRow = labelOfRows(*labels, *dataset, *columns, session);
    if (!labelOfRow)
        return stopWith(labelOfRow);
    FoundCorrections found;
    found.labels = labels->label.size();
    std::vector<bool> isUsed(found.labels);
    for (std::size_t row = 0; row < columns->size(); ++row) {
        const auto which = (*labelOfRow)[row];
        if (which == unlabelled)
            continue;
        isUsed[which] = true;
        const auto split = columns->split[row];
        if (split == DatasetSplit::LeftOut)
            continue;
        if (labels->label[which] == columns->label[row])
            ++found.confirmed;
        else if (split != DatasetSplit::Test)
            found.corrections.push_back({row, labels->label[which]});
        else
            ++found.ofTest;
    }
    if (found.labels > 0 && std::ranges::find(isUsed, true) == isUsed.end())
        return stopWith(ErrorCode::BadOption, file, "none of its labels is of a source of the dataset", path);
    found.nowhere = static_cast<std::size_t>(std::ranges::count(isUsed, false));
    return found;
}

} // namespace iic::cli
