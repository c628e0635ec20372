#include "widgets/StretchPanel.h"

#include "widgets/ColourMap.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

/// The slider is logarithmic: Q from 0.5 to 100.
constexpr int sliderSteps = 200;
double sliderToQ(int step) { return 0.5 * std::pow(200.0, double(step) / sliderSteps); }
int qToSlider(double q) {
    return static_cast<int>(std::lround(std::log(std::clamp(q, 0.5, 100.0) / 0.5) / std::log(200.0) * sliderSteps));
}

enum LimitChoice { Zscale, Percentile };

QComboBox* comboBox(const QString& name) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    return box;
}

} // namespace

StretchPanel::StretchPanel(QWidget* parent)
    : QFrame(parent),
      view_(comboBox(tr("View"))),
      map_(comboBox(tr("Colour map"))),
      channelRow_(new QWidget),
      curve_(comboBox(tr("Stretch"))),
      softening_(new QSlider(Qt::Horizontal)),
      softeningText_(new QLabel),
      limitChoice_(comboBox(tr("Limits"))),
      overlay_(new QCheckBox(tr("Catalog"))),
      grid_(new QCheckBox(tr("Grid"))) {
    setProperty("overlayPanel", true);
    setCursor(Qt::ArrowCursor);
    view_->setObjectName(QStringLiteral("viewChoice"));
    view_->addItem(tr("Composite"), -1);
    for (const auto& [name, shown] : colourMaps())
        map_->addItem(shown, name);
    map_->hide();
    curve_->addItem(tr("linear"), static_cast<int>(StretchCurve::Linear));
    curve_->addItem(tr("asinh"), static_cast<int>(StretchCurve::Asinh));
    curve_->addItem(tr("square root"), static_cast<int>(StretchCurve::SquareRoot));
    curve_->addItem(tr("logarithm"), static_cast<int>(StretchCurve::Logarithm));
    limitChoice_->addItem(tr("zscale"), Zscale);
    limitChoice_->addItem(tr("0.5 – 99.5 %"), Percentile);
    softening_->setRange(0, sliderSteps);
    softening_->setAccessibleName(tr("Softening Q"));
    overlay_->setChecked(true);

    auto* channels = new QHBoxLayout(channelRow_);
    channels->setContentsMargins(0, 0, 0, 0);
    channels->setSpacing(4);
    constexpr std::array<const char*, 3> names{"R", "G", "B"};
    const std::array<QString, 3> fullNames{tr("Red channel"), tr("Green channel"), tr("Blue channel")};
    constexpr std::array<const char*, 3> colours{"#ff6b6b", "#7bd88f", "#6ea8fe"};
    for (std::size_t i = 0; i < 3; ++i) {
        auto* name =
            new QLabel(QStringLiteral("<b style='color:%1'>%2</b>").arg(QLatin1String(colours[i]), QLatin1String(names[i])));
        channels_[i] = comboBox(fullNames[i]);
        channels_[i]->setMinimumContentsLength(2);
        channels->addWidget(name);
        channels->addWidget(channels_[i], 1);
    }
    auto* limitsRow = new QHBoxLayout;
    limitsRow->setSpacing(14);
    limitsRow->addWidget(overlay_);
    limitsRow->addWidget(grid_);
    limitsRow->addStretch();

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(6);
    layout->addWidget(view_, 0, 0, 1, 3);
    layout->addWidget(channelRow_, 1, 0, 1, 3);
    layout->addWidget(map_, 2, 0, 1, 3);
    layout->addWidget(new QLabel(tr("Stretch")), 3, 0);
    layout->addWidget(curve_, 3, 1, 1, 2);
    layout->addWidget(softeningText_, 4, 0);
    layout->addWidget(softening_, 4, 1, 1, 2);
    layout->addWidget(new QLabel(tr("Limits")), 5, 0);
    layout->addWidget(limitChoice_, 5, 1, 1, 2);
    layout->addLayout(limitsRow, 6, 0, 1, 3);
    setFixedWidth(236);
    setAttribute(Qt::WA_NoMousePropagation); // a press beside a control is not one on the sky below

    const auto onChoice = [this](QComboBox* box, auto take) {
        box->setFocusPolicy(Qt::TabFocus); // after a choice by mouse the keys are the sky's again
        connect(box, &QComboBox::currentIndexChanged, this, [this, box, take] {
            if (isFilling_)
                return;
            take(box->currentData());
            tellAll();
        });
    };
    onChoice(view_, [this](const QVariant& band) { choice_.singleBand = band.toInt(); });
    onChoice(map_, [this](const QVariant& name) { choice_.colourMap = name.toString(); });
    onChoice(limitChoice_, [this](const QVariant& limits) { choice_.limits = limits.toInt(); });
    onChoice(curve_, [this](const QVariant& curve) { choice_.curve = static_cast<StretchCurve>(curve.toInt()); });
    for (std::size_t i = 0; i < channels_.size(); ++i)
        onChoice(channels_[i], [this, i](const QVariant& band) { choice_.channels[i] = band.toInt(); });
    connect(softening_, &QSlider::valueChanged, this, [this](int step) {
        if (isFilling_)
            return;
        choice_.softening = sliderToQ(step);
        tellStretch();
    });
    connect(overlay_, &QCheckBox::toggled, this, &StretchPanel::overlayToggled);
    connect(grid_, &QCheckBox::toggled, this, &StretchPanel::gridToggled);
    offerBands();
}

