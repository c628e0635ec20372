#pragma once

#include "models/SourceStore.h"
#include "workspaces/LabelStore.h"

namespace iic::ui {

/// The user's labels on one list of sources: given there, brought back from the project, and kept equal with every other
/// list that holds the same source.
class SourceLabels : public QObject {
    Q_OBJECT

  public:
    SourceLabels(SourceStore& store, LabelStore& labels, QObject* parent = nullptr);

    /// Labels a source; what came before is one undo away.
    void give(int row, UserLabel label);
    /// Many in one step, with the user's reason. How many had another label before.
    int give(const std::vector<int>& rows, UserLabel label, const QString& reason);
    LabelStore::Writing writing(int row) const;
    /// Puts the labels of earlier sessions on sources that are about to be shown.
    void putOn(SourceList& sources) const;
    /// The same for one that was added to the shown ones.
    void putOn(int row);

    /// The model whose prediction is on the screen, written beside each label.
    void setModelName(const QString& name) { modelName_ = name; }

  Q_SIGNALS:
    void restored(); ///< of earlier sessions
    void writingChanged();
    void refused(const QString& reason); ///< the project can only be read
    void stepped(int row); ///< an undo or redo changed its label
    void steppedWithoutSource(); ///< an undo or redo labelled a place where the list has no source

  private:
    void restore();
    LabelEvent eventOf(int row, UserLabel label, const QString& reason) const;

    SourceStore& store_;
    LabelStore& labels_;
    QString modelName_;
};

} // namespace iic::ui
