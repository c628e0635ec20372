#include "workspaces/SkyInspector.h"

#include "workspaces/InspectedRow.h"

namespace iic::ui {

SkyInspector::SkyInspector(SkyDocument& document, SkyController& controller, const ModelStore& models, QWidget* parent)
    : InspectorPanel(tr("Source inspector"), parent),
      document_(document),
      controller_(controller),
      models_(models),
      population_(document.store(), document.shown(), FilteredOut::Missing) {
    SourceStore& store = document_.store();
    const auto showIfCurrent = [this](int first, int last) {
        if (first <= document_.current() && document_.current() <= last)
            showInspected();
    };
    connect(&controller_, &SkyController::picturesReady, this, &SkyInspector::showInspected);
    connect(&models_, &ModelStore::changed, this, &SkyInspector::showInspected);
    connect(&document_, &SkyDocument::currentChanged, this, &SkyInspector::showInspected);
    connect(&document_.shown(), &ShownSources::changed, this, &SkyInspector::showInspected); // its place among them
    connect(&store, &SourceStore::predictionsChanged, this, showIfCurrent);
    connect(&store, &SourceStore::labelChanged, this, [showIfCurrent](int row) { showIfCurrent(row, row); });
    connect(&document_.labels(), &SourceLabels::writingChanged, this, &SkyInspector::showInspected);
    connect(&population_, &ColourPopulation::ready, &inspector(), &SourceInspector::setPopulation);
    connect(&inspector(), &SourceInspector::labelRequested, this,
            [this](UserLabel label) { document_.labels().give(document_.current(), label); });
    connect(&inspector(), &SourceInspector::pointPicked, &document_, &SkyDocument::setCurrent);
}

void SkyInspector::showEvent(QShowEvent* event) {
    InspectorPanel::showEvent(event);
    showInspected();
}

void SkyInspector::showInspected() {
    if (!isVisible())
        return;
    const int row = document_.current();
    if (row < 0) {
        inspector().clear();
        setCount({});
        return;
    }
    InspectedSource source = inspectedRow(document_.sources(), row, document_.labels(), models_, controller_.refusal());
    source.tileId = QString::fromStdString(document_.tile()->id);
    addPictures(source, controller_.pictures());
    const QString count = placeAmongShown(document_.shown(), row);
    setCount(count);
    inspector().setSource(source, tr("Source %1").arg(count));
}

} // namespace iic::ui
