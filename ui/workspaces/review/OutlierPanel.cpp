#include "workspaces/review/OutlierPanel.h"

#include "bridge/IoPool.h"
#include "models/SourceFilter.h"
#include "plots/ConfidenceView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/Settings.h"
#include "workspaces/evaluate/EvaluationDocument.h"

#include <QLocale>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

const QString outlierGroup = QStringLiteral("reviewOutliers");

std::vector<double> confidencesOfTheRight(const AdjustedSources& judged) {
    std::vector<double> confidences;
    for (std::size_t i = 0; i < judged.predictions.size(); ++i)
        if (judged.predictions[i].best() == static_cast<SourceClass>(judged.sources.truth[i]))
            confidences.push_back(double(judged.predictions[i].confidence()));
    return confidences;
}

} // namespace

OutlierPanel::OutlierPanel(EvaluationDocument& evaluation, SourceFilter& filter, IoPool& io, QWidget* parent)
    : QWidget(parent),
      evaluation_(evaluation),
      filter_(filter),
      io_(io),
      threshold_(settings::outlierThreshold.read()),
      view_(new ConfidenceView),
      panel_(new FigurePanel(io, tr("Confidence"), view_)) {
    view_->setObjectName(QStringLiteral("confidenceHistogram"));
    view_->setAccessibleName(tr("Confidence of the sources that are right"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel_);
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &OutlierPanel::count);
    connect(view_, &ConfidenceView::held, this, [this](double threshold) {
        threshold_ = threshold;
        showTitle();
    });
    connect(view_, &ConfidenceView::chosen, this, &OutlierPanel::choose);
    connect(view_, &ConfidenceView::cleared, this, &OutlierPanel::letGo);
    connect(panel_, &FigurePanel::saved, this, &OutlierPanel::saved);
    connect(panel_, &FigurePanel::failed, this, &OutlierPanel::failed);
    count();
}

bool OutlierPanel::isOutlier(const SourceList& sources, int row, double threshold) {
    const std::optional<SourceClass> truth = sources.truth(row);
    return truth && sources.predictedClass(row) == truth && double(sources.prediction(row)->confidence()) < threshold;
}

void OutlierPanel::count() {
    const SharedSources& judged = evaluation_.sources();
    if (!judged) {
        job_.cancel();
        return show(nullptr);
    }
    Job* job = io_.submit<std::shared_ptr<const ConfidenceFigure>>(
        [judged, threshold = threshold_](JobContext&) -> JobResult<std::shared_ptr<const ConfidenceFigure>> {
            return std::make_shared<const ConfidenceFigure>(confidencesOfTheRight(*judged), threshold);
        },
        [this](const std::shared_ptr<const ConfidenceFigure>& figure) { show(figure->withThreshold(threshold_)); });
    connect(job, &Job::failed, this, &OutlierPanel::failed);
    job_.replace(job);
}

void OutlierPanel::show(std::shared_ptr<const ConfidenceFigure> figure) {
    view_->setConfidences(std::move(figure));
    panel_->setSavable(view_->confidences() != nullptr);
    showTitle();
}

void OutlierPanel::showTitle() {
    const auto& shown = view_->confidences();
    if (!shown)
        return panel_->setTitle(tr("Confidence"));
    const QString limit = QLocale().toString(shown->threshold(), 'f', 2);
    panel_->setTitle(tr("Right but below %1 · %L2 of %L3").arg(limit).arg(shown->below()).arg(shown->total()),
                     {tr("Right but below %1 · %L2").arg(limit).arg(shown->below()), tr("Confidence")});
}

void OutlierPanel::choose(double threshold) {
    threshold_ = threshold;
    settings::outlierThreshold.write(threshold);
    static_cast<void>(filter_.add(tr("right, confidence < %1").arg(QLocale().toString(threshold, 'f', 2)),
                                  QStringLiteral("predicted == truth && confidence < %1").arg(threshold, 0, 'g', 17),
                                  outlierGroup));
    Q_EMIT thresholdChanged();
}

void OutlierPanel::letGo() { filter_.removeGroup(outlierGroup); }

} // namespace iic::ui
