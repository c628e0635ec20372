#include "workspaces/dataset/DatasetWorkspace.h"

#include "models/IssueModel.h"
#include "widgets/GalleryView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/InspectedRow.h"
#include "workspaces/InspectorPanel.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyController.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/dataset/DatasetSummaryView.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/FigureWork.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr int narrowestSummary = 320; // pixels

/// A text of a condition.
QString quoted(const std::string& text) {
    QString escaped = QString::fromStdString(text);
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

} // namespace

DatasetWorkspace::DatasetWorkspace(DatasetDocument& document, SourceFilter& filter, DatasetPredictions& predictions,
                                   const ModelStore& models, IssueModel& issues, QWidget* parent)
    : SourceWorkspace(parent),
      document_(document),
      filter_(filter),
      predictions_(predictions),
      models_(models),
      issues_(issues),
      start_(new DatasetStart),
      pages_(new QStackedWidget),
      steps_(document.shown(), [&document] { return document.current(); }),
      population_(document.store(), document.shown(), FilteredOut::Missing, &classInDataset) {
    pages_->addWidget(start_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&document_, &DatasetDocument::datasetChanged, this, &DatasetWorkspace::showDataset);
    connect(&predictions_, &DatasetPredictions::changed, this, &DatasetWorkspace::stateChanged);
}

/// Not before it is needed: the program starts a fifth of a second sooner without.
void DatasetWorkspace::makeContent() {
    if (columns_)
        return;
    pictures_ = new ThumbnailLoader(this);
    summary_ = new DatasetSummaryView;
    gallery_ = new DatasetGallery(document_, filter_, *pictures_);
    figures_ = new DatasetFigures(document_, filter_, *pictures_);
    inspectorPanel_ = new InspectorPanel(tr("Source inspector"));
    inspector_ = &inspectorPanel_->inspector();
    middle_ = new QSplitter(Qt::Vertical);
    middle_->addWidget(gallery_);
    middle_->addWidget(figures_);
    middle_->setSizes({480, 420});
    columns_ = new QSplitter(Qt::Horizontal);
    summaryPanel_ = summaryPanel();
    columns_->addWidget(summaryPanel_);
    columns_->addWidget(middle_);
    columns_->addWidget(inspectorPanel_);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({335, 800, 400});
    for (QSplitter* splitter : {columns_, middle_})
        splitter->setChildrenCollapsible(false);
    columns_->restoreState(settings::datasetColumns.read());
    middle_->restoreState(settings::datasetMiddle.read());
    pages_->addWidget(columns_);
    connectContent();
    Q_EMIT listViewMade(&gallery_->view());
}

void DatasetWorkspace::connectContent() {
    connect(&document_, &DatasetDocument::currentChanged, this, &DatasetWorkspace::showCurrent);
    connect(&models_, &ModelStore::changed, this, &DatasetWorkspace::showModel);
    connect(&document_.shown(), &ShownSources::changed, this, &DatasetWorkspace::showInspected); // its place among them
    connect(&document_.store(), &SourceStore::predictionsChanged, this, [this](int first, int last) {
        if (first <= document_.current() && document_.current() <= last)
            showInspected();
    });
    connect(&document_.store(), &SourceStore::labelChanged, this, [this](int row) {
        if (row == document_.current())
            showInspected();
    });
    connect(&document_.labels(), &SourceLabels::writingChanged, this, &DatasetWorkspace::showInspected);
    connect(&predictions_, &DatasetPredictions::changed, this, &DatasetWorkspace::showInspected);
    connect(pictures_, &ThumbnailLoader::bandsReady, this, &DatasetWorkspace::showPictures);
    connect(pictures_, &ThumbnailLoader::bandsFailed, this, &DatasetWorkspace::showFault);
    connect(pictures_, &ThumbnailLoader::failed, this, &DatasetWorkspace::tell);
    connect(summary_, &DatasetSummaryView::cellPicked, this, &DatasetWorkspace::filterCell);
    connect(&population_, &ColourPopulation::ready, inspector_, &SourceInspector::setPopulation);
    connect(inspector_, &SourceInspector::labelRequested, this, &DatasetWorkspace::labelCurrent);
    connect(inspector_, &SourceInspector::pointPicked, this, &DatasetWorkspace::select);
    connect(figures_, &DatasetFigures::pointPicked, this, &DatasetWorkspace::select);
    connect(figures_, &DatasetFigures::saved, this, &DatasetWorkspace::figureSaved);
    connect(figures_, &DatasetFigures::failed, this, &DatasetWorkspace::tell);
}

