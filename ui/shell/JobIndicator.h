#pragma once

#include "bridge/Job.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace iic::ui {

/// The work under way in the status bar: what, how far, and a button that cancels it. Shows the job begun last.
class JobIndicator : public QWidget {
    Q_OBJECT

  public:
    explicit JobIndicator(QWidget* parent = nullptr);

    void follow(Job* job, const QString& title);
    bool isBusy() const { return !jobs_.isEmpty(); }

  Q_SIGNALS:
    void becameIdle();

  private:
    struct Followed {
        Job* job;
        QString title;
    };
    void forget(Job* job);
    void showTop();
    void showProgress(Job* job, const QString& label, qint64 done, qint64 total);

    QList<Followed> jobs_;
    QLabel* text_;
    QProgressBar* bar_;
    QToolButton* cancel_;
};

} // namespace iic::ui
