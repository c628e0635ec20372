#include "workspaces/evaluate/EvaluationFigures.h"

#include "plots/FigureView.h"
#include "plots/MagnitudeFigure.h"
#include "plots/ReliabilityView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/evaluate/ComparePage.h"
#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/evaluate/CurvePage.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/EvaluationTables.h"

#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace iic::ui {

EvaluationFigures::EvaluationFigures(EvaluationDocument& document, EvaluationPicks& picks, DatasetDocument& dataset, IoPool& io,
                                     QWidget* parent)
    : QWidget(parent),
      document_(document),
      picks_(picks),
      dataset_(dataset),
      tabs_(new QTabWidget),
      reliability_(new ReliabilityView),
      magnitudes_(new FigureView),
      reliabilityPanel_(new FigurePanel(io, tr("Reliability of the confidences"), reliability_)),
      magnitudesPanel_(new FigurePanel(io, tr("Purity and completeness"), magnitudes_)),
      samples_(new ContentTable(io, tr("Confidences of chosen sources"))) {
    for (FigureView* view : {static_cast<FigureView*>(reliability_), magnitudes_})
        view->setMinimumHeight(130);
    tabs_->setObjectName(QStringLiteral("evaluationFigures"));
    tabs_->setDocumentMode(true);
    tabs_->setUsesScrollButtons(true);
    tabs_->setAccessibleName(tr("Figures of the evaluation"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
    auto* roc = new CurvePage(RocFigure::Kind::Roc, document, picks, io);
    auto* precision = new CurvePage(RocFigure::Kind::PrecisionRecall, document, picks, io);
    auto* comparison = new ComparePage(document, picks, io);
    samples_->view().setObjectName(QStringLiteral("chosenConfidences"));
    add(roc, roc->panel(), tr("ROC"), tr("Rates of true and false positives of each class against the rest"));
    add(precision, precision->panel(), tr("Precision"), tr("Precision against recall of each class"));
    add(reliabilityPanel_, *reliabilityPanel_, tr("Reliability"), tr("How often sources of a confidence are right"));
    add(magnitudesPanel_, *magnitudesPanel_, tr("Magnitudes"), tr("Purity and completeness by magnitude"));
    add(samples_, samples_->panel(), tr("Samples"), tr("What the network says of the sources chosen in the gallery"));
    add(comparison, comparison->panel(), tr("Changes"), tr("Sources to which another run gives another class"));
    tabs_->setCurrentIndex(settings::evaluationPage.read());
    connect(tabs_, &QTabWidget::currentChanged, this, [](int page) { settings::evaluationPage.write(page); });

    reliability_->setObjectName(QStringLiteral("reliability"));
    connect(reliability_, &ReliabilityView::picked, &picks_, &EvaluationPicks::pickRange);
    connect(reliability_, &ReliabilityView::cleared, &picks_, &EvaluationPicks::clearRanges);
    connect(&picks_, &EvaluationPicks::changed, this, &EvaluationFigures::showResult);
    connect(&document_, &EvaluationDocument::resultChanged, this, &EvaluationFigures::showResult);
    connect(samples_, &ContentTable::activated, this, [this](int line) {
        if (line < static_cast<int>(dataset_.chosen().size()))
            dataset_.setCurrent(dataset_.chosen()[static_cast<std::size_t>(line)]);
    });
    connect(&dataset_, &DatasetDocument::chosenChanged, this, &EvaluationFigures::showSamples);
    connect(&dataset_.store(), &SourceStore::predictionsChanged, this, &EvaluationFigures::showSamples);
    showResult();
    showSamples();
}

void EvaluationFigures::add(QWidget* page, FigurePanel& panel, const QString& title, const QString& about) {
    page->setAccessibleName(title);
    tabs_->setTabToolTip(tabs_->addTab(page, title), about);
    connect(&panel, &FigurePanel::saved, this, &EvaluationFigures::saved);
    connect(&panel, &FigurePanel::failed, this, &EvaluationFigures::failed);
}

void EvaluationFigures::setPage(Page page) { tabs_->setCurrentIndex(static_cast<int>(page)); }

void EvaluationFigures::showResult() {
    const auto& result = document_.result();
    const bool hasSources = result && !result->surroundings.members.empty();
    const QString reason = result ? tr("No judged source passes the filter.") : tr("Nothing is evaluated yet.");
    std::shared_ptr<const ReliabilityFigure> reliability;
    FigurePointer magnitudes;
    if (hasSources)
        reliability = std::make_shared<const ReliabilityFigure>(result->surroundings.evaluation->reliability,
                                                                document_.adjustment().temperature.value_or(1), picks_.ranges());
    if (hasSources && !result->magnitudes.empty())
        magnitudes = std::make_shared<const MagnitudeFigure>(result->magnitudes);
    reliability_->setPlaceholder(reason);
    magnitudes_->setPlaceholder(hasSources ? tr("No source has a magnitude in W1.") : reason);
    reliabilityPanel_->setSavable(reliability != nullptr);
    magnitudesPanel_->setSavable(magnitudes != nullptr);
    reliability_->setReliability(std::move(reliability));
    magnitudes_->setFigure(std::move(magnitudes));
}

void EvaluationFigures::showSamples() {
    ContentModel::Marks marks;
    for (const int row : dataset_.chosen())
        marks.push_back(dataset_.sources().truth(row));
    samples_->setContent(sampleTable(dataset_.sources(), dataset_.chosen()), std::move(marks),
                         tr("Choose up to six sources in the gallery, with Ctrl, to see what the network says of each."));
}

} // namespace iic::ui
