#include "workspaces/SkyWorkspace.h"

#include "widgets/PanelHeader.h"
#include "workspaces/BandReadout.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyInspector.h"
#include "workspaces/SourceTable.h"
#include "workspaces/SpectrumSection.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace iic::ui {

SkyWorkspace::SkyWorkspace(SkyDocument& document, SourceFilter& filter, SkyController& controller, const ModelStore& models,
                           SpectrumStore& spectra, QWidget* parent)
    : SourceWorkspace(parent),
      document_(document),
      filter_(filter),
      controller_(controller),
      models_(models),
      spectra_(spectra),
      sky_(new SkyView),
      stretch_(new StretchPanel(sky_)),
      table_(new SourceTable(document, filter)),
      skyTitle_(panelTitle()),
      skyScale_(panelTitle()),
      tileChoice_(new QComboBox),
      mainSplitter_(new QSplitter(Qt::Horizontal)),
      skySplitter_(new QSplitter(Qt::Vertical)),
      steps_(document.shown(), [&document] { return document.current(); }) {
    skySplitter_->addWidget(skyPanel());
    skySplitter_->addWidget(table_);
    skySplitter_->setStretchFactor(0, 7);
    skySplitter_->setStretchFactor(1, 3);
    skySplitter_->setChildrenCollapsible(false);
    mainSplitter_->addWidget(skySplitter_);
    mainSplitter_->addWidget(makeInspector());
    mainSplitter_->setStretchFactor(0, 1);
    mainSplitter_->setStretchFactor(1, 0);
    mainSplitter_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(mainSplitter_);

    SourceStore& store = document_.store();
    connect(&controller_, &SkyController::tileShown, this, &SkyWorkspace::showTile);
    connect(&document_, &SkyDocument::currentChanged, this, &SkyWorkspace::showCurrent);
    connect(&document_.shown(), &ShownSources::changed, this, &SkyWorkspace::showSources);
    connect(sky_, &SkyView::clicked, &controller_, &SkyController::pick);
    connect(sky_, &SkyView::outlineDrawn, this, &SkyWorkspace::filterRegion);
    connect(sky_, &SkyView::hovered, this, [this](const PixelCoord& pixel, const std::optional<SkyCoord>& position) {
        pointer_ = position;
        Q_EMIT readoutChanged(position ? positionReadout(*position) : QString(),
                              document_.tile() ? bandReadout(*document_.tile(), pixel, position) : QString());
    });
    connect(table_, &SourceTable::picked, this, &SkyWorkspace::select);
    connect(stretch_, &StretchPanel::stretchChanged, sky_, &SkyView::setStretch);
    connect(stretch_, &StretchPanel::channelsChanged, sky_, &SkyView::setChannels);
    connect(stretch_, &StretchPanel::singleBandChanged, sky_, &SkyView::setSingleBand);
    connect(stretch_, &StretchPanel::overlayToggled, sky_, &SkyView::setOverlayVisible);
    connect(stretch_, &StretchPanel::gridToggled, sky_, &SkyView::setGridVisible);
    connect(&store, &SourceStore::wasReset, this, &SkyWorkspace::stateChanged);
    connect(&store, &SourceStore::appended, this, &SkyWorkspace::stateChanged);
    connect(&store, &SourceStore::removed, this, &SkyWorkspace::stateChanged);
    connect(&controller_, &SkyController::classifyingChanged, this, &SkyWorkspace::stateChanged);
    connect(&models_, &ModelStore::changed, this, &SkyWorkspace::stateChanged);
    updateHeader();
}

QList<QWidget*> SkyWorkspace::listViews() { return {sky_, &table_->view()}; }

QWidget* SkyWorkspace::skyPanel() {
    tileChoice_->setAccessibleName(tr("Tile"));
    tileChoice_->hide();
    connect(tileChoice_, &QComboBox::activated, this,
            [this](int which) { controller_.showTile(static_cast<std::size_t>(which)); });
    sky_->setObjectName(QStringLiteral("skyView"));
    sky_->setMinimumSize(360, 240);
    sky_->setSources(document_.shown());
    stretch_->move(12, 12);
    auto* panel = new QWidget;
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(skyTitle_, {tileChoice_, skyScale_}));
    layout->addWidget(sky_, 1);
    return panel;
}

void SkyWorkspace::showTile(const std::array<BandLimits, bandCount>& limits) {
    const auto& tile = document_.tile();
    sky_->setTile(tile);
    stretch_->setTile(*tile, limits);
    tileChoice_->clear();
    for (const ShownTile& shown : controller_.tiles()) {
        tileChoice_->addItem(QString::fromStdString(shown.tile->id));
        if (shown.tile == tile)
            tileChoice_->setCurrentIndex(tileChoice_->count() - 1);
    }
    tileChoice_->setVisible(tileChoice_->count() > 1);
    updateHeader();
}

