#include "workspaces/train/CurvesPanel.h"

#include "plots/LearningCurvesView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/Settings.h"

#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QSplitter>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int mostSmoothing = 95; // hundredths

} // namespace

CurvesPanel::CurvesPanel(QWidget* parent)
    : QWidget(parent),
      isLogarithmic_(new QCheckBox(tr("Log"))),
      isWhole_(new QCheckBox(tr("Whole run"))),
      smoothing_(new QSlider(Qt::Horizontal)),
      lossView_(new LearningCurvesView),
      accuracyView_(new LearningCurvesView) {
    lossView_->setObjectName(QStringLiteral("lossCurves"));
    accuracyView_->setObjectName(QStringLiteral("accuracyCurves"));
    lossPanel_ = new FigurePanel(io_, tr("Loss"), lossView_, makeControls());
    accuracyPanel_ = new FigurePanel(io_, tr("Accuracy"), accuracyView_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(lossPanel_, 1);
    layout->addWidget(accuracyPanel_, 1);
    connect(lossView_, &LearningCurvesView::epochPointed, accuracyView_, &LearningCurvesView::pointAt);
    connect(accuracyView_, &LearningCurvesView::epochPointed, lossView_, &LearningCurvesView::pointAt);
    for (FigurePanel* panel : {lossPanel_, accuracyPanel_}) {
        connect(panel, &FigurePanel::saved, this, &CurvesPanel::saved);
        connect(panel, &FigurePanel::failed, this, &CurvesPanel::failed);
    }
}

CurvesPanel::~CurvesPanel() = default;

QList<QWidget*> CurvesPanel::makeControls() {
    isLogarithmic_->setObjectName(QStringLiteral("lossIsLogarithmic"));
    isLogarithmic_->setToolTip(tr("The loss on a logarithmic axis"));
    isLogarithmic_->setChecked(settings::curvesAreLogarithmic.read());
    isWhole_->setObjectName(QStringLiteral("curvesAreWhole"));
    isWhole_->setToolTip(tr("The axis goes to the last epoch that was asked for"));
    isWhole_->setChecked(settings::curvesAreWhole.read());
    auto* smooth = new QLabel(tr("Smooth"));
    smoothing_->setObjectName(QStringLiteral("curveSmoothing"));
    smoothing_->setRange(0, mostSmoothing);
    smoothing_->setPageStep(10);
    smoothing_->setFixedWidth(80);
    smoothing_->setAccessibleName(tr("Smoothing, hundredths"));
    smoothing_->setValue(settings::curveSmoothing.read());
    smooth->setBuddy(smoothing_);
    showSmoothing();
    connect(isLogarithmic_, &QCheckBox::toggled, this, [this](bool isOn) {
        settings::curvesAreLogarithmic.write(isOn);
        draw();
    });
    connect(isWhole_, &QCheckBox::toggled, this, [this](bool isOn) {
        settings::curvesAreWhole.write(isOn);
        draw();
    });
    connect(smoothing_, &QSlider::valueChanged, this, [this](int hundredths) {
        settings::curveSmoothing.write(hundredths);
        showSmoothing();
        draw();
    });
    return {isLogarithmic_, isWhole_, smooth, smoothing_};
}

void CurvesPanel::showSmoothing() {
    smoothing_->setToolTip(tr("Smoothing %1: the share of what came before in each point; the plain values stay behind, faint")
                               .arg(QLocale().toString(smoothing_->value() / 100.0, 'f', 2)));
}

void CurvesPanel::show(Shown shown, const QString& reason) {
    shown_ = std::move(shown);
    lossView_->setPlaceholder(reason);
    accuracyView_->setPlaceholder(reason);
    draw();
}

void CurvesPanel::draw() {
    draw(*lossView_, *lossPanel_, LearningCurvesOptions::Quantity::Loss);
    draw(*accuracyView_, *accuracyPanel_, LearningCurvesOptions::Quantity::Accuracy);
}

void CurvesPanel::draw(LearningCurvesView& view, FigurePanel& panel, LearningCurvesOptions::Quantity quantity) {
    const bool isLoss = quantity == LearningCurvesOptions::Quantity::Loss;
    std::shared_ptr<const LearningCurvesFigure> figure;
    if (!shown_.runs.empty())
        figure = std::make_shared<LearningCurvesFigure>(
            shown_.runs, LearningCurvesOptions{quantity, smoothing_->value() / 100.0, isLoss && isLogarithmic_->isChecked(),
                                               isWhole_->isChecked() ? shown_.epochsAsked : 0, shown_.halvesAfter});
    panel.setSavable(figure != nullptr && figure->epochs() > 0);
    view.setCurves(std::move(figure));
}

void CurvesPanel::setFolder(const QString& folder) {
    lossPanel_->setFolder(folder);
    accuracyPanel_->setFolder(folder);
}

/// In: so far; out: the whole run.
void CurvesPanel::zoomBy(double factor) { isWhole_->setChecked(factor < 1); }

void CurvesPanel::zoomToFit() { isWhole_->setChecked(true); }

} // namespace iic::ui
