#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace iic::ui {

class Retraining;

/// What the user has corrected of the dataset's labels, and the way to a network that has learned from it.
class CorrectionsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit CorrectionsPanel(Retraining& retraining, QWidget* parent = nullptr);

  Q_SIGNALS:
    void comparisonWanted(); ///< of the runs of Retraining::done

  private:
    void show();
    QString countText() const;

    Retraining& retraining_;
    QLabel* text_;
    QLabel* state_;
    QPushButton* retrain_;
    QPushButton* compare_;
};

} // namespace iic::ui
