#pragma once

#include "bridge/IoPool.h"
#include "imaging/Display.h"
#include "workspaces/Inspection.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QImage>
#include <QTimer>

#include <list>
#include <unordered_map>
#include <unordered_set>

namespace iic::ui {

/// How the pictures of a gallery are stretched.
enum class PictureStretch {
    AsTheNetwork, ///< each as the network sees it, which fits the stretch to the source
    SameForAll, ///< so that brightness and colours compare; images are as they are
};

/// Pictures of a dataset's rows as the network sees them, or stretched alike, read on a thread of its own in small batches: what is wanted
/// now comes first, what is no longer wanted is not read. Belongs to the thread of the window, where nothing here waits.
class ThumbnailLoader : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t defaultBudget = std::size_t{96} << 20; ///< bytes
    static constexpr std::size_t batchSize = 32; ///< rows; fewer of large cutouts

    explicit ThumbnailLoader(QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    /// Forgets all pictures. Null: no dataset. What keeps the options from being met is told by failed().
    void setDataset(SharedDataset dataset);
    void setDataset(SharedDataset dataset, const InputOptions& options);
    const SharedDataset& dataset() const { return dataset_; }
    const InputOptions& options() const { return options_; }
    /// Forgets all pictures where it is another.
    void setStretch(PictureStretch stretch);

    /// Pictures kept, in bytes; those wanted are kept beyond that.
    void setBudget(std::size_t bytes);
    std::size_t bytesKept() const { return bytesKept_; }

    /// What is there by now; null while it is not, and where it cannot be read.
    QImage picture(std::size_t row) const;
    /// It was read in vain.
    bool isUnreadable(std::size_t row) const { return unreadable_.contains(row); }
    /// The rows to read, the most urgent first, in the place of those wished for before.
    void want(std::vector<std::size_t> rows);

    /// Asks for the input and every band by itself of one row, in the place of a row asked for before.
    void requestBands(std::size_t row);

  Q_SIGNALS:
    /// There are no pictures any more, and may be others.
    void wasReset();
    void wasRestretched(); ///< the pictures come again, stretched otherwise
    /// These have come, told at most every 40 ms.
    void ready(const std::vector<std::size_t>& rows);
    /// These cannot be read.
    void missed(const std::vector<std::size_t>& rows);
    /// Of images the bands are red, green and blue.
    void bandsReady(std::size_t row, const iic::ui::InspectionPictures& pictures);
    void bandsFailed(std::size_t row, const iic::Error& error);
    /// Once for a dataset, whatever the number of rows that cannot be read.
    void failed(const iic::Error& error);

  private:
    struct Kept {
        QImage picture;
        std::list<std::size_t>::iterator place; ///< in `used_`
    };
    struct Batch {
        std::vector<std::size_t> rows;
        std::vector<QImage> pictures; ///< one a row, null where it cannot be read
        std::optional<Error> error; ///< of the first that cannot
        std::optional<DisplayStretch> common;
    };
    /// What a batch is read by.
    struct Reading {
        SharedDataset dataset;
        InputOptions options;
        PictureStretch stretch;
        std::optional<DisplayStretch> common; ///< of those alike; nullopt: not yet known
    };
    static Result<std::vector<QImage>> readTogether(Reading& reading, std::span<const std::size_t> rows);
    static Batch readBatch(Reading reading, std::vector<std::size_t> rows);

    std::size_t rowsAtOnce() const;
    void forgetPictures();
    void readNext();
    void take(Batch batch);
    void keep(std::size_t row, const QImage& picture);
    void trim();
    void tellReady();
    void refuse(const Error& error);

    SharedDataset dataset_;
    InputOptions options_;
    PictureStretch stretch_ = PictureStretch::AsTheNetwork;
    std::optional<DisplayStretch> common_;
    bool canShow_ = false;
    bool hasFailed_ = false; ///< and said so
    std::size_t budget_ = defaultBudget;
    std::size_t bytesKept_ = 0;
    mutable std::list<std::size_t> used_; ///< rows, the one used last in front
    std::unordered_map<std::size_t, Kept> kept_;
    std::unordered_set<std::size_t> unreadable_;
    std::vector<std::size_t> wanted_; ///< the most urgent last
    std::unordered_set<std::size_t> wantedNow_; ///< of the last wish, not to be thrown away
    std::vector<std::size_t> come_; ///< not yet told
    QTimer tellTimer_;
    LatestJob batchJob_, bandsJob_;
    IoPool io_{2};
};

} // namespace iic::ui
