#pragma once

#include "bridge/Job.h"
#include "workspaces/CatalogWork.h"
#include "workspaces/OpenWork.h"

#include "catalog/Match.h"

namespace iic::ui {

/// A catalog whose rows the open sources look for, and what is taken from it.
struct MatchRequest {
    std::filesystem::path file;
    std::shared_ptr<const Catalog> catalog; ///< as read before; nullptr: it is read again
    RoleMap roles; ///< of its columns
    MatchOptions options{2, MatchKind::NearestForEach};
    std::string classColumn; ///< that tells the class; empty: the truth stays as it is
    bool leavesDoubtfulOut = true; ///< SDSS labels whose zWarning is not 0 are no truth
};

struct MatchCounts {
    std::size_t rows = 0, matched = 0, ambiguous = 0, withoutPosition = 0;
    std::size_t doubtful = 0; ///< matched with an SDSS label whose zWarning is not 0
    std::size_t labelled = 0; ///< matched with a class that is used
    std::optional<double> medianSeparation; ///< arcseconds

    /// One sentence.
    QString sentence(const MatchRequest& request) const;
};

struct MatchedSources {
    OpenedSources opened; ///< row by row the sources that were matched
    MatchCounts counts;
};

/// The rows of a catalog with the columns of their neighbours beside theirs, the separation in the last column. The class
/// column that was asked for becomes the truth, with the redshift, its warning and the subclass that stand beside it.
JobResult<MatchedSources> matchSources(const Catalog& sources, const MatchRequest& request, const Tile& tile,
                                       JobContext& context);

} // namespace iic::ui
