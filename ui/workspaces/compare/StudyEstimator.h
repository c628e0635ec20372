#pragma once

#include "bridge/ComputeThread.h"
#include "study/StudyRun.h"

#include <QTimer>

namespace iic::ui {

/// What a study will take, worked out on the compute thread behind whatever is under way there; the newest wish counts.
class StudyEstimator : public QObject {
    Q_OBJECT

  public:
    explicit StudyEstimator(ComputeThread& compute, QObject* parent = nullptr);
    ~StudyEstimator() override;

    /// nullopt: there is nothing to estimate.
    void setOptions(const std::optional<StudyOptions>& options);
    /// Of the options set last; nullopt while it is not known.
    const std::optional<StudyEstimate>& estimate() const { return estimate_; }
    /// Why there is none; empty where there is, or will be.
    const QString& fault() const { return fault_; }
    bool isWorking() const { return timer_.isActive() || job_.isRunning(); }

  Q_SIGNALS:
    void changed();

  private:
    void begin();

    ComputeThread& compute_;
    std::optional<StudyOptions> options_;
    std::optional<StudyEstimate> estimate_;
    QString fault_;
    std::shared_ptr<KnownNetworks> known_ = std::make_shared<KnownNetworks>(); ///< the compute thread's
    QTimer timer_;
    LatestJob job_;
};

} // namespace iic::ui
