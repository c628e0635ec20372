#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace iic::ui {

class PanelTitle;
class StageModel;

/// The way through the network: a card a stage, one of which is chosen, by mouse, arrow keys, steps, or by playing them.
class StageStrip : public QWidget {
    Q_OBJECT

  public:
    static constexpr int playInterval = 900; ///< ms

    explicit StageStrip(StageModel& model, QWidget* parent = nullptr);

    QListView& view() { return *view_; }
    int stage() const; ///< −1: none
    void setStage(int stage);
    void setSourceName(const QString& name);
    void setNote(const QString& text);

  Q_SIGNALS:
    void stageChanged(int stage);

  private:
    void step(int by);
    void setPlaying(bool plays);
    void playOn();
    void showState();
    QToolButton* button(const QString& name, const QString& text, const QString& about);

    StageModel& model_;
    QListView* view_;
    PanelTitle* title_;
    QLabel* note_;
    QToolButton *back_, *forward_, *play_;
    QTimer playTimer_;
    int lastStage_ = 1; ///< kept while there is no source; the first stage behind the input at the start
};

} // namespace iic::ui
