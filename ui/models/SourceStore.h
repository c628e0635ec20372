#pragma once

#include "models/SourceList.h"

#include <QObject>

#include <span>

namespace iic::ui {

/// The sources of the open tile and what is known of them; tells everyone who shows them of each change.
class SourceStore : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    const SourceList& sources() const { return sources_; }
    int size() const { return sources_.size(); }

    void reset(SourceList sources);
    /// The row of the new source.
    int append(const DetectedSource& source);
    void setPredictions(int first, std::span<const Prediction> predictions);
    void clearPredictions();
    void setLabel(int row, UserLabel label);

  Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    void aboutToAppend(int row);
    void appended(int row);
    void predictionsChanged(int first, int last);
    void labelChanged(int row);

  private:
    SourceList sources_;
};

} // namespace iic::ui
