#pragma once

#include "analysis/ClassifyDataset.h"
#include "bridge/Job.h"
#include "workspaces/SourceLabels.h"

namespace iic::ui {

class IssueModel;
class ModelStore;

/// What a list of sources is classified on: a tile, or a dataset.
struct ClassifiedSubject {
    QString name; ///< beside what is to be told of it
    /// What keeps a model from seeing it right, else what to beware of. Quick.
    std::function<Result<std::vector<std::string>>(const ModelCard& card)> check;
    /// Answers for rows of a list and what the list tells of these, telling of pieces as they are done; on the compute thread.
    std::function<JobResult<RowPredictions>(std::span<const std::size_t> rows, const SourcesToClassify& sources,
                                            Classifier& classifier, const OnPredictions& onPiece, JobContext& context)>
        classify;
};

/// What the model says of a list of sources: of the selected one at once, of all when the user asks.
class ListClassifier : public QObject {
    Q_OBJECT

  public:
    ListClassifier(SourceStore& store, SourceLabels& labels, ModelStore& models, IssueModel& issues, QObject* parent = nullptr);
    ~ListClassifier() override;

    /// Nullopt: nothing is open.
    void setSubject(std::optional<ClassifiedSubject> subject);
    /// Why the list cannot be classified; empty when it can.
    QString refusal() const;

    /// In the place of the one asked for before; −1: of none. One that has its answer is not asked about again.
    void classify(int row);
    void classifyAll();
    bool isClassifying() const { return !allJob_.isNull(); }
    /// Rows are going to be others.
    void cancel();

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    /// Another model, another refusal, or the end or beginning of classifying all.
    void changed();
    void refused(const iic::Error& error);
    void classified(); ///< all of them, or those that were done when it ended

  private:
    void takeModel();
    void check();
    bool canClassify() const;
    void tellUnread(const RowPredictions& result);
    void reportFailures(Job* job);

    SourceStore& store_;
    SourceLabels& labels_;
    ModelStore& models_;
    IssueModel& issues_;
    std::optional<ClassifiedSubject> subject_;
    std::optional<Error> refusal_;
    LatestJob oneJob_;
    QPointer<Job> allJob_;
};

} // namespace iic::ui
