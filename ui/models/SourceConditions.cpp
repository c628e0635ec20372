#include "models/SourceConditions.h"

#include "models/SourceExport.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace iic::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

enum class Changes { Never, WhenClassified, WhenLabelled };

struct NumberColumn {
    std::string name;
    std::function<double(const SourceList&, int)> value;
    Changes changes = Changes::Never;
};
struct TextColumn {
    std::string name;
    std::function<std::string(const SourceList&, int)> value;
    Changes changes = Changes::Never;
};

double probability(const SourceList& sources, int row, SourceClass sourceClass) {
    const std::optional<Prediction>& given = sources.prediction(row);
    return given && given->isClassified() ? double(given->probabilities[static_cast<std::size_t>(sourceClass)]) : missing;
}

std::string nameOf(const std::optional<SourceClass>& sourceClass) {
    return sourceClass ? std::string(className(*sourceClass)) : std::string();
}

std::vector<NumberColumn> makeNumberColumns() {
    std::vector<NumberColumn> columns{
        {"ra", [](const SourceList& sources, int row) { return sources.position(row).rightAscension; }},
        {"dec", [](const SourceList& sources, int row) { return sources.position(row).declination; }},
        {"x", [](const SourceList& sources, int row) { return sources.pixel(row).x; }},
        {"y", [](const SourceList& sources, int row) { return sources.pixel(row).y; }},
        {"w1w2", [](const SourceList& sources, int row) { return sources.colour(row, Band::W1, Band::W2); }},
        {"w2w3", [](const SourceList& sources, int row) { return sources.colour(row, Band::W2, Band::W3); }},
        {"w3w4", [](const SourceList& sources, int row) { return sources.colour(row, Band::W3, Band::W4); }},
        {"confidence",
         [](const SourceList& sources, int row) {
             return sources.predictedClass(row) ? double(sources.prediction(row)->confidence()) : missing;
         },
         Changes::WhenClassified},
        {"p_true", [](const SourceList& sources, int row) { return sources.trueProbability(row); }, Changes::WhenClassified},
        {"margin", [](const SourceList& sources, int row) { return sources.margin(row); }, Changes::WhenClassified},
        {"entropy", [](const SourceList& sources, int row) { return sources.entropy(row); }, Changes::WhenClassified},
        {"mistake_group",
         [](const SourceList& sources, int row) {
             const int group = sources.reviewMarks(row).mistakeGroup;
             return group > 0 ? double(group) : missing;
         },
         Changes::WhenClassified},
        {"contaminated",
         [](const SourceList& sources, int row) {
             const ReviewMarks& marks = sources.reviewMarks(row);
             return marks.mistakeGroup == 0 ? missing : (marks.notes & contamination) != 0 ? 1.0 : 0.0;
         },
         Changes::WhenClassified},
        {"case",
         [](const SourceList& sources, int row) {
             const int number = sources.caseNumber(row);
             return number > 0 ? double(number) : missing;
         },
         Changes::WhenClassified},
        {"label_margin", [](const SourceList& sources, int row) { return double(sources.reviewMarks(row).labelMargin); },
         Changes::WhenClassified},
        {"isolation", [](const SourceList& sources, int row) { return double(sources.reviewMarks(row).isolation); },
         Changes::WhenClassified},
        {"suspected",
         [](const SourceList& sources, int row) {
             const ReviewMarks& marks = sources.reviewMarks(row);
             return std::isnan(marks.labelMargin) ? missing : marks.isSuspected ? 1.0 : 0.0;
         },
         Changes::WhenClassified},
        {"plane_x", [](const SourceList& sources, int row) { return double(sources.featurePlace(row).x); },
         Changes::WhenClassified},
        {"plane_y", [](const SourceList& sources, int row) { return double(sources.featurePlace(row).y); },
         Changes::WhenClassified},
    };
    for (const SourceClass sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        columns.push_back({fmt::format("p_{}", className(sourceClass)),
                           [sourceClass](const SourceList& sources, int row) { return probability(sources, row, sourceClass); },
                           Changes::WhenClassified});
    for (const Band band : allBands) {
        const int number = index(band) + 1;
        columns.push_back({fmt::format("w{}mpro", number),
                           [band](const SourceList& sources, int row) { return sources.magnitude(row, band); }});
        columns.push_back({fmt::format("w{}sigmpro", number),
                           [band](const SourceList& sources, int row) { return sources.magnitudeError(row, band); }});
        columns.push_back({fmt::format("w{}snr", number),
                           [band](const SourceList& sources, int row) { return sources.signalToNoise(row, band); }});
    }
    return columns;
}

const std::vector<NumberColumn>& numberColumns() {
    static const std::vector<NumberColumn> columns = makeNumberColumns();
    return columns;
}

const std::vector<TextColumn>& textColumns() {
    const auto predicted = [](const SourceList& sources, int row) { return nameOf(sources.predictedClass(row)); };
    static const std::vector<TextColumn> columns{
        {"class", predicted, Changes::WhenClassified},
        {"predicted", predicted, Changes::WhenClassified},
        {"compared", [](const SourceList& sources, int row) { return nameOf(sources.comparedClass(row)); },
         Changes::WhenClassified},
        {"label",
         [](const SourceList& sources, int row) {
             const UserLabel label = sources.label(row);
             return label == UserLabel::None ? std::string() : std::string(labelName(label));
         },
         Changes::WhenLabelled},
        {"notes",
         [](const SourceList& sources, int row) {
             std::string text;
             for (const SourceNote note : sourceNotes)
                 if (sources.reviewMarks(row).notes & bit(note))
                     text += (text.empty() ? "" : ", ") + std::string(noteName(note));
             return text;
         },
         Changes::WhenClassified},
        {"likely", [](const SourceList& sources, int row) { return nameOf(sources.reviewMarks(row).likely); },
         Changes::WhenClassified},
        {"truth", [](const SourceList& sources, int row) { return nameOf(sources.truth(row)); }, Changes::WhenClassified},
    };
    return columns;
}

template <typename Columns> auto named(const Columns& columns, std::string_view name) {
    return std::find_if(columns.begin(), columns.end(), [name](const auto& column) { return column.name == name; });
}

} // namespace