void StretchPanel::setTile(const Tile& tile, const std::array<BandLimits, bandCount>& limits) {
    limits_ = limits;
    bands_.clear();
    for (Band band : allBands)
        if (tile.band(band))
            bands_.push_back(band);
    offerBands();
}

void StretchPanel::setChoice(const StretchChoice& choice) {
    choice_ = choice;
    offerBands();
}

void StretchPanel::offerBands() {
    isFilling_ = true;
    const auto choose = [](QComboBox* box, int band, int otherwise) {
        const int place = box->findData(band);
        box->setCurrentIndex(place >= 0 ? place : otherwise);
    };
    view_->clear();
    view_->addItem(tr("Composite"), -1);
    for (Band band : bands_)
        view_->addItem(tr("%1 alone").arg(QLatin1String(bandName(band).data())), index(band));
    choose(view_, choice_.singleBand, 0);
    for (std::size_t i = 0; i < channels_.size(); ++i) {
        channels_[i]->clear();
        for (Band band : bands_)
            channels_[i]->addItem(QLatin1String(bandName(band).data()), index(band));
        channels_[i]->addItem(QStringLiteral("—"), -1);
        choose(channels_[i], choice_.channels[i], static_cast<int>(std::min(i, bands_.size())));
    }
    map_->setCurrentIndex(std::max(0, map_->findData(choice_.colourMap)));
    limitChoice_->setCurrentIndex(std::max(0, limitChoice_->findData(choice_.limits)));
    curve_->setCurrentIndex(std::max(0, curve_->findData(static_cast<int>(choice_.curve))));
    softening_->setValue(qToSlider(choice_.softening));
    isFilling_ = false;
    tellAll();
}

std::optional<Band> StretchPanel::chosen(const QComboBox* box) const {
    const QVariant band = box->currentData();
    return band.isValid() && band.toInt() >= 0 ? std::optional(static_cast<Band>(band.toInt())) : std::nullopt;
}

std::optional<Band> StretchPanel::singleBand() const { return chosen(view_); }

void StretchPanel::tellAll() {
    const std::optional<Band> single = singleBand();
    channelRow_->setVisible(!single);
    map_->setVisible(single.has_value());
    adjustSize();
    Q_EMIT channelsChanged({chosen(channels_[0]), chosen(channels_[1]), chosen(channels_[2])});
    Q_EMIT singleBandChanged(single, map_->currentData().toString());
    tellStretch();
}

void StretchPanel::tellStretch() {
    const bool isAsinh = choice_.curve == StretchCurve::Asinh;
    softening_->setEnabled(isAsinh);
    softeningText_->setText(tr("Q %1").arg(choice_.softening, 0, 'f', 1));
    DisplayStretch stretch;
    stretch.curve = choice_.curve;
    stretch.softening = choice_.softening;
    const bool byPercentile = choice_.limits == Percentile;
    for (std::size_t i = 0; i < 3; ++i)
        if (const std::optional<Band> band = singleBand() ? singleBand() : chosen(channels_[i])) {
            const BandLimits& found = limits_[static_cast<std::size_t>(index(*band))];
            stretch.limits[i] = byPercentile ? found.percentile : found.zscale;
        }
    Q_EMIT stretchChanged(stretch);
}

bool StretchPanel::isOverlayOn() const { return overlay_->isChecked(); }
bool StretchPanel::isGridOn() const { return grid_->isChecked(); }
void StretchPanel::setOverlay(bool on) { overlay_->setChecked(on); }
void StretchPanel::setGrid(bool on) { grid_->setChecked(on); }

} // namespace iic::ui
