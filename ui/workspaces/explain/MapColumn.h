#pragma once

#include "workspaces/explain/ExplainedSource.h"

#include <QWidget>

class QToolButton;

namespace iic::ui {

class MapGrid;
class MapModel;
class SourceHead;

/// The maps of one of several sources that stand side by side, under a head that says which it is.
class MapColumn : public QWidget {
    Q_OBJECT

  public:
    explicit MapColumn(QWidget* parent = nullptr);

    void setSource(SharedExplanation source);
    const SharedExplanation& source() const { return source_; }
    void setHead(bool isShown, bool isRemovable);
    MapGrid& grid() { return *grid_; }
    MapModel& model() { return *model_; }

  Q_SIGNALS:
    void removed(); ///< by the user

  private:
    SharedExplanation source_;
    QWidget* headRow_;
    SourceHead* head_;
    QToolButton* remove_;
    MapModel* model_;
    MapGrid* grid_;
};

} // namespace iic::ui
