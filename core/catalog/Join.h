#pragma once

#include "catalog/Match.h"
#include "catalog/Table.h"

#include <span>
#include <string>

namespace iic {

struct JoinOptions {
    bool keepsUnmatched = false; ///< rows of the first table without a pair stay, with nothing from the second
    std::string suffix = "_2"; ///< of names of the second table that the first has too, ignoring case
    std::string separationName = "separation"; ///< of the column with the pairs' separations in arcseconds
};

/// The columns of both tables side by side, a row for each pair, and the separation. The comments are the first
/// table's; warnings say which columns got another name. Rows of `pairs` must be rows of the tables, in the order of the
/// first.
Table joinTables(const Table& first, const Table& second, std::span<const MatchedPair> pairs, const JoinOptions& options = {});

} // namespace iic
