#pragma once

#include "bridge/ComputeThread.h"
#include "nn/Classifier.h"

#include <optional>

namespace iic::ui {

class IssueModel;

/// The network in use, which lives on the compute thread: loads checkpoints, and does what asks for it.
class ModelStore : public QObject {
    Q_OBJECT

  public:
    ModelStore(ComputeThread& compute, IssueModel& issues, QObject* parent = nullptr);

    /// In the place of one that is still being loaded.
    void load(const std::filesystem::path& checkpoint);

    const std::optional<ModelCard>& card() const { return card_; } ///< nullopt: there is none yet
    const std::filesystem::path& file() const { return file_; } ///< the checkpoint in use
    const DeviceInUse& device() const { return device_; }
    /// The checkpoint was written again since it was loaded.
    bool isOutdated() const { return card_ && hasChangedSince(stamp_, file_); }

    /// Work with the network of now; there must be one.
    template <typename T>
    Job* submit(Priority priority, std::function<JobResult<T>(Classifier&, JobContext&)> work,
                std::function<void(T)> onFinished) {
        return compute_.submit<T>(
            priority,
            [work = std::move(work), classifier = classifier_](JobContext& context) { return work(*classifier, context); },
            std::move(onFinished));
    }
    /// From within batch work: does the interactive jobs that wait.
    void runInteractive() { compute_.runInteractive(); }

  Q_SIGNALS:
    void changed();
    void failed(); ///< to load; the one before stays

  private:
    void take(const std::filesystem::path& checkpoint, std::shared_ptr<Classifier> loaded);
    void retire(std::shared_ptr<Classifier> classifier);

    ComputeThread& compute_;
    IssueModel& issues_;
    std::shared_ptr<Classifier> classifier_; ///< used on the compute thread only
    std::optional<ModelCard> card_;
    std::filesystem::path file_;
    std::optional<FileStamp> stamp_; ///< of the file when it was loaded
    DeviceInUse device_;
    LatestJob loadJob_;
};

} // namespace iic::ui
