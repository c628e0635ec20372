#pragma once

#include "workspaces/ModelStore.h"
#include "workspaces/explain/ExplainedSource.h"

namespace iic::ui {

/// Has sources explained on the compute thread, before batch work; a newer wish takes the place of the older.
class Explainer : public QObject {
    Q_OBJECT

  public:
    explicit Explainer(ModelStore& models, QObject* parent = nullptr) : QObject(parent), models_(models) {}
    ~Explainer() override {
        cancel();
        costJob_.cancel();
    }

    /// There must be a model.
    void explain(SourceToExplain source);
    void cancel() { job_.cancel(); }
    bool isWorking() const { return job_.isRunning(); }
    /// Shape and cost of the stages of the model in use; costs() follows.
    void countCosts();

  Q_SIGNALS:
    void explained(const iic::ui::SharedExplanation& source, qint64 milliseconds); ///< since the wish
    void failed(const iic::Error& error);
    void costs(const std::vector<iic::StageSummary>& stages);

  private:
    ModelStore& models_;
    LatestJob job_, costJob_;
};

} // namespace iic::ui
