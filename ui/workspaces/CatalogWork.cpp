#include "workspaces/CatalogWork.h"

#include "catalog/CatalogWarnings.h"
#include "catalog/RoleChanges.h"
#include "catalog/TableFile.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::CatalogWork)
};

QString settingOf(const std::string& shape) { return QStringLiteral("roles/") + QString::fromStdString(shape); }

QString shortened(const std::string& text) {
    constexpr int mostCharacters = 20;
    const QString shown = QString::fromStdString(printable(text));
    return shown.size() > mostCharacters ? shown.left(mostCharacters - 1) + QStringLiteral("…") : shown;
}

ColumnSample sampleOf(const Column& column) {
    constexpr int mostShown = 3, mostLooked = 200, mostCharacters = 40;
    ColumnSample sample{column.name, column.unit, {}, false};
    QStringList shown;
    int looked = 0;
    for (std::size_t row = 0; row < column.size() && looked < mostLooked; ++row) {
        if (column.null[row])
            continue;
        ++looked;
        sample.holdsNumbers = sample.holdsNumbers || column.number(row).has_value();
        if (const QString value = shortened(column.text(row)); shown.size() < mostShown && !shown.contains(value))
            shown << value;
    }
    while (shown.size() > 1 && shown.join(QString()).size() > mostCharacters)
        shown.removeLast();
    sample.holdsNumbers = sample.holdsNumbers || looked == 0;
    sample.values = shown.join(QStringLiteral("  ·  "));
    return sample;
}

Result<RoleMap> checked(const RoleMap& roles, const Table& table, const std::string& file) {
    std::vector<RoleChange> changes;
    for (const auto& [role, name] : roles)
        changes.push_back({role, name});
    return changeRoles({}, changes, table, file);
}

struct RememberedChoice {
    RoleMap roles;
    bool isUsed = false;
    std::string words; ///< for the user; empty where nothing is remembered
};

/// What is remembered, where it fits the table; else what the names of its columns tell.
RememberedChoice choiceOf(const std::optional<RoleMap>& remembered, const RoleMap& guessed, const Table& table,
                          const std::string& file) {
    if (!remembered || *remembered == guessed)
        return {guessed, false, {}};
    Result<RoleMap> fitting = checked(*remembered, table, file);
    if (!fitting)
        return {guessed, false,
                Text::tr("what you chose for its columns before does not fit it and is not used: %1")
                    .arg(QString::fromStdString(fitting.error().reason))
                    .toStdString()};
    const QString difference = differingRoles(guessed, *fitting);
    return {std::move(*fitting), true,
            Text::tr("the roles that you chose for its columns before are used (%1)").arg(difference).toStdString()};
}

/// The roles to read a table with, into `read`. BadOption.
Result<void> chooseRoles(ReadCatalog& read, const Table& table, const KnownRoles& known) {
    CatalogColumns& columns = read.columns;
    const std::string file = columns.file.string();
    columns.roles = columns.guessed;
    if (known.chosen) {
        Result<RoleMap> chosen = checked(*known.chosen, table, file);
        if (!chosen)
            return tl::unexpected(chosen.error());
        columns.roles = std::move(*chosen);
        columns.origin = RoleOrigin::Chosen;
        return {};
    }
    const std::optional<RoleMap> remembered = known.remembered ? known.remembered : rememberedRoles(columns.shape);
    RememberedChoice choice = choiceOf(remembered, columns.guessed, table, file);
    columns.roles = std::move(choice.roles);
    if (choice.isUsed)
        columns.origin = RoleOrigin::Remembered;
    if (!choice.words.empty())
        (choice.isUsed ? read.notes : read.warnings).push_back(std::move(choice.words));
    return {};
}

QString bandText(Role first, Role role) {
    return QLatin1String(bandName(allBands[static_cast<std::size_t>(static_cast<int>(role) - static_cast<int>(first))]).data());
}

} // namespace

JobResult<ReadCatalog> readWithRoles(const std::filesystem::path& file, const KnownRoles& known, std::stop_token stop) {
    JobResult<Table> table = readTable(file, std::move(stop));
    if (!table)
        return tl::unexpected(table.error());
    ReadCatalog read;
    read.columns.file = file;
    read.columns.shape = tableShape(*table);
    read.columns.rows = table->rowCount();
    read.columns.guessed = guessRoles(*table);
    std::transform(table->columns().begin(), table->columns().end(), std::back_inserter(read.columns.columns), sampleOf);
    if (const Result<void> chosen = chooseRoles(read, *table, known); !chosen)
        return tl::unexpected(chosen.error());
    Result<Catalog> catalog = Catalog::fromTable(std::move(*table), read.columns.roles, file.string());
    if (!catalog) {
        read.problem = catalog.error();
        return read;
    }
    for (std::string& warning : warningsOf(*catalog))
        read.warnings.push_back(std::move(warning));
    read.catalog = std::make_shared<const Catalog>(std::move(*catalog));
    return read;
}

Result<RoleMap> rolesFor(const Table& table, const std::string& file, std::vector<std::string>& notes) {
    RememberedChoice choice = choiceOf(rememberedRoles(tableShape(table)), guessRoles(table), table, file);
    if (!choice.words.empty())
        notes.push_back(std::move(choice.words));
    return std::move(choice.roles);
}

QString roleText(Role role) {
    switch (role) {
    case Role::Identifier: return Text::tr("Name of the source");
    case Role::RightAscension: return Text::tr("Right ascension");
    case Role::Declination: return Text::tr("Declination");
    case Role::ClassLabel: return Text::tr("Class");
    case Role::SpectralSubclass: return Text::tr("Spectral subclass");
    case Role::Redshift: return Text::tr("Redshift");
    case Role::RedshiftWarning: return Text::tr("Warning of the redshift (zWarning)");
    case Role::ContaminationFlags: return Text::tr("Contamination flags");
    case Role::ExtendedFlag: return Text::tr("Flag of extended sources");
    case Role::PhotometricQuality: return Text::tr("Quality of the photometry");
    default: break;
    }
    if (role >= Role::SignalToNoise1)
        return Text::tr("Signal to noise in %1").arg(bandText(Role::SignalToNoise1, role));
    return role >= Role::MagnitudeError1 ? Text::tr("Error of the magnitude in %1").arg(bandText(Role::MagnitudeError1, role))
                                         : Text::tr("Magnitude in %1").arg(bandText(Role::Magnitude1, role));
}

QString differingRoles(const RoleMap& before, const RoleMap& now) {
    QStringList parts;
    for (int number = 0; number < roleCount; ++number) {
        const auto role = static_cast<Role>(number);
        const auto was = before.find(role), is = now.find(role);
        const std::string wasName = was == before.end() ? std::string() : was->second;
        const std::string isName = is == now.end() ? std::string() : is->second;
        if (wasName != isName)
            parts << Text::tr("%1: %2").arg(roleText(role), isName.empty() ? Text::tr("none") : QString::fromStdString(isName));
    }
    return parts.join(QStringLiteral("; "));
}

std::optional<RoleMap> rememberedRoles(const std::string& shape) {
    const QString json = QSettings().value(settingOf(shape)).toString();
    if (json.isEmpty())
        return std::nullopt;
    const Result<RoleMap> roles = rolesFromJson(json.toStdString());
    return roles ? std::optional(*roles) : std::nullopt;
}

void rememberRoles(const std::string& shape, const RoleMap& roles) {
    QSettings().setValue(settingOf(shape), QString::fromStdString(rolesToJson(roles)));
}

void forgetRoles(const std::string& shape) { QSettings().remove(settingOf(shape)); }

} // namespace iic::ui
