#pragma once

#include "bridge/IoPool.h"
#include "workspaces/dataset/DatasetPage.h"
#include "workspaces/review/Retraining.h"

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace iic::ui {

class CaseStore;
class CasesPanel;
class ComputeThread;
class CrossValidator;
class DatasetGallery;
class DatasetInspector;
class DatasetStart;
class EvaluationDocument;
class FeatureFinder;
class IsolationFinder;
class IssueModel;
class MistakeFinder;
class MistakeGroups;
class ModelStore;
class OutlierPanel;
class ProjectStore;
class ReviewFigures;
class RunStore;
class SourceFilter;
class SuspectCards;
class ThumbnailLoader;
class TrainingController;

/// The wrong and the doubtful sources of what was evaluated last: groups of mistakes on the left, outliers on the colours and
/// features and by confidence in the middle, above the cutouts of what is picked, the inspector on the right.
class ReviewWorkspace : public DatasetPage {
    Q_OBJECT

  public:
    ReviewWorkspace(EvaluationDocument& evaluation, DatasetDocument& dataset, SourceFilter& filter,
                    DatasetPredictions& predictions, ModelStore& models, ComputeThread& compute, IssueModel& issues,
                    TrainingController& training, RunStore& runs, ProjectStore& project, CaseStore& cases,
                    QWidget* parent = nullptr);
    ~ReviewWorkspace() override;

    /// Offered while no dataset is open.
    void setStartActions(const QList<QAction*>& actions);

    OutlierPanel& outliers();
    MistakeGroups& groups();
    CasesPanel& cases();
    SuspectCards& suspects();
    enum class LeftPage { Mistakes, Cases, Labels };
    void setLeftPage(LeftPage page);
    ReviewFigures& figures();
    FeatureFinder& features() { return *features_; }
    IsolationFinder& isolation() { return *isolation_; }
    MistakeFinder& finder() { return *finder_; }
    Retraining& retraining() { return *retraining_; }
    CrossValidator& validator() { return *validator_; }
    DatasetGallery& gallery();
    bool isBusy() const;

    void takeFocus() override;
    void saveState() const;

  Q_SIGNALS:
    void evaluationWanted(); ///< of the network in use, while there is none
    void comparisonWanted(const iic::ui::Retraining::Pair& runs);
    void figureSaved(const QString& file);
    void jobStarted(iic::ui::Job* job, const QString& title);

  protected:
    GalleryView* galleryView() const override;
    void showEvent(QShowEvent* event) override;

  private:
    void makeContent();
    QWidget* makeLeft();
    QWidget* makeMiddle();
    void showPage();
    void showModel();
    void markOutliers();

    EvaluationDocument& evaluation_;
    SourceFilter& filter_;
    ModelStore& models_;
    IssueModel& issues_;
    FeatureFinder* features_;
    IsolationFinder* isolation_;
    MistakeFinder* finder_;
    Retraining* retraining_;
    CrossValidator* validator_;
    CaseStore& cases_;
    DatasetStart* noDataset_;
    DatasetStart* notEvaluated_;
    QAction* evaluate_;
    QStackedWidget* pages_;
    // All null until the workspace is seen with something evaluated.
    ThumbnailLoader* pictures_ = nullptr;
    QTabWidget* left_ = nullptr;
    MistakeGroups* groups_ = nullptr;
    CasesPanel* casesPanel_ = nullptr;
    SuspectCards* suspects_ = nullptr;
    ReviewFigures* figures_ = nullptr;
    OutlierPanel* outliers_ = nullptr;
    DatasetGallery* gallery_ = nullptr;
    DatasetInspector* inspector_ = nullptr;
    QSplitter* columns_ = nullptr;
    QSplitter* middle_ = nullptr;
    IoPool io_{1}; ///< figures, and their files
};

} // namespace iic::ui
