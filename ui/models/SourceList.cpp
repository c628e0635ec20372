#include "models/SourceList.h"

#include <QStringList>

#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QString flagText(const Catalog& catalog, std::size_t row) {
    QStringList parts;
    const auto add = [&](const char* name, Role role) {
        if (const std::string text = catalog.text(row, role); !text.empty())
            parts << QStringLiteral("%1 %2").arg(QLatin1String(name), QString::fromStdString(text));
    };
    add("ph_qual", Role::PhotometricQuality);
    add("cc_flags", Role::ContaminationFlags);
    add("ext_flg", Role::ExtendedFlag);
    if (const Column* detection = catalog.table().find("flags"); detection && std::holds_alternative<Texts>(detection->values))
        if (const std::string text = detection->text(row); !text.empty())
            parts << QString::fromStdString(text);
    return parts.join(QStringLiteral("   "));
}

void reserve(SourceList& list, std::size_t count) {
    list.name.reserve(count);
    list.position.reserve(count);
    list.pixel.reserve(count);
    list.truth.reserve(count);
    list.contamination.reserve(count);
    list.quality.reserve(count);
}

/// The columns of `base` with the rows of `extra` below them, null in columns that `extra` does not have.
Table joined(const Table& base, const Table& extra) {
    Table result;
    result.comments = base.comments;
    const std::size_t extraRows = extra.rowCount();
    for (const Column& column : base.columns()) {
        Column copy = column;
        const Column* other = extra.find(column.name);
        const bool sameType = other && other->values.index() == column.values.index();
        std::visit(
            [&](auto& values) {
                using Values = std::decay_t<decltype(values)>;
                for (std::size_t row = 0; row < extraRows; ++row) {
                    values.push_back(sameType ? std::get<Values>(other->values)[row] : typename Values::value_type{});
                    copy.null.push_back(sameType ? bool(other->null[row]) : true);
                }
            },
            copy.values);
        result.add(std::move(copy));
    }
    return result;
}

/// The measured sources under the column names the catalog uses for the same things.
Table renamed(Table table, const RoleMap& from, const RoleMap& to) {
    Table result;
    for (Column column : table.columns()) {
        for (const auto& [role, name] : from)
            if (name == column.name)
                if (const auto known = to.find(role); known != to.end())
                    column.name = known->second;
        result.add(std::move(column));
    }
    return result;
}

Table allSources(const SourceList& list) {
    const Table measured = detectionTable(list.added);
    if (!list.catalog)
        return measured;
    return joined(list.catalog->table(), renamed(measured, guessRoles(measured), list.catalog->roles()));
}

} // namespace

double SourceList::colour(int row, Band shorter, Band longer) const {
    const auto at = static_cast<std::size_t>(row);
    const auto first = static_cast<std::size_t>(index(shorter)), second = static_cast<std::size_t>(index(longer));
    return upperLimit[first][at] || upperLimit[second][at] ? missing : magnitude[first][at] - magnitude[second][at];
}

std::optional<SourceClass> SourceList::predictedClass(int row) const {
    const std::optional<Prediction>& given = prediction[static_cast<std::size_t>(row)];
    const bool classified = given && given->isClassified();
    return classified ? std::optional(given->best()) : std::nullopt;
}

int SourceList::nearest(const PixelCoord& where, double maximumDistance) const {
    int best = -1;
    double bestDistance = maximumDistance;
    for (int row = 0; row < size(); ++row) {
        const PixelCoord& p = pixel[static_cast<std::size_t>(row)];
        const double distance = std::hypot(p.x - where.x, p.y - where.y);
        if (distance <= bestDistance) {
            best = row;
            bestDistance = distance;
        }
    }
    return best;
}

bool isOnImage(const PixelCoord& place, const FloatImage& image) {
    return place.x >= -0.5 && place.y >= -0.5 && place.x < image.width() - 0.5 && place.y < image.height() - 0.5;
}

