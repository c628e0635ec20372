#pragma once

#include "bridge/IoPool.h"
#include "workspaces/dataset/DatasetPage.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/NetworkBox.h"

class QAction;
class QSplitter;
class QStackedWidget;

namespace iic::ui {

class ComputeThread;
class DatasetGallery;
class DatasetInspector;
class DatasetStart;
class EvaluationBar;
class EvaluationFigures;
class EvaluationPicks;
class EvaluationWorker;
class MatrixPanel;
class RunJudge;
class RunStore;
class ScorePanel;
class ThumbnailLoader;

/// How good a network is on the open dataset, with every number leading back to the sources behind it: matrix, curves and scores
/// on the left, the cutouts of what is picked in the middle, the inspector on the right. While no dataset is open, the ways to one.
class EvaluateWorkspace : public DatasetPage {
    Q_OBJECT

  public:
    EvaluateWorkspace(DatasetDocument& dataset, SourceFilter& filter, DatasetPredictions& predictions, ModelStore& models,
                      const RunStore& runs, ComputeThread& compute, IssueModel& issues, QWidget* parent = nullptr);
    ~EvaluateWorkspace() override;

    /// Offered while no dataset is open.
    void setStartActions(const QList<QAction*>& actions);

    EvaluationDocument& evaluation() { return evaluation_; }
    EvaluationPicks& picks() { return *picks_; }
    RunJudge& judge() { return *judge_; }
    EvaluationBar& bar();
    /// Two checkpoints on the split that is chosen, the page of their changes shown.
    void compareRuns(const std::filesystem::path& model, const std::filesystem::path& other);
    DatasetGallery& gallery();
    EvaluationFigures& figures();
    /// Something is being judged or computed.
    bool isBusy() const;

    void takeFocus() override;

    void saveState() const;

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    void figureSaved(const QString& file);
    /// Of a run in its folder; the frequencies in the order of the dataset's classes.
    void reportWanted(const std::filesystem::path& run, const std::optional<iic::ClassProbabilities>& priors);

  protected:
    GalleryView* galleryView() const override;
    void showEvent(QShowEvent* event) override;

  private:
    void makeContent();
    QWidget* makeLeft();
    void showDataset();
    void showModel();
    void showNetworks();
    void showJudged();
    void askReport();

    SourceFilter& filter_;
    ModelStore& models_;
    const RunStore& runs_;
    IssueModel& issues_;
    EvaluationDocument evaluation_;
    EvaluationPicks* picks_;
    RunJudge* judge_;
    EvaluationWorker* worker_;
    DatasetStart* start_;
    QStackedWidget* pages_;
    // All null until the workspace is seen with a dataset.
    ThumbnailLoader* pictures_ = nullptr;
    EvaluationBar* bar_ = nullptr;
    MatrixPanel* matrix_ = nullptr;
    EvaluationFigures* figures_ = nullptr;
    ScorePanel* scores_ = nullptr;
    DatasetGallery* gallery_ = nullptr;
    DatasetInspector* inspector_ = nullptr;
    QSplitter* columns_ = nullptr;
    QSplitter* left_ = nullptr;
    QWidget* content_ = nullptr;
    IoPool io_{1}; ///< writes figures
};

} // namespace iic::ui
