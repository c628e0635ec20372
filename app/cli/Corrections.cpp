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

struct Belonging {
    std::vector<std::size_t> labelOfRow; ///< of the dataset: the nearest by position, else the last by name
    std::vector<bool> isOfARow; ///< of each label
    std::size_t contradicting = 0; ///< labels of rows that have another one
};

JobResult<void> takeByPosition(const Labels& labels, const DatasetColumns& columns, Belonging& belonging, Session& session) {
    const MatchOptions near{sameSource, MatchKind::NearestForEach};
    const auto labelOfRow = matchPositions(columns.position, labels.position, near, session.progress, session.stop);
    if (!labelOfRow)
        return stopWith(labelOfRow);
    for (const auto& pair : labelOfRow->pairs)
        belonging.labelOfRow[pair.first] = pair.second;
    const auto rowOfLabel = matchPositions(labels.position, columns.position, near, session.progress, session.stop);
    if (!rowOfLabel)
        return stopWith(rowOfLabel);
    for (const auto& pair : rowOfLabel->pairs) {
        belonging.isOfARow[pair.first] = true;
        belonging.contradicting += labels.label[pair.first] != labels.label[belonging.labelOfRow[pair.second]];
    }
    return {};
}

void takeByName(const Labels& labels, const DatasetColumns& columns, const std::string& file, Belonging& belonging) {
    std::map<std::string, std::size_t> named;
    for (std::size_t i = 0; i < labels.source.size(); ++i) {
        if (isPosition(labels.position[i]))
            continue; // its name may be that of another source
        const auto [known, isNew] = named.try_emplace(labels.source[i], i);
        belonging.contradicting += labels.label[known->second] != labels.label[i];
        known->second = i;
    }
    for (std::size_t row = 0; row < columns.size(); ++row)
        if (belonging.labelOfRow[row] == unlabelled)
            for (const auto& name : {columns.name[row], file + ": " + columns.name[row]})
                if (const auto known = named.find(name); known != named.end()) {
                    belonging.labelOfRow[row] = known->second;
                    belonging.isOfARow[known->second] = true;
                }
    for (std::size_t i = 0; i < labels.source.size(); ++i)
        if (const auto known = named.find(labels.source[i]); known != named.end() && !isPosition(labels.position[i]))
            belonging.isOfARow[i] = belonging.isOfARow[known->second];
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
    Belonging belonging{std::vector(columns->size(), unlabelled), std::vector<bool>(labels->label.size())};
    if (auto taken = takeByPosition(*labels, *columns, belonging, session); !taken)
        return tl::unexpected(taken.error());
    takeByName(*labels, *columns, dataset->path().filename().string(), belonging);
    FoundCorrections found;
    found.labels = labels->label.size();
    found.contradicting = belonging.contradicting;
    for (std::size_t row = 0; row < columns->size(); ++row) {
        const auto which = belonging.labelOfRow[row];
        if (which == unlabelled)
            continue;
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
    found.nowhere = static_cast<std::size_t>(std::ranges::count(belonging.isOfARow, false));
    if (found.labels > 0 && found.nowhere == found.labels)
        return stopWith(ErrorCode::BadOption, file, "none of its labels is of a source of the dataset", path);
    return found;
}

} // namespace iic::cli
