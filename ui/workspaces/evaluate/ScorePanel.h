#pragma once

#include <QWidget>

class QToolButton;

namespace iic::ui {

class ContentTable;
class EvaluationDocument;
class EvaluationPicks;
class IoPool;

/// The scores of the selection as the paper prints them, with their intervals, and beside the paper's own where the user wants. A
/// precision leads to what was predicted of its class, a recall to what truly is of it.
class ScorePanel : public QWidget {
    Q_OBJECT

  public:
    ScorePanel(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io, QWidget* parent = nullptr);

    ContentTable& table() { return *table_; }

  private:
    void show();

    EvaluationDocument& document_;
    QToolButton* selection_;
    QToolButton* intervals_;
    QToolButton* paper_;
    ContentTable* table_;
};

} // namespace iic::ui
