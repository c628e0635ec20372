#pragma once

#include "bridge/IoPool.h"
#include "plots/Figure.h"

#include <QTimer>
#include <QWidget>

class QListView;
class QLabel;
class QToolButton;

namespace iic::ui {

class FigurePanel;
class StageModel;

/// The way through the network: a card a stage, one of which is chosen, by mouse, arrow keys, steps, or by playing them.
class StageStrip : public QWidget {
    Q_OBJECT

  public:
    static constexpr int playInterval = 900; ///< ms

    /// `figure`: of the way through the network, to be saved.
    StageStrip(StageModel& model, IoPool& io, std::function<FigurePointer()> figure, QWidget* parent = nullptr);

    QListView& view() { return *view_; }
    int stage() const; ///< −1: none
    void setStage(int stage);
    void setSourceName(const QString& name);
    void setNote(const QString& text);
    void setComparable(bool isComparable); ///< the source can be kept beside others
    FigurePanel& figurePanel() { return *panel_; }

  Q_SIGNALS:
    void stageChanged(int stage);
    void compareWanted(); ///< the source kept beside the next one

  private:
    void step(int by);
    void setPlaying(bool plays);
    void playOn();
    void showState();
    QToolButton* button(const QString& name, const QString& text, const QString& about);

    StageModel& model_;
    QListView* view_;
    FigurePanel* panel_;
    QLabel* note_;
    QToolButton *back_, *forward_, *play_, *compare_;
    QTimer playTimer_;
    int lastStage_ = 1; ///< kept while there is no source; the first stage behind the input at the start
};

} // namespace iic::ui
