#pragma once

#include "plots/RocFigure.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace iic::ui {

class EvaluationDocument;
class EvaluationPicks;
class FigurePanel;
class IoPool;
class RocView;

/// ROC or precision against recall, with the threshold that is dragged and what it gives below.
class CurvePage : public QWidget {
    Q_OBJECT

  public:
    CurvePage(RocFigure::Kind kind, EvaluationDocument& document, EvaluationPicks& picks, IoPool& io);

    RocView& view() { return *view_; }
    FigurePanel& panel() { return *panel_; }

  private:
    void show();
    void showRates(const RocFigure::Held& held);

    RocFigure::Kind kind_;
    EvaluationDocument& document_;
    EvaluationPicks& picks_;
    RocView* view_;
    QToolButton* logarithmic_;
    FigurePanel* panel_;
    QLabel* rates_;
};

} // namespace iic::ui
