#include "workspaces/dataset/DatasetPage.h"

#include "widgets/GalleryView.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyController.h"

#include <cmath>

namespace iic::ui {

DatasetPage::DatasetPage(DatasetDocument& document, DatasetPredictions& predictions, QWidget* parent)
    : SourceWorkspace(parent),
      document_(document),
      predictions_(predictions),
      steps_(document.shown(), [&document] { return document.current(); }) {
    connect(&predictions_, &DatasetPredictions::changed, this, &DatasetPage::stateChanged);
}

bool DatasetPage::hasPositions() const {
    return document_.dataset() && document_.dataset()->dataset.card().kind != DatasetKind::Images;
}

QString DatasetPage::goTo(const SkyCoord& position) {
    if (!hasPositions())
        return tr("The pictures of this dataset have no place on the sky.");
    const int row = document_.sources().nearestOnSky(position, SkyController::pickRadius);
    if (row < 0)
        return tr("No cutout of this dataset is at %1.").arg(QString::fromStdString(sexagesimal(position)));
    select(row);
    return {};
}

void DatasetPage::step(int by) {
    if (const int row = steps_.step(by); row >= 0)
        document_.setCurrent(row);
}

void DatasetPage::goToNextUnlabelled() {
    if (const int row = steps_.nextUnlabelled(); row >= 0)
        document_.setCurrent(row);
}

QString DatasetPage::positionToCopy() const {
    if (document_.current() < 0)
        return {};
    const SkyCoord position = document_.sources().position(document_.current());
    return std::isfinite(position.rightAscension) ? QString::fromStdString(sexagesimal(position)) : QString();
}

void DatasetPage::zoomBy(double factor) {
    if (GalleryView* view = galleryView())
        view->setPictureSide(static_cast<int>(std::lround(view->pictureSide() * factor)));
}

void DatasetPage::zoomToFit() {
    if (GalleryView* view = galleryView())
        view->setPictureSide(settings::galleryPictureSide.fallback);
}

QList<QWidget*> DatasetPage::listViews() { return galleryView() ? QList<QWidget*>{galleryView()} : QList<QWidget*>(); }

} // namespace iic::ui
