#include "workspaces/review/ReviewFigures.h"

#include "workspaces/Settings.h"
#include "workspaces/review/FeaturePage.h"
#include "workspaces/review/LastStepPage.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace iic::ui {

ReviewFigures::ReviewFigures(EvaluationDocument& evaluation, DatasetDocument& document, SourceFilter& filter,
                             FeatureFinder& finder, IsolationFinder& isolation, const ModelStore& models, IoPool& io,
                             QWidget* parent)
    : QWidget(parent),
      tabs_(new QTabWidget),
      colours_(new ColourPage(document, filter, io)),
      features_(new FeaturePage(evaluation, document, filter, finder, isolation, models, io)),
      lastStep_(new LastStepPage(evaluation, finder, io)) {
    tabs_->setObjectName(QStringLiteral("reviewFigures"));
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Figures"));
    addPage(colours_, tr("Colours"), tr("W1 − W2 against W2 − W3 of all sources by class"));
    addPage(features_, tr("Features"), tr("What was evaluated, as the network's last layer tells it apart"));
    tabs_->setTabToolTip(tabs_->addTab(lastStep_, tr("Last step")),
                         tr("A support vector machine on the features in the place of the network's last layer"));
    connect(lastStep_, &LastStepPage::failed, this, &ReviewFigures::failed);
    connect(lastStep_, &LastStepPage::saved, this, &ReviewFigures::saved);
    connect(lastStep_, &LastStepPage::jobStarted, this, &ReviewFigures::jobStarted);
    connect(colours_, &ColourPage::pointPicked, this, &ReviewFigures::pointPicked);
    connect(features_, &FeaturePage::pointPicked, this, &ReviewFigures::pointPicked);
    tabs_->setCurrentIndex(settings::reviewPage.read());
    connect(tabs_, &QTabWidget::currentChanged, this, [](int page) { settings::reviewPage.write(page); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
}

void ReviewFigures::addPage(FigurePage* page, const QString& title, const QString& about) {
    page->setAccessibleName(title);
    tabs_->setTabToolTip(tabs_->addTab(page, title), about);
    connect(page, &FigurePage::failed, this, &ReviewFigures::failed);
    connect(page, &FigurePage::saved, this, &ReviewFigures::saved);
}

void ReviewFigures::setPage(Page page) { tabs_->setCurrentIndex(static_cast<int>(page)); }

bool ReviewFigures::isBusy() const { return colours_->isBusy() || features_->isBusy() || lastStep_->isBusy(); }

void ReviewFigures::setMarked(const ColourPage::Marked& isMarked) {
    colours_->setMarked(isMarked);
    features_->setMarked(isMarked);
}

} // namespace iic::ui
