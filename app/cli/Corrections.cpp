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

constexpr auto none = std::numeric_limits<std::size_t>::max();

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

/// Which labels and rows of the dataset belong to each other.
struct Belonging {
    std::vector<std::size_t> labelOfRow; ///< of several the nearest by position, of those as near the last; else the last by name
    std::vector<std::size_t> rowOfLabel; ///< one of its rows

    Belonging(std::size_t rows, std::size_t labels) : labelOfRow(rows, none), rowOfLabel(labels, none) {}
};

JobResult<void> takeByPosition(const Labels& labels, const DatasetColumns& columns, Belonging& belonging, Session& session) {
    const MatchOptions near{sameSource, MatchKind::NearestForEach};
    const auto labelOfRow = matchPositions(columns.position, labels.position, near, session.progress, session.stop);
    if (!labelOfRow)
        return stopWith(labelOfRow);
    const auto rowOfLabel = matchPositions(labels.position, columns.position, near, session.progress, session.stop);
    if (!rowOfLabel)
        return stopWith(rowOfLabel);
    std::vector<double> separation(columns.size(), std::numeric_limits<double>::infinity());
    for (const auto& pair : labelOfRow->pairs) {
        belonging.labelOfRow[pair.first] = pair.second;
        separation[pair.first] = pair.separationArcsec;
    }
    for (const auto& pair : rowOfLabel->pairs) {
        belonging.rowOfLabel[pair.first] = pair.second;
        auto& label = belonging.labelOfRow[pair.second];
        if (pair.separationArcsec <= separation[pair.second] && pair.first > label)
            label = pair.first;
    }
    return {};
}

void takeByName(const Labels& labels, const DatasetColumns& columns, const std::string& file, Belonging& belonging) {
    std::map<std::string, std::size_t> lastOfName, rowOfName;
    for (std::size_t i = 0; i < labels.source.size(); ++i)
        if (!isPosition(labels.position[i])) // else its name may be that of another source
            lastOfName[labels.source[i]] = i;
    for (std::size_t row = 0; row < columns.size(); ++row)
        for (const auto& name : {columns.name[row], file + ": " + columns.name[row]})
            if (const auto last = lastOfName.find(name); last != lastOfName.end()) {
                rowOfName.try_emplace(name, row);
                if (belonging.labelOfRow[row] == none)
                    belonging.labelOfRow[row] = last->second;
            }
    for (std::size_t i = 0; i < labels.source.size(); ++i)
        if (const auto row = rowOfName.find(labels.source[i]); row != rowOfName.end() && !isPosition(labels.position[i]))
            belonging.rowOfLabel[i] = row->second;
}

std::size_t contradictingOf(const Labels& labels, const Belonging& belonging) {
    std::size_t contradicting = 0;
    for (std::size_t i = 0; i < labels.label.size(); ++i)
        if (const auto row = belonging.rowOfLabel[i]; row != none)
            contradicting += labels.label[i] != labels.label[belonging.labelOfRow[row]];
    return contradicting;
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
    Belonging belonging(columns->size(), labels->label.size());
    if (auto taken = takeByPosition(*labels, *columns, belonging, session); !taken)
        return tl::unexpected(taken.error());
    takeByName(*labels, *columns, dataset->path().filename().string(), belonging);
    FoundCorrections found;
    found.labels = labels->label.size();
    found.contradicting = contradictingOf(*labels, belonging);
    for (std::size_t row = 0; row < columns->size(); ++row) {
        const auto which = belonging.labelOfRow[row];
        if (which == none)
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
    found.nowhere = static_cast<std::size_t>(std::ranges::count(belonging.rowOfLabel, none));
    if (found.labels > 0 && found.nowhere == found.labels)
        return stopWith(ErrorCode::BadOption, file, "none of its labels is of a source of the dataset", path);
    return found;
}

} // namespace iic::cli