SourceList sourceList(std::shared_ptr<const Catalog> catalog, const WorldCoordinates& wcs) {
    SourceList list;
    const std::size_t count = catalog->size();
    reserve(list, count);
    for (std::size_t row = 0; row < count; ++row) {
        const std::optional<SkyCoord> position = catalog->position(row);
        const std::optional<PixelCoord> pixel = position ? wcs.toPixel(*position) : std::nullopt;
        list.name.push_back(QString::fromStdString(catalog->identifier(row)));
        list.position.push_back(position.value_or(SkyCoord{missing, missing}));
        list.pixel.push_back(pixel.value_or(PixelCoord{missing, missing}));
        list.truth.push_back(catalog->truth(row));
        list.contamination.push_back(QString::fromStdString(catalog->text(row, Role::ContaminationFlags)));
        list.quality.push_back(flagText(*catalog, row));
    }
    for (Band band : allBands) {
        const auto b = static_cast<std::size_t>(index(band));
        for (std::size_t row = 0; row < count; ++row) {
            list.magnitude[b].push_back(catalog->magnitude(row, band).value_or(missing));
            list.magnitudeError[b].push_back(catalog->magnitudeError(row, band).value_or(missing));
            list.signalToNoise[b].push_back(catalog->signalToNoise(row, band).value_or(missing));
            list.upperLimit[b].push_back(catalog->isUpperLimit(row, band));
        }
    }
    list.prediction.resize(count);
    list.label.resize(count, UserLabel::None);
    list.catalog = std::move(catalog);
    return list;
}

void append(SourceList& list, const DetectedSource& source) {
    list.name.push_back(QString::fromStdString(designation(source.position)));
    list.position.push_back(source.position);
    list.pixel.push_back(source.pixel);
    for (std::size_t b = 0; b < bandCount; ++b) {
        list.magnitude[b].push_back(source.bands[b].correctedMagnitude);
        list.magnitudeError[b].push_back(source.bands[b].magnitudeError);
        list.signalToNoise[b].push_back(source.bands[b].signalToNoise);
        list.upperLimit[b].push_back(!(source.bands[b].signalToNoise >= 2));
    }
    list.truth.emplace_back();
    list.contamination.emplace_back();
    list.quality.push_back(QString::fromStdString(flagText(source)));
    list.prediction.emplace_back();
    list.label.push_back(UserLabel::None);
    list.added.push_back(source);
}

std::vector<Prediction> exportPredictions(const SourceList& list) {
    std::vector<Prediction> predictions;
    predictions.reserve(list.prediction.size());
    for (const std::optional<Prediction>& prediction : list.prediction)
        predictions.push_back(prediction.value_or(Prediction{}));
    return predictions;
}

/// The labels of an earlier export stand behind its predictions; a column called so before them is the catalog's own.
bool holdsEarlierLabels(const Table& table) {
    const auto& columns = table.columns();
    const auto named = [](std::string_view name) { return [name](const Column& column) { return column.name == name; }; };
    const auto flags = std::find_if(columns.begin(), columns.end(), named("cutout_flags"));
    return holdsPredictions(table) && std::find_if(flags, columns.end(), named("label")) != columns.end();
}

Table exportTable(const SourceList& list) {
    const Table sources = allSources(list);
    Table table = classifiedTable(sources, exportPredictions(list));
    Texts labels;
    for (UserLabel label : list.label)
        labels.emplace_back(label == UserLabel::None ? std::string_view() : labelName(label));
    if (holdsEarlierLabels(sources))
        table.add(textColumn("label", std::move(labels)));
    else
        addBeside(table, textColumn("label", std::move(labels)));
    return table;
}

Result<Catalog> exportCatalog(const SourceList& list) {
    if (list.catalog)
        return Catalog::fromTable(allSources(list), list.catalog->roles(), {});
    return Catalog::fromTable(allSources(list), {});
}

} // namespace iic::ui
