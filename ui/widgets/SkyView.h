#pragma once

#include "models/ShownSources.h"
#include "widgets/OutlineDrawing.h"
#include "widgets/SkyPicture.h"
#include "widgets/SourceOverlay.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace iic::ui {

/// A tile on the screen, north up as the image has it: pan by dragging, zoom with the wheel, click to ask about a
/// place (Return: the middle of the view), outline a region by dragging with Shift. Draws what has been composed so far and never
/// waits for more.
class SkyView : public QWidget {
    Q_OBJECT

  public:
    explicit SkyView(QWidget* parent = nullptr);

    void setTile(std::shared_ptr<const Tile> tile);
    void setChannels(const std::array<std::optional<Band>, 3>& channels);
    /// One band through a colour map; nullopt returns to the three channels.
    void setSingleBand(const std::optional<Band>& band, const QString& colourMap);
    void setStretch(const DisplayStretch& stretch);

    /// The sources over the tile, from now on; they outlive the view.
    void setSources(const ShownSources& shown);
    void setSelected(int row); ///< −1: none
    void setOverlayVisible(bool visible);
    void setGridVisible(bool visible);

    void centreOn(const SkyCoord& position); ///< when it is out of view, at the zoom there is
    void zoomToFit();
    void zoomBy(double factor);
    double zoom() const { return zoom_; } ///< screen pixels a pixel of the image
    /// The next drag outlines a region, without Shift too.
    void armOutline();

    QPointF widgetPosition(const PixelCoord& pixel) const;
    QPointF widgetPosition(const SkyCoord& position) const;
    PixelCoord pixelAt(const QPointF& widgetPosition) const;
    QRectF visiblePixels() const; ///< y upwards

  Q_SIGNALS:
    void clicked(const iic::PixelCoord& pixel, const iic::SkyCoord& position);
    /// Its 3 to OutlineDrawing::mostCorners corners.
    void outlineDrawn(const std::vector<iic::SkyCoord>& corners);
    void hovered(const iic::PixelCoord& pixel, const std::optional<iic::SkyCoord>& position);
    void viewChanged(double zoomPercent);
    void firstPictureShown();
    void pictureFailed(const iic::Error& error);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void setZoom(double zoom, const QPointF& fixed);
    void clickAt(const QPointF& place);
    void finishOutline();
    void dropOutline();
    void moveBy(const QPointF& widgetDistance);
    void viewHasChanged();
    void colouringHasChanged();
    void askForPicture();
    bool coversView(const ComposedPart& part) const;
    void drawPart(QPainter& painter, const ComposedPart& part) const;
    void sourcesHaveChanged();
    void drawSelection(QPainter& painter, const SourceList& sources) const;
    double fitZoom() const;

    std::shared_ptr<const Tile> tile_;
    SkyPicture picture_;
    std::array<std::optional<Band>, 3> channels_{Band::W1, Band::W2, Band::W3};
    std::optional<Band> singleBand_;
    QString colourMap_;
    DisplayStretch stretch_;

    const ShownSources* shown_ = nullptr;
    SourceOverlay overlay_;
    int selected_ = -1;
    bool overlayVisible_ = true;
    bool gridVisible_ = false;

    PixelCoord centre_;
    double zoom_ = 1;
    bool isFitted_ = true; ///< follows the size of the window until the user zooms
    bool hasShownPicture_ = false;
    bool isAsking_ = false;
    std::optional<QPointF> pressed_;
    QPointF lastMouse_;
    bool isDragging_ = false;
    OutlineDrawing outline_;
    bool isOutlineArmed_ = false;
};

} // namespace iic::ui
