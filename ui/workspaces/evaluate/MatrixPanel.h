#pragma once

#include "base/Error.h"
#include "plots/ConfusionFigure.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace iic::ui {

class ConfusionView;
class EvaluationDocument;
class EvaluationPicks;
class FigurePanel;
class IoPool;

/// The confusion matrix to pick from, and below it what came of the selection.
class MatrixPanel : public QWidget {
    Q_OBJECT

  public:
    MatrixPanel(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io, QWidget* parent = nullptr);

    ConfusionView& view() { return *view_; }
    FigurePanel& panel() { return *panel_; }

  private:
    void offerDifference(bool isOffered);
    void show();
    QString summary() const;

    EvaluationDocument& document_;
    EvaluationPicks& picks_;
    ConfusionView* view_;
    QComboBox* numbers_;
    QToolButton* hidesDiagonal_;
    FigurePanel* panel_;
    QLabel* summary_;
};

} // namespace iic::ui