std::vector<std::string> SourceConditionColumns::names() const {
    std::vector<std::string> names;
    for (const NumberColumn& column : numberColumns())
        names.push_back(column.name);
    for (const TextColumn& column : textColumns())
        names.push_back(column.name);
    return names;
}

std::optional<VirtualValues> SourceConditionColumns::find(std::string_view name) const {
    const auto make = [&](const auto& column, auto& made) {
        usesPredictions_ |= column->changes == Changes::WhenClassified;
        usesLabels_ |= column->changes == Changes::WhenLabelled;
        const auto [values, isNew] = made.try_emplace(column->name);
        if (isNew)
            for (int row = first_; row < first_ + count_; ++row)
                values->second.push_back(column->value(sources_, row));
        return VirtualValues(std::span(std::as_const(values->second)));
    };
    if (const auto column = named(numberColumns(), name); column != numberColumns().end())
        return make(column, numbers_);
    if (const auto column = named(textColumns(), name); column != textColumns().end())
        return make(column, texts_);
    return std::nullopt;
}

ConditionCheck checkCondition(const Expression& condition, const SourceList& sources, const Table& columns) {
    const SourceConditionColumns known(sources, 0, 0);
    ConditionCheck check;
    if (const ExpressionResult<RowFilter> bound = condition.bind(columns, &known); !bound)
        check.error = bound.error();
    check.usesPredictions = known.usesPredictions();
    check.usesLabels = known.usesLabels();
    return check;
}

namespace {

/// Of the rows of `table`, which are those of the list from `first` on.
JobResult<void> narrow(std::span<std::uint8_t> passes, const SourceList& sources, const Table& table, int first,
                       const std::vector<Expression>& conditions, std::stop_token stop) {
    if (passes.empty())
        return {};
    const SourceConditionColumns known(sources, first, static_cast<int>(passes.size()));
    for (const Expression& condition : conditions) {
        const ExpressionResult<RowFilter> bound = condition.bind(table, &known);
        if (!bound)
            return tl::unexpected<Stop>(bound.error().toError({}));
        const JobResult<FilterResult> met = bound->evaluate(stop);
        if (!met)
            return tl::unexpected(met.error());
        std::transform(passes.begin(), passes.end(), met->passes.begin(), passes.begin(),
                       [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a & b); });
    }
    return {};
}

} // namespace

JobResult<std::vector<std::uint8_t>> meetAll(const SourceList& sources, const std::vector<Expression>& conditions,
                                             std::stop_token stop) {
    std::vector<std::uint8_t> passes(static_cast<std::size_t>(sources.size()), 1);
    const std::span all(passes);
    const auto catalogRows = static_cast<std::size_t>(sources.catalogSize());
    if (sources.columns())
        if (auto narrowed = narrow(all.first(catalogRows), sources, sources.columns()->catalog->table(), 0, conditions, stop);
            !narrowed)
            return tl::unexpected(std::move(narrowed).error());
    if (auto narrowed =
            narrow(all.subspan(catalogRows), sources, measuredTable(sources), sources.catalogSize(), conditions, stop);
        !narrowed)
        return tl::unexpected(std::move(narrowed).error());
    return passes;
}

} // namespace iic::ui
