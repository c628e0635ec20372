#include "workspaces/MatchWork.h"

#include "catalog/Join.h"
#include "catalog/LabelPlausibility.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::MatchWork)
};

/// What the columns of the joined table mean: as those of the sources, but the class and what belongs to it as asked.
RoleMap joinedRoles(const Table& joined, const Catalog& sources, const Catalog& other, const MatchRequest& request) {
    RoleMap roles = sources.roles();
    if (request.classColumn.empty())
        return roles;
    const std::size_t first = sources.table().columns().size();
    const auto& columns = other.table().columns();
    const auto take = [&](Role role, const std::string& name) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].name == name)
                roles[role] = joined.columns()[first + i].name;
    };
    roles.erase(Role::RedshiftWarning); // was of another class
    take(Role::ClassLabel, request.classColumn);
    for (const Role role : {Role::Redshift, Role::SpectralSubclass, Role::RedshiftWarning})
        if (const auto known = other.roles().find(role); known != other.roles().end())
            take(role, known->second);
    return roles;
}

void countLabels(const Catalog& joined, const std::vector<MatchedPair>& pairs, MatchCounts& counts) {
    for (const MatchedPair& pair : pairs) {
        counts.doubtful += joined.isLabelDoubtful(pair.first);
        counts.labelled += joined.truth(pair.first).has_value();
    }
}

/// The joined table as a catalog, its labels counted.
Result<Catalog> joinedCatalog(const Catalog& sources, const Catalog& other, const Match& match, const MatchRequest& request,
                              MatchedSources& result) {
    Table joined = joinTables(sources.table(), other.table(), match.pairs, {.keepsUnmatched = true});
    result.opened.notes = std::move(joined.warnings); // columns that got another name
    joined.warnings.clear();
    RoleMap roles = joinedRoles(joined, sources, other, request);
    Result<Catalog> catalog = Catalog::fromTable(std::move(joined), roles, request.file.string());
    if (!catalog || request.classColumn.empty())
        return catalog;
    countLabels(*catalog, match.pairs, result.counts);
    if (request.leavesDoubtfulOut || !roles.contains(Role::RedshiftWarning))
        return catalog;
    result.counts.labelled += result.counts.doubtful;
    roles.erase(Role::RedshiftWarning);
    return Catalog::fromTable(catalog->table(), roles, request.file.string());
}

JobResult<std::shared_ptr<const Catalog>> otherCatalog(const MatchRequest& request, std::stop_token stop) {
    if (request.catalog)
        return request.catalog;
    const JobResult<ReadCatalog> read = readWithRoles(request.file, {request.roles, {}}, std::move(stop));
    if (!read || read->problem)
        return tl::unexpected(read ? Stop(*read->problem) : read.error());
    return read->catalog;
}

} // namespace

QString MatchCounts::sentence(const MatchRequest& request) const {
    QStringList parts{
        Text::tr("%L1 of %L2 sources matched within %3″").arg(matched).arg(rows).arg(request.options.radiusArcsec, 0, 'g', 4) +
        (medianSeparation ? Text::tr(", median %1″").arg(*medianSeparation, 0, 'f', 2) : QString())};
    parts << Text::tr("%L1 unmatched").arg(rows - matched);
    parts << Text::tr("%L1 with more than one candidate").arg(ambiguous);
    if (withoutPosition > 0)
        parts << Text::tr("%L1 without a position").arg(withoutPosition);
    if (!request.classColumn.empty()) {
        parts << Text::tr("%L1 have a class now").arg(labelled);
        parts << (request.leavesDoubtfulOut ? Text::tr("%L1 labels left out because their zWarning is not 0")
                                            : Text::tr("%L1 labels used although their zWarning is not 0"))
                     .arg(doubtful);
    }
    return parts.join(QStringLiteral("; "));
}

JobResult<MatchedSources> matchSources(const Catalog& sources, const MatchRequest& request, const Tile& tile,
                                       JobContext& context) {
    const JobResult<std::shared_ptr<const Catalog>> other = otherCatalog(request, context.stop());
    if (!other)
        return tl::unexpected(other.error());
    const JobResult<Match> match =
        matchPositions(positionsOf(sources), positionsOf(**other), request.options, context.progress(), context.stop());
    if (!match)
        return tl::unexpected(match.error());
    MatchedSources result;
    result.counts = {.rows = sources.size(),
                     .matched = match->pairs.size(),
                     .ambiguous = match->ambiguous,
                     .withoutPosition = match->firstWithoutPosition,
                     .doubtful = 0,
                     .labelled = 0,
                     .medianSeparation = match->medianSeparation()};
    Result<Catalog> joined = joinedCatalog(sources, **other, *match, request, result);
    if (!joined)
        return tl::unexpected<Stop>(joined.error());
    if (context.stop().stop_requested())
        return cancelled();
    if (match->pairs.empty())
        result.opened.warnings.push_back(Text::tr("no source has a match").toStdString());
    for (const ImplausibleColours& implausible : implausibleColours(coloursByClass(*joined)))
        result.opened.warnings.push_back(implausible.sentence());
    const auto catalog = std::make_shared<const Catalog>(std::move(*joined));
    result.opened.sources = SourceList(std::make_shared<const SourceColumns>(sourceColumns(catalog, &tile.reference().wcs)));
    if (context.stop().stop_requested())
        return cancelled();
    return result;
}

} // namespace iic::ui
