#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace iic::ui {

class ConfusionView;
class EvaluationDocument;
class EvaluationPicks;
class FigurePanel;
class IoPool;

/// Two networks on the same sources: which classes changed, to pick from, and whether the difference is more than chance.
class ComparePage : public QWidget {
    Q_OBJECT

  public:
    ComparePage(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io);

    ConfusionView& view() { return *view_; }
    FigurePanel& panel() { return *panel_; }

  private:
    void show();
    QString summary() const;

    EvaluationDocument& document_;
    EvaluationPicks& picks_;
    ConfusionView* view_;
    FigurePanel* panel_;
    QToolButton* flipped_;
    QLabel* summary_;
};

} // namespace iic::ui
