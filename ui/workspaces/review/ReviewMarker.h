#pragma once

#include "workspaces/review/CrossValidator.h"
#include "workspaces/review/IsolationFinder.h"

namespace iic {
struct MistakeReview;
}

namespace iic::ui {

class MistakeFinder;

/// Marks the rows of the open dataset by all that a review has found out, so that lists are filtered and sorted by it.
class ReviewMarker : public QObject {
    Q_OBJECT

  public:
    ReviewMarker(const MistakeFinder& mistakes, const CrossValidator& validator, const IsolationFinder& isolation,
                 DatasetDocument& dataset, QObject* parent = nullptr);

  private:
    void mark();

    const MistakeFinder& mistakes_;
    const CrossValidator& validator_;
    const IsolationFinder& isolation_;
    DatasetDocument& dataset_;
    /// By which the rows are marked.
    std::shared_ptr<const MistakeReview> review_;
    SharedDoubts doubts_;
    SharedNeighbours neighbours_;
};

} // namespace iic::ui
