#pragma once

#include "bridge/IoPool.h"
#include "models/SourceList.h"

#include <QObject>

#include <span>

namespace iic::ui {

/// A list of sources and what is known of them; tells everyone who shows them of each change.
class SourceStore : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    const SourceList& sources() const { return sources_; }
    int size() const { return sources_.size(); }
    /// A thread for work on the list that the window does not wait for.
    IoPool& background() { return background_; }

    void reset(SourceList sources);
    /// The row of the new source.
    int append(const DetectedSource& source);
    /// Takes away a source measured by hand; the rows after it move up.
    void remove(int row);
    void setPredictions(int first, std::span<const Prediction> predictions);
    /// Of rows anywhere in the list, told in one go.
    void setPredictions(std::span<const int> rows, std::span<const Prediction> predictions);
    /// Of these rows and no others, as SourceList::setAdjusted; without a note the network's own.
    void setAdjusted(std::span<const int> rows, std::span<const Prediction> adjusted, std::span<const Prediction> own,
                     const QString& note);
    void clearAdjusted();
    /// What another network says of the rows, and of no other.
    void setComparedClasses(std::span<const int> rows, std::span<const SourceClass> classes);
    /// What a review has found out about the rows, and about no other.
    void setReviewMarks(std::span<const int> rows, std::span<const ReviewMarks> marks);
    /// One a row.
    void setCaseNumbers(const std::vector<std::uint8_t>& numbers);
    /// Where the rows, and no other, lie in the plane of features that is shown.
    void setFeaturePlaces(std::span<const int> rows, std::span<const FeaturePlace> places);
    /// Of rows whose class the catalog does not tell.
    void setGivenTruths(std::span<const int> rows, std::span<const SourceClass> classes);
    void clearGivenTruths();
    void clearPredictions();
    void setLabel(int row, UserLabel label);

  Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    void appended(int row);
    void removed(int row); ///< the row it had; those after it have moved up
    void predictionsChanged(int first, int last);
    void labelChanged(int row);

  private:
    SourceList sources_;
    IoPool background_{1};
};

} // namespace iic::ui
