#pragma once

#include "astro/TileSet.h"
#include "imaging/Display.h"

#include <QFrame>

#include <array>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;

namespace iic::ui {

/// Limits of a band found two ways.
struct BandLimits {
    Limits zscale;
    Limits percentile;
};

/// What the user has chosen, whatever the bands of the tile that is open. −1: none.
struct StretchChoice {
    StretchCurve curve = StretchCurve::Asinh;
    double softening = DisplayStretch{}.softening;
    int limits = 0; ///< 0 zscale, 1 percentile
    std::array<int, 3> channels{0, 1, 2}; ///< bands
    int singleBand = -1;
    QString colourMap;
};

/// How the sky is coloured: three bands or one, limits, stretch, and what is laid over it. Floats on the sky view.
class StretchPanel : public QFrame {
    Q_OBJECT

  public:
    explicit StretchPanel(QWidget* parent = nullptr);

    /// Offers the bands of a tile and tells the view how to begin: as chosen, with the first bands for those that the
    /// tile does not have.
    void setTile(const Tile& tile, const std::array<BandLimits, bandCount>& limits);

    const StretchChoice& choice() const { return choice_; }
    void setChoice(const StretchChoice& choice);
    bool isOverlayOn() const;
    bool isGridOn() const;
    void setOverlay(bool on);
    void setGrid(bool on);

  Q_SIGNALS:
    void stretchChanged(const iic::DisplayStretch& stretch);
    void channelsChanged(const std::array<std::optional<iic::Band>, 3>& channels);
    void singleBandChanged(const std::optional<iic::Band>& band, const QString& colourMap);
    void overlayToggled(bool on);
    void gridToggled(bool on);

  private:
    std::optional<Band> chosen(const QComboBox* box) const;
    std::optional<Band> singleBand() const;
    void offerBands();
    void tellAll();
    void tellStretch();

    std::array<BandLimits, bandCount> limits_;
    std::vector<Band> bands_; ///< of the tile
    StretchChoice choice_;
    bool isFilling_ = false; ///< the boxes, which is no choice of the user's
    QComboBox* view_;
    std::array<QComboBox*, 3> channels_;
    QComboBox* map_;
    QWidget* channelRow_;
    QComboBox* curve_;
    QSlider* softening_;
    QLabel* softeningText_;
    QComboBox* limitChoice_;
    QCheckBox* overlay_;
    QCheckBox* grid_;
};

} // namespace iic::ui
