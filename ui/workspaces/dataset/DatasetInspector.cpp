#include "workspaces/dataset/DatasetInspector.h"

#include "workspaces/InspectedRow.h"
#include "workspaces/dataset/ColourPage.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/FigureWork.h"
#include "workspaces/dataset/ThumbnailLoader.h"

namespace iic::ui {

DatasetInspector::DatasetInspector(DatasetDocument& document, SourceFilter& filter, DatasetPredictions& predictions,
                                   const ModelStore& models, ThumbnailLoader& pictures, QWidget* parent)
    : InspectorPanel(tr("Source inspector"), parent),
      document_(document),
      predictions_(predictions),
      models_(models),
      pictures_(pictures),
      population_(document.store(), document.shown(), FilteredOut::Missing, &classInDataset) {
    connect(&document_, &DatasetDocument::currentChanged, this, &DatasetInspector::showCurrent);
    connect(&document_.shown(), &ShownSources::changed, this, &DatasetInspector::showInspected); // its place among them
    connect(&document_.store(), &SourceStore::predictionsChanged, this, [this](int first, int last) {
        if (first <= document_.current() && document_.current() <= last)
            showInspected();
    });
    connect(&document_.store(), &SourceStore::labelChanged, this, [this](int row) {
        if (row == document_.current())
            showInspected();
    });
    connect(&document_.labels(), &SourceLabels::writingChanged, this, &DatasetInspector::showInspected);
    connect(&predictions_, &DatasetPredictions::changed, this, &DatasetInspector::showInspected);
    connect(&pictures_, &ThumbnailLoader::bandsReady, this, &DatasetInspector::showPictures);
    connect(&pictures_, &ThumbnailLoader::bandsFailed, this, &DatasetInspector::showFault);
    connect(&population_, &ColourPopulation::ready, &inspector(), &SourceInspector::setPopulation);
    connect(&inspector(), &SourceInspector::labelRequested, this,
            [this](UserLabel label) { document_.labels().give(document_.current(), label); });
    connect(&inspector(), &SourceInspector::pointPicked, &document_, &DatasetDocument::setCurrent);
    inspector().setOutlinesOn(true);
    connect(&inspector(), &SourceInspector::outlineDrawn, this,
            [&filter](const QPolygonF& outline, Qt::KeyboardModifiers modifiers) {
                ColourPage::keepInside(filter, outline, modifiers);
            });
}

void DatasetInspector::showEvent(QShowEvent* event) {
    InspectorPanel::showEvent(event);
    showCurrent();
}

void DatasetInspector::showCurrent() {
    if (!isVisible())
        return;
    currentPictures_ = {};
    currentFault_.clear();
    if (document_.current() >= 0)
        pictures_.requestBands(static_cast<std::size_t>(document_.current()));
    showInspected();
}

void DatasetInspector::showFault(std::size_t row, const Error& error) {
    if (static_cast<int>(row) != document_.current())
        return;
    currentFault_ = unreadText(error);
    showInspected();
}

void DatasetInspector::showPictures(std::size_t row, const InspectionPictures& pictures) {
    if (static_cast<int>(row) != document_.current())
        return;
    currentPictures_ = pictures;
    showInspected();
}

void DatasetInspector::showInspected() {
    if (!isVisible())
        return;
    const int row = document_.current();
    if (row < 0) {
        inspector().clear();
        setCount({});
        return;
    }
    const QString count = placeAmongShown(document_.shown(), row);
    setCount(count);
    inspector().setSource(inspected(row), tr("Cutout %1").arg(count));
}

InspectedSource DatasetInspector::inspected(int row) const {
    InspectedSource source = inspectedRow(document_.sources(), row, document_.labels(), models_, predictions_.refusal());
    addPictures(source, currentPictures_);
    source.pictureFault = currentFault_;
    const OpenDataset& dataset = *document_.dataset();
    const DatasetCard& card = dataset.dataset.card();
    const auto at = static_cast<std::size_t>(row);
    if (const std::int32_t tile = dataset.columns.tile[at]; tile >= 0)
        source.tileId = QString::fromStdString(card.tiles[static_cast<std::size_t>(tile)].id);
    source.planeNames = imagePlaneNames(card);
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

} // namespace iic::ui