void SkyWorkspace::updateHeader() {
    const auto& tile = document_.tile();
    if (!tile) {
        skyTitle_->setText(tr("Sky"));
        skyScale_->clear();
        return;
    }
    QStringList bands;
    for (Band band : allBands)
        if (tile->band(band))
            bands << QLatin1String(bandName(band).data());
    skyTitle_->setText(tr("Sky · %1 · %2").arg(QString::fromStdString(tile->id), bands.join(QLatin1Char(' '))));
    const FloatImage& image = tile->reference().pixels;
    skyScale_->setText(
        tr("%1 × %2 px · %3″/px").arg(image.width()).arg(image.height()).arg(tile->reference().wcs.pixelScale(), 0, 'f', 3));
}

void SkyWorkspace::showSources() { sky_->setSelected(document_.current()); }

void SkyWorkspace::showCurrent(int row) {
    sky_->setSelected(row);
    if (row >= 0)
        sky_->centreOn(document_.sources().position(row));
}

InspectorPanel* SkyWorkspace::makeInspector() const {
    auto* inspector = new SkyInspector(document_, controller_, models_);
    SpectrumSection& spectra =
        inspector->addSpectra(spectra_, {[this]() -> const SourceList& { return document_.sources(); },
                                         [this] { return document_.current(); }, [this](int row) { document_.setCurrent(row); }});
    connect(&document_, &SkyDocument::currentChanged, &spectra, &SpectrumSection::showCurrent);
    return inspector;
}

/// A region outlined anew takes the place of the last.
void SkyWorkspace::filterRegion(const std::vector<SkyCoord>& corners) {
    QStringList numbers;
    for (const SkyCoord& corner : corners)
        numbers << QString::number(corner.rightAscension, 'f', 6) << QString::number(corner.declination, 'f', 6);
    const QString condition = QStringLiteral("onsky(ra, dec, %1)").arg(numbers.join(QStringLiteral(", ")));
    if (!filter_.add(tr("region of %n corners", nullptr, static_cast<int>(corners.size())), condition, QStringLiteral("region")))
        Q_EMIT refused(tr("a region this large cannot be asked for"));
}

void SkyWorkspace::select(int row) {
    if (row < 0 || row >= document_.store().size())
        return;
    document_.setCurrent(row);
    sky_->centreOn(document_.sources().position(row));
}

void SkyWorkspace::step(int by) { select(steps_.step(by)); }

void SkyWorkspace::goToNextUnlabelled() { select(steps_.nextUnlabelled()); }

QString SkyWorkspace::goTo(const SkyCoord& position) {
    const auto& tile = document_.tile();
    const std::optional<PixelCoord> pixel = tile ? tile->reference().wcs.toPixel(position) : std::nullopt;
    if (!pixel || !isOnImage(*pixel, tile->reference().pixels))
        return tr("%1 is not on this tile.").arg(QString::fromStdString(sexagesimal(position)));
    sky_->centreOn(position);
    controller_.pick(*pixel, position);
    return {};
}

void SkyWorkspace::labelCurrent(UserLabel label) { document_.labels().give(document_.current(), label); }

QString SkyWorkspace::positionToCopy() const {
    if (document_.current() >= 0)
        return QString::fromStdString(sexagesimal(document_.sources().position(document_.current())));
    return pointer_ ? QString::fromStdString(sexagesimal(*pointer_)) : QString();
}

void SkyWorkspace::saveState() const {
    settings::mainSplitter.write(mainSplitter_->saveState());
    settings::skySplitter.write(skySplitter_->saveState());
    settings::sourceColumns.write(table_->columnState());
    const QHeaderView& columns = *table_->view().horizontalHeader();
    settings::sortColumn.write(columns.sortIndicatorSection());
    settings::sortDescending.write(columns.sortIndicatorOrder() == Qt::DescendingOrder);
    const StretchChoice& choice = stretch_->choice();
    settings::stretchCurve.write(static_cast<int>(choice.curve));
    settings::stretchSoftening.write(choice.softening);
    settings::stretchLimits.write(choice.limits);
    settings::redBand.write(choice.channels[0]);
    settings::greenBand.write(choice.channels[1]);
    settings::blueBand.write(choice.channels[2]);
    settings::singleBand.write(choice.singleBand);
    settings::colourMap.write(choice.colourMap);
    settings::showCatalog.write(stretch_->isOverlayOn());
    settings::showGrid.write(stretch_->isGridOn());
}

void SkyWorkspace::restoreState() {
    mainSplitter_->restoreState(settings::mainSplitter.read());
    skySplitter_->restoreState(settings::skySplitter.read());
    table_->restoreColumns(settings::sourceColumns.read());
    table_->view().sortByColumn(settings::sortColumn.read(),
                                settings::sortDescending.read() ? Qt::DescendingOrder : Qt::AscendingOrder);
    stretch_->setChoice({static_cast<StretchCurve>(settings::stretchCurve.read()),
                         settings::stretchSoftening.read(),
                         settings::stretchLimits.read(),
                         {settings::redBand.read(), settings::greenBand.read(), settings::blueBand.read()},
                         settings::singleBand.read(),
                         settings::colourMap.read()});
    stretch_->setOverlay(settings::showCatalog.read());
    stretch_->setGrid(settings::showGrid.read());
}

} // namespace iic::ui
