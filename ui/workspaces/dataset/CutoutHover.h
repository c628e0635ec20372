#pragma once

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QString>

#include <functional>

class QFrame;
class QLabel;

namespace iic::ui {

class CutoutPictures;
class GalleryView;
class ThumbnailLoader;

/// What rests below the mouse in a gallery, large, with every band by itself, and below it what the tool tip of the item says. In the
/// place of the tool tip.
class CutoutHover : public QObject {
    Q_OBJECT

  public:
    /// The row of the dataset at a place of the gallery.
    using RowOf = std::function<int(int place)>;

    CutoutHover(GalleryView& view, ThumbnailLoader& pictures, RowOf rowOf, QObject* parent);
    ~CutoutHover() override;

    /// Null until the first is shown.
    QFrame* card() const { return card_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    int rowAt(const QPoint& at) const; ///< of the dataset; −1: none
    void ask(const QPoint& at, const QPoint& onScreen);
    void show();
    void hide();
    void makeCard();
    void takeDataset();

    GalleryView& view_;
    ThumbnailLoader& pictures_;
    ThumbnailLoader* bands_; ///< of its own: the other reads those of the selected source
    RowOf rowOf_;
    int row_ = -1; ///< asked about; -1: none
    QString text_;
    QPoint place_;
    QPointer<QFrame> card_;
    CutoutPictures* cutouts_ = nullptr;
    QLabel* words_ = nullptr;
};

} // namespace iic::ui
