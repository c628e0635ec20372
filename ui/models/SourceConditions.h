#pragma once

#include "catalog/Expression.h"
#include "models/SourceList.h"

#include <map>

namespace iic::ui {

/// What is known of sources under the names a condition uses, whatever the catalog calls them: ra, dec, x, y, w1mpro …
/// w4mpro, w1sigmpro …, w1snr …, the colours w1w2, w2w3 and w3w4, class, confidence, p_star, p_galaxy, p_quasar, label,
/// truth; of evaluations predicted (as class), p_true, margin and compared, the class another network gives, and plane_x and
/// plane_y, the place in the plane of features. Texts are in English, as in the files. Made when they are asked for.
class SourceConditionColumns : public ColumnProvider {
  public:
    /// The rows `first` … `first + count` of the list, which must outlive this.
    SourceConditionColumns(const SourceList& sources, int first, int count) : sources_(sources), first_(first), count_(count) {}

    std::vector<std::string> names() const override;
    std::optional<VirtualValues> find(std::string_view name) const override;

    /// What was asked for changes when a source is classified, or labelled.
    bool usesPredictions() const { return usesPredictions_; }
    bool usesLabels() const { return usesLabels_; }

  private:
    const SourceList& sources_;
    int first_, count_;
    mutable std::map<std::string, std::vector<double>, std::less<>> numbers_;
    mutable std::map<std::string, std::vector<std::string>, std::less<>> texts_;
    mutable bool usesPredictions_ = false, usesLabels_ = false;
};

/// What keeps a condition from being asked of a list, and what it looks at.
struct ConditionCheck {
    std::optional<ExpressionError> error;
    bool usesPredictions = false;
    bool usesLabels = false;
};
/// Reads no row. `columns` is tableWithoutRows of the list.
ConditionCheck checkCondition(const Expression& condition, const SourceList& sources, const Table& columns);

/// For every row whether it meets all conditions. Any thread; conditions that checkCondition finds no fault with.
JobResult<std::vector<std::uint8_t>> meetAll(const SourceList& sources, const std::vector<Expression>& conditions,
                                             std::stop_token stop);

} // namespace iic::ui
