#pragma once

#include "bridge/IoPool.h"
#include "plots/Figure.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace iic::ui {

class FigurePanel;
class FigureView;

/// One figure of a dataset with its header, and below it a line that explains, or a tip over it where it is
/// low. It is made on another thread, only while the page is
/// seen; what is asked for last wins.
class FigurePage : public QWidget {
    Q_OBJECT

  public:
    FigurePage(DatasetDocument& document, IoPool& io);

    /// A figure is being made.
    virtual bool isBusy() const { return timer_.isActive() || job_.isRunning(); }
    /// Where saving begins.
    void setFolder(const QString& folder);

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);

  protected:
    /// What is shown has changed: it is made anew soon, or once the page is seen.
    void renew(int milliseconds = 0);
    virtual void make() = 0;

    /// Puts the panel into the page.
    void usePanel(FigurePanel* panel);
    /// Without a figure the view says why.
    void present(FigureView& view, FigurePointer figure, const QString& title, const QString& reason = {});
    void setSavable(bool isSavable);
    void setTitle(const QString& title, const QStringList& shorter = {});
    void setNote(const QString& text);

    /// Why there is no figure of any source; empty where there may be one.
    QString whyNothing() const;
    /// The same of the sources that pass the filter.
    QString whyNothingShown() const;
    bool isImages() const;

    /// Does this work in the place of what was begun before.
    template <typename T> void inBackground(std::function<JobResult<T>(JobContext&)> work, std::function<void(T)> onFinished) {
        Job* job = io_.submit<T>(std::move(work), std::move(onFinished));
        connect(job, &Job::failed, this, &FigurePage::failed);
        job_.replace(job);
    }
    void dropWork() { job_.cancel(); }

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

    DatasetDocument& document_;
    IoPool& io_;

  private:
    void placeNote();

    LatestJob job_;
    QTimer timer_;
    bool isOutdated_ = true;
    FigurePanel* panel_ = nullptr;
    QLabel* note_;
};

} // namespace iic::ui
