#pragma once

#include "analysis/ClassifySpectra.h"
#include "bridge/ComputeThread.h"

namespace iic::ui {

class IssueModel;

/// The network that classifies spectra, beside the one that classifies images (ModelStore). It lives on the compute thread.
class SpectrumNetwork : public QObject {
    Q_OBJECT

  public:
    SpectrumNetwork(ComputeThread& compute, IssueModel& issues, QObject* parent = nullptr);

    /// Takes a checkpoint of a network that reads spectra in the place of the one before; any other file is for somebody else.
    void load(const std::filesystem::path& checkpoint);
    const std::optional<ModelCard>& card() const { return card_; } ///< nullopt: there is none yet

    /// What it says of a spectrum; nullopt where it has no input of it, which is an issue. There must be a network.
    Job* classify(std::shared_ptr<const Spectrum> spectrum, std::function<void(std::optional<Prediction>)> onAnswer);

  Q_SIGNALS:
    void changed();
    void notOfSpectra(const std::filesystem::path& checkpoint); ///< nothing was loaded

  private:
    using Shared = std::shared_ptr<Classifier>;

    void take(Shared loaded);

    ComputeThread& compute_;
    IssueModel& issues_;
    Shared classifier_; ///< used on the compute thread only
    std::optional<ModelCard> card_;
    LatestJob loadJob_;
};

} // namespace iic::ui
