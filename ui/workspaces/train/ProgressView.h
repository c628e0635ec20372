#pragma once

#include "workspaces/train/TrainingController.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace iic::ui {

/// How far a run is, how fast, and how good.
class ProgressView : public QWidget {
    Q_OBJECT

  public:
    explicit ProgressView(QWidget* parent = nullptr);

    /// nullptr: there was none in this session.
    void show(const LiveRun* run, TrainingState state, const QString& fault);

  private:
    enum Fact { Speed, TimeLeft, Accuracy, Best, Rate, Memory, Batch, Gradient, FactCount };

    void setFact(Fact fact, const QString& value, const QString& caption);
    void showNumbers(const LiveRun& run, bool isActive);

    QLabel* title_;
    QLabel* state_;
    QProgressBar* bar_;
    QLabel* device_;
    QLabel* fault_;
    std::array<QLabel*, FactCount> values_{}, captions_{};
};

/// "2 min 04 s", "3 h 12 min".
QString durationText(double seconds);
/// Of a run under way, in a word or two; empty while there is none.
QString stateText(TrainingState state);

} // namespace iic::ui
