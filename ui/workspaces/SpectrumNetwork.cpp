#include "workspaces/SpectrumNetwork.h"

#include "models/IssueModel.h"

#include <utility>

namespace iic::ui {

SpectrumNetwork::SpectrumNetwork(ComputeThread& compute, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), issues_(issues) {}

void SpectrumNetwork::load(const std::filesystem::path& checkpoint) {
    Job* job = compute_.submit<Shared>(
        Priority::Interactive,
        [checkpoint](JobContext&) -> JobResult<Shared> {
            Result<Classifier> loaded = Classifier::load(checkpoint);
            if (!loaded || !checkReadsSpectra(loaded->card()))
                return Shared();
            return std::make_shared<Classifier>(std::move(*loaded));
        },
        [this, checkpoint](Shared loaded) {
            if (loaded)
                take(std::move(loaded));
            else
                Q_EMIT notOfSpectra(checkpoint);
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    loadJob_.replace(job);
}

/// What LibTorch made is taken apart on its own thread too.
void SpectrumNetwork::take(Shared loaded) {
    card_ = loaded->card();
    compute_.submit<std::monostate>(
        Priority::Batch,
        [before = std::exchange(classifier_, std::move(loaded))](JobContext&) -> JobResult<std::monostate> {
            return std::monostate{};
        },
        [](std::monostate) {});
    Q_EMIT changed();
}

Job* SpectrumNetwork::classify(std::shared_ptr<const Spectrum> spectrum,
                               std::function<void(std::optional<Prediction>)> onAnswer) {
    Job* job = compute_.submit<std::optional<Prediction>>(
        Priority::Interactive,
        [spectrum = std::move(spectrum), classifier = classifier_](JobContext&) -> JobResult<std::optional<Prediction>> {
            Result<Prediction> answer = classifySpectrum(*spectrum, *classifier);
            if (answer)
                return std::optional(std::move(*answer));
            answer.error().file = spectrum->name;
            return tl::unexpected<Stop>(std::move(answer).error());
        },
        onAnswer);
    connect(job, &Job::failed, this, [this, onAnswer](const Error& error) {
        issues_.addOnce(error);
        onAnswer(std::nullopt);
    });
    return job;
}

} // namespace iic::ui
