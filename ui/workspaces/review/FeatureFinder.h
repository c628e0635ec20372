#pragma once

#include "bridge/IoPool.h"
#include "workspaces/evaluate/EvaluationWork.h"
#include "workspaces/review/FeatureWork.h"

#include <QObject>

namespace iic::ui {

class ComputeThread;
class DatasetDocument;
class EvaluationDocument;
class ModelStore;

/// Lays what is evaluated out in a plane of the network's features on other threads, and tells the rows of the dataset their places.
/// Works only while it is asked to; what it has found stays until something else is evaluated.
class FeatureFinder : public QObject {
    Q_OBJECT

  public:
    FeatureFinder(EvaluationDocument& evaluation, DatasetDocument& dataset, ModelStore& models, ComputeThread& compute,
                  QObject* parent = nullptr);
    ~FeatureFinder() override;

    FeaturePlane plane() const { return plane_; }
    /// Chosen again, it begins anew what was stopped.
    void choose(FeaturePlane plane);
    /// Works the plane out unless it is there, under way or was given up.
    void find();
    bool isBusy() const { return featuresJob_.isRunning() || planeJob_.isRunning(); }

    /// In the plane chosen, also while t-SNE still moves them; null: there are none yet.
    SharedPlaces places() const { return placed() ? placed() : live_; }
    QString whyNone() const; ///< there are no places
    bool hasNetwork() const; ///< the one that was evaluated is in use
    /// Null while they are not there.
    const std::shared_ptr<const FeatureTable>& features() const { return features_; }
    const SharedJudgement& judgement() const { return judgement_; } ///< of the features; null: none

  Q_SIGNALS:
    void changed();
    void jobStarted(iic::ui::Job* job, const QString& title);
    void failed(const iic::Error& error);

  private:
    const SharedPlaces& placed() const { return placed_[static_cast<std::size_t>(plane_)]; }
    SharedPlaces& placed() { return placed_[static_cast<std::size_t>(plane_)]; }
    void takeEvaluation();
    void findFeatures();
    void findPlane();
    void tellRows();
    void follow(LatestJob& latest, Job* job, const QString& title);
    void dropJob(LatestJob& latest);

    EvaluationDocument& evaluation_;
    DatasetDocument& dataset_;
    ModelStore& models_;
    ComputeThread& compute_;
    FeaturePlane plane_ = FeaturePlane::Principal;
    SharedJudgement judgement_;
    std::shared_ptr<const FeatureTable> features_;
    std::array<SharedPlaces, 2> placed_;
    SharedPlaces live_;
    QString fault_; ///< why the work was given up
    int dropped_ = 0; ///< jobs, which are not the user's to know of
    LatestJob featuresJob_, planeJob_;
    IoPool io_{1};
};

} // namespace iic::ui
