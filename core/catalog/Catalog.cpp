#include "catalog/Catalog.h"

#include "catalog/TableFile.h"

#include <cmath>

namespace iic {

namespace {

/// Errors at or above this are placeholders for "no error given": the magnitude is an upper limit.
constexpr double placeholderError = 9.0;

Role bandRole(Role first, Band band) { return static_cast<Role>(static_cast<int>(first) + index(band)); }

std::optional<double> finiteNumber(const Column* column, std::size_t row) {
    const auto number = column ? column->number(row) : std::nullopt;
    return number && std::isfinite(*number) ? number : std::nullopt;
}

} // namespace

Result<Catalog> Catalog::fromTable(Table table, const std::string& file) {
    auto roles = guessRoles(table);
    return fromTable(std::move(table), std::move(roles), file);
}

Result<Catalog> Catalog::fromTable(Table table, RoleMap roles, const std::string& file) {
    auto catalog = withoutPositions(std::move(table), std::move(roles));
    if (!catalog.column(Role::RightAscension) || !catalog.column(Role::Declination))
        return fail(ErrorCode::NoPositions, file, "has no columns with positions", "names such as ra and dec expected");
    bool anyPosition = catalog.size() == 0;
    for (std::size_t row = 0; row < catalog.size() && !anyPosition; ++row)
        anyPosition = catalog.position(row).has_value();
    if (!anyPosition)
        return fail(ErrorCode::NoPositions, file, "has no row with a position",
                    "degrees expected, \"" + catalog.text(0, Role::RightAscension) + ' ' + catalog.text(0, Role::Declination) +
                        "\" found in the first row");
    return catalog;
}

Catalog Catalog::withoutPositions(Table table, RoleMap roles) {
    Catalog catalog;
    catalog.table_ = std::move(table);
    catalog.roles_ = std::move(roles);
    for (const auto& [role, name] : catalog.roles_)
        if (const auto* column = catalog.table_.find(name))
            catalog.columns_[static_cast<std::size_t>(role)] = static_cast<std::size_t>(column - catalog.table_.columns().data());
    return catalog;
}

const Column* Catalog::column(Role role) const {
    const auto place = columns_[static_cast<std::size_t>(role)];
    return place ? &table_.columns()[*place] : nullptr;
}

std::optional<SkyCoord> Catalog::position(std::size_t row) const {
    const auto rightAscension = finiteNumber(column(Role::RightAscension), row);
    const auto declination = finiteNumber(column(Role::Declination), row);
    if (!rightAscension || !declination || !(*rightAscension >= 0 && *rightAscension <= 360) ||
        !(*declination >= -90 && *declination <= 90))
        return std::nullopt;
    return SkyCoord{*rightAscension == 360 ? 0 : *rightAscension, *declination};
}

std::string Catalog::identifier(std::size_t row) const {
    if (auto name = text(row, Role::Identifier); !name.empty())
        return name;
    const auto where = position(row);
    return where ? designation(*where) : "row " + std::to_string(row + 1);
}

std::optional<SourceClass> Catalog::truth(std::size_t row) const {
    return isLabelDoubtful(row) ? std::nullopt : parseClass(text(row, Role::ClassLabel));
}

bool Catalog::isLabelDoubtful(std::size_t row) const {
    const auto* warnings = column(Role::RedshiftWarning);
    if (!warnings || warnings->number(row) == 0)
        return false;
    const auto label = text(row, Role::ClassLabel);
    return label == "STAR" || label == "GALAXY" || label == "QSO";
}

std::optional<double> Catalog::redshift(std::size_t row) const { return finiteNumber(column(Role::Redshift), row); }

std::optional<double> Catalog::magnitude(std::size_t row, Band band) const {
    return finiteNumber(column(bandRole(Role::Magnitude1, band)), row);
}

std::optional<double> Catalog::magnitudeError(std::size_t row, Band band) const {
    const auto error = finiteNumber(column(bandRole(Role::MagnitudeError1, band)), row);
    return error && *error >= 0 && *error < placeholderError ? error : std::nullopt;
}

bool Catalog::isUpperLimit(std::size_t row, Band band) const {
    constexpr double faintestMeasurement = 2;
    if (!magnitude(row, band))
        return false;
    const bool hasNoError = column(bandRole(Role::MagnitudeError1, band)) && !magnitudeError(row, band);
    return hasNoError || signalToNoise(row, band).value_or(faintestMeasurement) < faintestMeasurement;
}

std::optional<double> Catalog::signalToNoise(std::size_t row, Band band) const {
    return finiteNumber(column(bandRole(Role::SignalToNoise1, band)), row);
}

std::string Catalog::text(std::size_t row, Role role) const {
    const auto* cells = column(role);
    return cells ? cells->text(row) : std::string{};
}

Result<Catalog> readCatalog(const std::filesystem::path& path) {
    auto table = readTable(path);
    if (!table)
        return tl::unexpected(table.error());
    return Catalog::fromTable(std::move(*table), path.string());
}

} // namespace iic
