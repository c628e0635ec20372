#include "workspaces/review/ReviewMarker.h"

#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/review/MistakeFinder.h"

#include <span>

namespace iic::ui {

namespace {

/// Of some rows of a list.
class Marked {
  public:
    explicit Marked(int size) : isMarked_(static_cast<std::size_t>(size)), marks_(static_cast<std::size_t>(size)) {}

    ReviewMarks& at(std::size_t row) {
        isMarked_[row] = true;
        return marks_[row];
    }
    void tell(SourceStore& store) {
        std::vector<int> rows;
        for (std::size_t row = 0; row < marks_.size(); ++row)
            if (isMarked_[row]) {
                marks_[rows.size()] = marks_[row];
                rows.push_back(static_cast<int>(row));
            }
        store.setReviewMarks(rows, std::span(marks_).first(rows.size()));
    }

  private:
    std::vector<bool> isMarked_;
    std::vector<ReviewMarks> marks_; ///< a row of the list each
};

template <typename Rows> void addSuspects(Marked& marked, const LabelSuspects& suspects, const Rows& rows) {
    for (std::size_t i = 0; i < suspects.ranked.size(); ++i) {
        const LabelSuspect& suspect = suspects.ranked[i];
        ReviewMarks& marks = marked.at(static_cast<std::size_t>(rows[suspect.source]));
        marks.labelMargin = static_cast<float>(suspect.margin);
        marks.isSuspected = i < suspects.counted;
        if (suspect.margin < 0)
            marks.likely = static_cast<SourceClass>(suspect.likely);
    }
}

void addMistakes(Marked& marked, const MistakeReview& review) {
    for (std::size_t group = 0; group < review.groups.size(); ++group)
        for (const std::size_t member : review.groups[group].members) {
            const Mistake& mistake = review.mistakes[member];
            ReviewMarks& marks = marked.at(mistake.row);
            marks.mistakeGroup = static_cast<std::uint8_t>(group + 1);
            marks.notes = mistake.noted.notes;
        }
}

void addIsolation(Marked& marked, const TrainingNeighbours& neighbours) {
    const std::vector<std::size_t>& rows = neighbours.judgement->rows.rows;
    for (std::size_t i = 0; i < neighbours.isolation.rank.size(); ++i)
        marked.at(rows[i]).isolation = neighbours.isolation.rank[i];
}

} // namespace

ReviewMarker::ReviewMarker(const MistakeFinder& mistakes, const CrossValidator& validator, const IsolationFinder& isolation,
                           DatasetDocument& dataset, QObject* parent)
    : QObject(parent), mistakes_(mistakes), validator_(validator), isolation_(isolation), dataset_(dataset) {
    connect(&mistakes_, &MistakeFinder::changed, this, &ReviewMarker::mark);
    connect(&validator_, &CrossValidator::changed, this, &ReviewMarker::mark);
    connect(&isolation_, &IsolationFinder::changed, this, &ReviewMarker::mark);
}

void ReviewMarker::mark() {
    if (mistakes_.review() == review_ && validator_.doubts() == doubts_ && isolation_.neighbours() == neighbours_)
        return;
    review_ = mistakes_.review();
    doubts_ = validator_.doubts();
    neighbours_ = isolation_.neighbours();
    Marked marked(dataset_.store().size());
    if (mistakes_.suspects())
        addSuspects(marked, *mistakes_.suspects(), mistakes_.sources()->rows);
    if (doubts_ && doubts_->dataset == dataset_.dataset())
        addSuspects(marked, doubts_->suspects, doubts_->answers.rows);
    if (review_)
        addMistakes(marked, *review_);
    if (neighbours_ && neighbours_->judgement->dataset == dataset_.dataset())
        addIsolation(marked, *neighbours_);
    marked.tell(dataset_.store());
}

} // namespace iic::ui
