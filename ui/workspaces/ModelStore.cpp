#include "workspaces/ModelStore.h"

#include "models/IssueModel.h"

#include <utility>

namespace iic::ui {

ModelStore::ModelStore(ComputeThread& compute, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), issues_(issues) {}

void ModelStore::load(const std::filesystem::path& checkpoint) {
    using Loaded = std::shared_ptr<Classifier>;
    Job* job = compute_.submit<Loaded>(
        Priority::Interactive,
        [checkpoint](JobContext&) -> JobResult<Loaded> {
            Result<Classifier> loaded = Classifier::load(checkpoint);
            if (!loaded)
                return tl::unexpected<Stop>(loaded.error());
            if (loaded->card().spec.architecture == Architecture::SpectrumNet)
                return tl::unexpected<Stop>(Error{
                    ErrorCode::ModelMismatch, checkpoint.string(), "the network reads spectra, and cannot classify images", {}});
            return std::make_shared<Classifier>(std::move(*loaded));
        },
        [this, checkpoint](Loaded loaded) { take(checkpoint, std::move(loaded)); });
    connect(job, &Job::failed, this, [this](const Error& error) {
        issues_.add(error);
        Q_EMIT failed();
    });
    loadJob_.replace(job);
}

void ModelStore::take(const std::filesystem::path& checkpoint, std::shared_ptr<Classifier> loaded) {
    file_ = checkpoint;
    stamp_ = loaded->stamp();
    card_ = loaded->card();
    device_ = loaded->device();
    retire(std::exchange(classifier_, std::move(loaded)));
    Q_EMIT changed();
}

/// What LibTorch made is taken apart on its own thread too.
void ModelStore::retire(std::shared_ptr<Classifier> classifier) {
    compute_.submit<std::monostate>(
        Priority::Batch,
        [classifier = std::move(classifier)](JobContext&) -> JobResult<std::monostate> { return std::monostate{}; },
        [](std::monostate) {});
}

} // namespace iic::ui
