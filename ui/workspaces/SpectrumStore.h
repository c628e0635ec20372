#pragma once

#include "bridge/IoPool.h"
#include "spectra/SpectrumFiles.h"
#include "workspaces/SpectrumNetwork.h"

namespace iic::ui {

/// The spectra that are open: what is told of each, the one that is looked at, and what the network says of that.
class SpectrumStore : public QObject {
    Q_OBJECT

  public:
    static constexpr double matchRadius = 3; ///< arcsec: the fibres of SDSS are 3″ wide

    SpectrumStore(ComputeThread& compute, IssueModel& issues, QObject* parent = nullptr);

    /// Reads files, and of folders those named as spectra, adds them to the list and looks at the first of them. What cannot be
    /// read is one issue.
    void open(std::vector<std::filesystem::path> paths);
    void closeAll();

    const std::vector<SpectrumHead>& heads() const { return heads_; }
    int current() const { return current_; } ///< −1: none
    void setCurrent(int which);
    /// Of the current one; null until it is read.
    const std::shared_ptr<const Spectrum>& spectrum() const { return spectrum_; }
    const std::optional<Prediction>& prediction() const { return prediction_; }
    bool isUnreadable() const { return isUnreadable_; } ///< the current one, now
    /// The nearest within the radius of a place on the sky; −1: none.
    int nearest(const SkyCoord& place) const;

    /// Whether panels that show them are wanted: from the first that is opened on, and as the user says.
    bool isWanted() const { return isWanted_; }
    void setWanted(bool isWanted);

    SpectrumNetwork& network() { return network_; }
    IoPool& io() { return io_; }
    void tellFailed(const Error& error); ///< of a panel of theirs

  Q_SIGNALS:
    void listChanged();
    void currentChanged(int which); ///< another one is looked at
    void changed(); ///< what is known of the current one
    void wantedChanged(bool isWanted);
    void openWanted(); ///< the user asks for files
    void saved(const QString& file); ///< a figure of one
    void jobStarted(iic::ui::Job* job, const QString& what);

  private:
    struct Opened {
        std::vector<SpectrumHead> heads;
        std::vector<Error> unread;
    };

    static JobResult<Opened> readHeads(const std::vector<std::filesystem::path>& paths, JobContext& context);
    void take(Opened opened);
    void tell(const std::vector<Error>& unread);
    void readCurrent();
    void askNetwork();

    IssueModel& issues_;
    SpectrumNetwork network_;
    IoPool io_{2};
    std::vector<SpectrumHead> heads_;
    int current_ = -1;
    std::shared_ptr<const Spectrum> spectrum_;
    std::optional<Prediction> prediction_;
    bool isWanted_ = false, isUnreadable_ = false;
    LatestJob readJob_, askJob_;
};

} // namespace iic::ui
