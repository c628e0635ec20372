#include "catalog/Catalog.h"

#include "catalog/TableFile.h"

namespace iic {

namespace {

/// Errors at or above this are placeholders for "no error given": the magnitude is an upper limit.
constexpr double placeholderError = 9.0;

Role bandRole(Role first, Band band) { return static_cast<Role>(static_cast<int>(first) + index(band)); }

} // namespace

Result<Catalog> Catalog::fromTable(Table table, const std::string& file) {
    auto roles = guessRoles(table);
    return fromTable(std::move(table), std::move(roles), file);
}

Result<Catalog> Catalog::fromTable(Table table, RoleMap roles, const std::string& file) {
    Catalog catalog;
    catalog.table_ = std::move(table);
    catalog.roles_ = std::move(roles);
    if (!catalog.column(Role::RightAscension) || !catalog.column(Role::Declination))
        return fail(ErrorCode::NoPositions, file, "has no columns with positions", "names such as ra and dec expected");
    return catalog;
}

const Column* Catalog::column(Role role) const {
    const auto name = roles_.find(role);
    return name == roles_.end() ? nullptr : table_.find(name->second);
}

std::optional<SkyCoord> Catalog::position(std::size_t row) const {
    const auto rightAscension = column(Role::RightAscension)->number(row);
    const auto declination = column(Role::Declination)->number(row);
    if (!rightAscension || !declination || !(*rightAscension >= 0 && *rightAscension <= 360) || !(*declination >= -90 && *declination <= 90))
        return std::nullopt;
    return SkyCoord{*rightAscension == 360 ? 0 : *rightAscension, *declination};
}

std::string Catalog::identifier(std::size_t row) const {
    if (auto name = text(row, Role::Identifier); !name.empty())
        return name;
    const auto where = position(row);
    return where ? designation(*where) : "row " + std::to_string(row + 1);
}

std::optional<SourceClass> Catalog::truth(std::size_t row) const { return parseClass(text(row, Role::ClassLabel)); }

std::optional<double> Catalog::magnitude(std::size_t row, Band band) const {
    const auto* magnitudes = column(bandRole(Role::Magnitude1, band));
    return magnitudes ? magnitudes->number(row) : std::nullopt;
}

std::optional<double> Catalog::magnitudeError(std::size_t row, Band band) const {
    const auto* errors = column(bandRole(Role::MagnitudeError1, band));
    const auto error = errors ? errors->number(row) : std::nullopt;
    return error && *error >= 0 && *error < placeholderError ? error : std::nullopt;
}

std::optional<double> Catalog::signalToNoise(std::size_t row, Band band) const {
    const auto* ratios = column(bandRole(Role::SignalToNoise1, band));
    return ratios ? ratios->number(row) : std::nullopt;
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
