#pragma once

#include "analysis/ClassifyDataset.h"
#include "workspaces/ModelStore.h"
#include "workspaces/dataset/DatasetDocument.h"

namespace iic::ui {

/// What the model says of the open dataset: of the selected cutout at once, of all when the user asks.
class DatasetPredictions : public QObject {
    Q_OBJECT

  public:
    DatasetPredictions(DatasetDocument& document, ModelStore& models, IssueModel& issues, QObject* parent = nullptr);
    ~DatasetPredictions() override;

    /// Why the dataset cannot be classified; empty when it can.
    QString refusal() const;
    void classifyAll();
    bool isClassifying() const { return !allJob_.isNull(); }

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    /// Another model, another refusal, or the end or beginning of classifying all.
    void changed();

  private:
    void takeModel();
    void checkModel();
    void classify(int row);
    void tellUnread(const RowPredictions& result);
    void cancel();

    DatasetDocument& document_;
    ModelStore& models_;
    IssueModel& issues_;
    std::optional<Error> refusal_;
    LatestJob oneJob_;
    QPointer<Job> allJob_;
};

} // namespace iic::ui
