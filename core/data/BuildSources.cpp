#include "data/BuildSources.h"

#include "catalog/CatalogWarnings.h"
#include "catalog/RoleChanges.h"
#include "catalog/TableFile.h"
#include "data/SourceRows.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <unordered_map>

namespace iic {

namespace {

constexpr double sameSource = 1.0; // arcsec

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// That its sources can have classes, and where not, what the columns are instead.
Result<void> checkHasClasses(const Catalog& catalog, const std::string& file) {
    if (catalog.roles().contains(Role::ClassLabel))
        return {};
    return fail(ErrorCode::BadTable, file, "does not say what its sources are",
                holdsPredictions(catalog.table())
                    ? "its classes are a network's answers; a column of labels, or a table of true classes beside it, expected"
                    : "a column of classes, or a table of true classes beside it, expected");
}

/// Roles that differ from what the names of the columns tell; without a column where a role was taken away.
std::map<std::string, std::string> saidRoles(const RoleMap& guessed, const RoleMap& roles) {
    std::map<std::string, std::string> said;
    for (const auto& [role, column] : guessed)
        if (!roles.contains(role))
            said[std::string(roleName(role))] = "";
    for (const auto& [role, column] : roles)
        if (const auto known = guessed.find(role); known == guessed.end() || known->second != column)
            said[std::string(roleName(role))] = column;
    return said;
}

JobResult<Catalog> readLabelled(const LabelledCatalog& source, const ChooseRoles& choose, CatalogRecord& record,
                                std::vector<std::string>& notes, std::stop_token stop) {
    auto table = readTable(source.catalog, stop);
    if (!table)
        return tl::unexpected(table.error());
    auto guessed = guessRoles(*table);
    auto roles = choose ? choose(*table, source.catalog.string(), notes) : guessed;
    if (!roles)
        return stopWith(roles.error());
    if (!source.truth.empty()) { // it alone says what the sources are
        guessed.erase(Role::ClassLabel);
        roles->erase(Role::ClassLabel);
    }
    record.roles = saidRoles(guessed, *roles);
    if (source.truth.empty())
        return Catalog::fromTable(std::move(*table), std::move(*roles), source.catalog.string());
    const auto truth = readTable(source.truth, std::move(stop));
    if (!truth)
        return tl::unexpected(truth.error());
    return withTruth(std::move(*table), std::move(*roles), source.catalog.string(), *truth, source.truth.string());
}

/// Sources seen so far by name: a second one of a name within 1″ is the same.
class SeenSources {
  public:
    bool isNew(const std::string& name, const SkyCoord& position) {
        auto& places = places_[name];
        for (const auto& place : places)
            if (separationArcsec(place, position) <= sameSource)
                return false;
        places.push_back(position);
        return true;
    }

  private:
    std::unordered_map<std::string, std::vector<SkyCoord>> places_;
};

} // namespace

JobResult<void> readSources(const BuildOptions& options, BuildPlan& plan, ProgressSink& progress, std::stop_token stop) {
    SeenSources seen;
    for (std::size_t i = 0; i < options.catalogs.size(); ++i) {
        const auto& source = options.catalogs[i];
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Reading catalogs", static_cast<std::int64_t>(i), static_cast<std::int64_t>(options.catalogs.size())});
        std::vector<std::string> notes;
        const auto catalog = readLabelled(source, options.roles, plan.card.catalogs[i], notes, stop);
        if (!catalog)
            return tl::unexpected(catalog.error());
        std::ranges::move(warningsOf(*catalog), std::back_inserter(notes));
        for (const auto& note : notes)
            plan.warnings.push_back(source.catalog.string() + ": " + note);
        if (!options.selection.keepUnlabelled)
            if (auto has = checkHasClasses(*catalog, source.catalog.string()); !has)
                return stopWith(has.error());
        for (std::size_t row = 0; row < catalog->size(); ++row) {
            if (const auto why = whyPassedOver(*catalog, row, options.selection)) {
                ++plan.card.dropped[std::string(*why)];
                continue;
            }
            const auto position = *catalog->position(row);
            if (!seen.isNew(catalog->identifier(row), position))
                ++plan.card.dropped["listed twice"];
            else
                appendSource(plan.sources, *catalog, row, position);
        }
    }
    plan.sources.resize(plan.sources.name.size());
    return {};
}

} // namespace iic
