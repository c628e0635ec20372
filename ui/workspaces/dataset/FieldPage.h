#pragma once

#include "workspaces/dataset/FieldViews.h"
#include "workspaces/dataset/FigurePage.h"

namespace iic::ui {

class ThumbnailLoader;

/// The current row at 600″ and 50″ (paper, Fig. 1), its bands and what the network sees (Fig. 3). The dataset's own pictures come
/// first; the wide view waits for the tile.
class FieldPage : public FigurePage {
    Q_OBJECT

  public:
    FieldPage(DatasetDocument& document, ThumbnailLoader& pictures, IoPool& io);

    bool isBusy() const override { return FigurePage::isBusy() || wideJob_.isRunning() || patience_.isActive(); }

  protected:
    void make() override;

  private:
    void readClose(const SharedDataset& open, const InputOptions& options, std::size_t row);
    void readWide(const SharedDataset& open, const InputOptions& options, std::size_t row);
    void takeWide(FieldPicture picture);
    void showNothing(const QString& reason);
    void showViews();

    ThumbnailLoader& pictures_;
    FigureView* view_;
    QString name_; ///< of the source whose views these are
    std::optional<CloseViews> close_;
    std::optional<FieldPicture> wide_;
    std::shared_ptr<WideViews> tiles_; ///< belongs to the thread of `wideIo_`
    QTimer patience_; ///< the dataset's own pictures wait this long for the wide view
    LatestJob wideJob_;
    IoPool wideIo_{1};
};

} // namespace iic::ui
