#pragma once

#include "bridge/ComputeThread.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <QFileSystemWatcher>

namespace iic::ui {

class DatasetDocument;
class IssueModel;
class ModelStore;

/// Has networks judge a split of the open dataset. The one that is evaluated becomes the model in use, so that every page says
/// what it says.
class RunJudge : public QObject {
    Q_OBJECT

  public:
    RunJudge(EvaluationDocument& document, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
             IssueModel& issues, QObject* parent = nullptr);
    ~RunJudge() override;

    /// Loads the model where another is in use, or its file was written again.
    /// And then, where one is named, another network on the same sources.
    void judge(const std::filesystem::path& model, DatasetSplit split, const std::filesystem::path& other = {});
    /// Another network on the same sources.
    void compare(const std::filesystem::path& model);
    /// By what the network says of the validation split, unless it is known.
    void fitTemperature();
    void cancel();
    bool isJudging() const { return awaited_.has_value() || job_.isRunning() || temperatureJob_.isRunning(); }

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    void changed(); ///< begun or ended, or what was judged by may have been written again

  private:
    struct Wish {
        std::filesystem::path model;
        DatasetSplit split;
        std::filesystem::path other;
    };
    using Work = std::function<JobResult<SharedJudgement>(Classifier&, JobContext&)>;

    void takeModel();
    void takeDataset();
    void watchWeights();
    void begin(const Wish& wish);
    Work judging(const SharedDataset& dataset, const Wish& wish);
    void follow(LatestJob& latest, Job* job, const QString& title);

    EvaluationDocument& document_;
    DatasetDocument& dataset_;
    ModelStore& models_;
    ComputeThread& compute_;
    IssueModel& issues_;
    std::optional<Wish> awaited_; ///< the model is being loaded
    LatestJob job_, temperatureJob_;
    QFileSystemWatcher folders_; ///< of the weights that were judged by
};

} // namespace iic::ui
