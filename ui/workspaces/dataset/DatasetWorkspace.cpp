#include "workspaces/dataset/DatasetWorkspace.h"

#include "models/IssueModel.h"
#include "widgets/GalleryView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/ModelStore.h"
#include "workspaces/Settings.h"
#include "workspaces/SpectrumSection.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetInspector.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/dataset/DatasetSummaryView.h"
#include "workspaces/dataset/DatasetText.h"
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
                                   const ModelStore& models, SpectrumStore& spectra, IssueModel& issues, QWidget* parent)
    : DatasetPage(document, predictions, parent),
      filter_(filter),
      models_(models),
      spectra_(spectra),
      issues_(issues),
      start_(new DatasetStart(
          tr("No dataset is open"),
          tr("A dataset holds cutouts of sources with known classes: what the network learns from and is judged on."))),
      pages_(new QStackedWidget) {
    pages_->addWidget(start_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&document_, &DatasetDocument::datasetChanged, this, &DatasetWorkspace::showDataset);
}

/// Not before it is needed: the program starts a fifth of a second sooner without.
void DatasetWorkspace::makeContent() {
    if (columns_)
        return;
    pictures_ = new ThumbnailLoader(this);
    summary_ = new DatasetSummaryView;
    gallery_ = new DatasetGallery(document_, filter_, *pictures_);
    figures_ = new DatasetFigures(document_, filter_, *pictures_);
    inspector_ = inspectorWithSpectra();
    middle_ = new QSplitter(Qt::Vertical);
    middle_->addWidget(gallery_);
    middle_->addWidget(figures_);
    middle_->setSizes({480, 420});
    columns_ = new QSplitter(Qt::Horizontal);
    summaryPanel_ = summaryPanel();
    columns_->addWidget(summaryPanel_);
    columns_->addWidget(middle_);
    columns_->addWidget(inspector_);
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
    connect(&models_, &ModelStore::changed, this, &DatasetWorkspace::showModel);
    connect(pictures_, &ThumbnailLoader::failed, this, &DatasetWorkspace::tell);
    connect(summary_, &DatasetSummaryView::cellPicked, this, &DatasetWorkspace::filterCell);
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

DatasetInspector* DatasetWorkspace::inspectorWithSpectra() {
    auto* inspector = new DatasetInspector(document_, filter_, predictions_, models_, *pictures_);
    SpectrumSection& spectra =
        inspector->addSpectra(spectra_, {[this]() -> const SourceList& { return document_.sources(); },
                                         [this] { return document_.current(); }, [this](int row) { document_.setCurrent(row); }});
    connect(&document_, &DatasetDocument::currentChanged, &spectra, &SpectrumSection::showCurrent);
    return inspector;
}

InspectorPanel* DatasetWorkspace::makeInspector() {
    makeContent();
    return inspectorWithSpectra();
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
        pictures_->setDataset(dataset, shownInput(dataset->dataset, models_.card()));
    else
        pictures_->setDataset(nullptr);
    pages_->setCurrentWidget(dataset ? static_cast<QWidget*>(columns_) : start_);
}

/// Another model may see another picture of each cutout.
void DatasetWorkspace::showModel() {
    const SharedDataset& dataset = document_.dataset();
    if (!dataset)
        return;
    pictures_->setDataset(dataset, shownInput(dataset->dataset, models_.card()));
    inspector_->showCurrent();
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

/// However many cutouts of the dataset cannot be read, it is one issue.
void DatasetWorkspace::tell(const Error& error) {
    const SharedDataset& open = document_.dataset();
    if (open && error.file == open->dataset.path().string())
        issues_.addOnce(error);
    else
        issues_.add(error);
}

GalleryView* DatasetWorkspace::galleryView() const { return gallery_ ? &gallery_->view() : nullptr; }

void DatasetWorkspace::takeFocus() {
    if (document_.dataset())
        gallery_->view().setFocus();
    else
        start_->setFocus();
}

void DatasetWorkspace::saveState() const {
    if (!columns_)
        return;
    settings::datasetColumns.write(columns_->saveState());
    settings::datasetMiddle.write(middle_->saveState());
}

} // namespace iic::ui