DatasetGallery& DatasetWorkspace::gallery() {
    makeContent();
    return *gallery_;
}

DatasetFigures& DatasetWorkspace::figures() {
    makeContent();
    return *figures_;
}

DatasetSummaryView& DatasetWorkspace::summary() {
    makeContent();
    return *summary_;
}

QWidget* DatasetWorkspace::summaryPanel() {
    auto* scroll = new QScrollArea;
    scroll->setWidget(summary_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* panel = new QWidget;
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Dataset")), {}));
    layout->addWidget(scroll, 1);
    return panel;
}

void DatasetWorkspace::setStartActions(const QList<QAction*>& actions) { start_->setActions(actions); }

void DatasetWorkspace::showDataset() {
    const SharedDataset& dataset = document_.dataset();
    if (dataset)
        makeContent();
    if (!columns_)
        return;
    summary_->setDataset(dataset);
    summaryPanel_->setMinimumWidth(std::max(narrowestSummary, summary_->minimumSizeHint().width()));
    if (dataset)
        pictures_->setDataset(dataset, inputOptions());
    else
        pictures_->setDataset(nullptr);
    pages_->setCurrentWidget(dataset ? static_cast<QWidget*>(columns_) : start_);
}

/// As the model sees the cutouts, where it can.
InputOptions DatasetWorkspace::inputOptions() const {
    const Dataset& dataset = document_.dataset()->dataset;
    if (models_.card() && dataset.checkInputs(models_.card()->input))
        return models_.card()->input;
    return shownInput(dataset);
}

/// Another model may see another picture of each cutout.
void DatasetWorkspace::showModel() {
    if (!document_.dataset())
        return;
    pictures_->setDataset(document_.dataset(), inputOptions());
    showCurrent(document_.current());
}

/// A number of the table becomes a condition, in the place of that of another number.
void DatasetWorkspace::filterCell(std::optional<std::uint8_t> label, std::optional<DatasetSplit> split) {
    const QString group = QStringLiteral("datasetCell");
    QStringList titles, conditions;
    if (label && *label == noLabel) {
        titles << tr("no class");
        conditions << QStringLiteral("isnull(dataset_class)");
    } else if (label) {
        const std::string& name = document_.dataset()->dataset.card().classes.at(*label);
        titles << QString::fromStdString(name);
        conditions << QStringLiteral("dataset_class == ") + quoted(name);
    }
    if (split) {
        titles << splitText(*split);
        conditions << QStringLiteral("split == ") + quoted(std::string(splitName(*split)));
    }
    if (conditions.isEmpty())
        return filter_.removeGroup(group);
    static_cast<void>(filter_.add(titles.join(QStringLiteral(" · ")), conditions.join(QStringLiteral(" && ")), group));
}

void DatasetWorkspace::showCurrent(int row) {
    currentPictures_ = {};
    currentFault_.clear();
    if (row >= 0)
        pictures_->requestBands(static_cast<std::size_t>(row));
    showInspected();
}

/// However many cutouts of the dataset cannot be read, it is one issue.
void DatasetWorkspace::tell(const Error& error) {
    const SharedDataset& open = document_.dataset();
    if (open && error.file == open->dataset.path().string())
        issues_.addOnce(error);
    else
        issues_.add(error);
}

void DatasetWorkspace::showFault(std::size_t row, const Error& error) {
    if (static_cast<int>(row) != document_.current())
        return;
    currentFault_ = unreadText(error);
    showInspected();
}

void DatasetWorkspace::showPictures(std::size_t row, const InspectionPictures& pictures) {
    if (static_cast<int>(row) != document_.current())
        return;
    currentPictures_ = pictures;
    showInspected();
}

void DatasetWorkspace::showInspected() {
    const int row = document_.current();
    if (row < 0) {
        inspector_->clear();
        inspectorPanel_->setCount({});
        return;
    }
    const QString count = placeAmongShown(document_.shown(), row);
    inspectorPanel_->setCount(count);
    inspector_->setSource(inspected(row), tr("Cutout %1").arg(count));
}

InspectedSource DatasetWorkspace::inspected(int row) const {
    InspectedSource source = inspectedRow(document_.sources(), row, document_.labels(), models_, predictions_.refusal());
    addPictures(source, currentPictures_);
    source.pictureFault = currentFault_;
    const OpenDataset& dataset = *document_.dataset();
    const DatasetCard& card = dataset.dataset.card();
    const auto at = static_cast<std::size_t>(row);
    if (const std::int32_t tile = dataset.columns.tile[at]; tile >= 0)
        source.tileId = QString::fromStdString(card.tiles[static_cast<std::size_t>(tile)].id);
    if (card.kind == DatasetKind::Images)
        source.planeNames = card.planes < 3 ? QStringList{tr("Grey")} : QStringList{tr("Red"), tr("Green"), tr("Blue")};
    QStringList facts;
    if (const std::uint8_t label = dataset.columns.label[at]; label != noLabel)
        facts << tr("class of the dataset: %1").arg(QString::fromStdString(card.classes[label]));
    facts << splitText(dataset.columns.split[at]);
    for (const QualityFlag flag : qualityFlags)
        if (dataset.columns.flags[at] & bit(flag))
            facts << flagText(flag);
    source.flags = facts.join(QStringLiteral(" · "));
    return source;
}

bool DatasetWorkspace::hasPositions() const {
    return document_.dataset() && document_.dataset()->dataset.card().kind != DatasetKind::Images;
}

void DatasetWorkspace::select(int row) { document_.setCurrent(row); }

QString DatasetWorkspace::goTo(const SkyCoord& position) {
    if (!hasPositions())
        return tr("The pictures of this dataset have no place on the sky.");
    const int row = document_.sources().nearestOnSky(position, SkyController::pickRadius);
    if (row < 0)
        return tr("No cutout of this dataset is at %1.").arg(QString::fromStdString(sexagesimal(position)));
    select(row);
    return {};
}

void DatasetWorkspace::step(int by) {
    if (const int row = steps_.step(by); row >= 0)
        document_.setCurrent(row);
}

void DatasetWorkspace::goToNextUnlabelled() {
    if (const int row = steps_.nextUnlabelled(); row >= 0)
        document_.setCurrent(row);
}

void DatasetWorkspace::labelCurrent(UserLabel label) { document_.labels().give(document_.current(), label); }

QString DatasetWorkspace::positionToCopy() const {
    if (document_.current() < 0)
        return {};
    const SkyCoord position = document_.sources().position(document_.current());
    return std::isfinite(position.rightAscension) ? QString::fromStdString(sexagesimal(position)) : QString();
}

void DatasetWorkspace::zoomBy(double factor) {
    if (gallery_)
        gallery_->view().setPictureSide(static_cast<int>(std::lround(gallery_->view().pictureSide() * factor)));
}

void DatasetWorkspace::zoomToFit() {
    if (gallery_)
        gallery_->view().setPictureSide(settings::galleryPictureSide.fallback);
}

void DatasetWorkspace::takeFocus() {
    if (document_.dataset())
        gallery_->view().setFocus();
    else
        start_->setFocus();
}

QList<QWidget*> DatasetWorkspace::listViews() { return gallery_ ? QList<QWidget*>{&gallery_->view()} : QList<QWidget*>(); }

void DatasetWorkspace::saveState() const {
    if (!columns_)
        return;
    settings::datasetColumns.write(columns_->saveState());
    settings::datasetMiddle.write(middle_->saveState());
}

} // namespace iic::ui
