#pragma once

#include "analysis/CrossValidation.h"
#include "bridge/Job.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QObject>

namespace iic::ui {

class ComputeThread;
class DatasetDocument;
class ModelStore;
class ProjectStore;
class Retraining;
class TrainingController;

/// What networks say of the labels of a training split, each of the sources that it has not learned from.
struct TrainingDoubts {
    SharedDataset dataset;
    CrossValidation answers;
    LabelSuspects suspects; ///< places in answers.rows, classes by SourceClass
};
using SharedDoubts = std::shared_ptr<const TrainingDoubts>;

/// Has the labels that a network learned from doubted by networks that did not: the run under review is made once a fold, with the
/// user's corrections, and asked about the sources it was not shown. Stopped and begun again it goes on where it was.
class CrossValidator : public QObject {
    Q_OBJECT

  public:
    struct Plan {
        int folds = 3;
        int epochs = 1; ///< of each network
    };

    CrossValidator(DatasetDocument& dataset, ModelStore& models, ComputeThread& compute, TrainingController& training,
                   ProjectStore& project, const Retraining& retraining, QObject* parent = nullptr);
    ~CrossValidator() override;

    /// As long as the run under review needed for its best epoch.
    Plan proposedPlan() const;
    /// As the run under review took; nullopt where there is none.
    std::optional<double> expectedSeconds(const Plan& plan) const;
    /// Of the run whose recipe is followed; empty: the paper's.
    QString recipeName() const;
    /// Why none can be begun; empty where it can.
    QString whyNot() const;
    void start(const Plan& plan);
    bool isBusy() const { return job_.isRunning(); }

    /// Of the open dataset; null while there are none.
    const SharedDoubts& doubts() const { return doubts_; }

  Q_SIGNALS:
    void changed();
    void jobStarted(iic::ui::Job* job, const QString& title);
    void failed(const iic::Error& error);

  private:
    CrossValidationOptions optionsOf(const Plan& plan) const;
    void takeDataset();

    DatasetDocument& dataset_;
    ModelStore& models_;
    ComputeThread& compute_;
    TrainingController& training_;
    ProjectStore& project_;
    const Retraining& retraining_;
    SharedDoubts doubts_;
    LatestJob job_;
};

} // namespace iic::ui
