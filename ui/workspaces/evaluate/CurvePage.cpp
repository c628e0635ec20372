#include "workspaces/evaluate/CurvePage.h"

#include "plots/RocView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/FigureParts.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

CurvePage::CurvePage(RocFigure::Kind kind, EvaluationDocument& document, EvaluationPicks& picks, IoPool& io)
    : kind_(kind),
      document_(document),
      picks_(picks),
      view_(new RocView),
      logarithmic_(kind == RocFigure::Kind::Roc
                       ? figureSwitch(QStringLiteral("logarithmicRates"), tr("Log axis"),
                                      tr("False positive rates on a logarithmic axis"), settings::rocIsLogarithmic)
                       : nullptr),
      panel_(nullptr),
      rates_(figureNote(logarithmic_ ? QStringLiteral("rocRates") : QStringLiteral("precisionRates"))) {
    view_->setObjectName(logarithmic_ ? QStringLiteral("rocCurves") : QStringLiteral("precisionCurves"));
    view_->setMinimumHeight(130);
    panel_ = new FigurePanel(io, logarithmic_ ? tr("ROC · one versus rest") : tr("Precision and recall"), view_,
                             logarithmic_ ? QList<QWidget*>{logarithmic_} : QList<QWidget*>());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panel_, 1);
    layout->addWidget(rates_);

    if (logarithmic_)
        connect(logarithmic_, &QToolButton::toggled, this, &CurvePage::show);
    connect(view_, &RocView::held, this, &CurvePage::showRates);
    connect(view_, &RocView::chosen, &picks_, &EvaluationPicks::pickThreshold);
    connect(view_, &RocView::cleared, &picks_, &EvaluationPicks::clearThresholds);
    connect(&picks_, &EvaluationPicks::changed, this, &CurvePage::show);
    connect(&document_, &EvaluationDocument::resultChanged, this, &CurvePage::show);
    show();
}

void CurvePage::show() {
    const auto& result = document_.result();
    std::shared_ptr<const RocFigure> curves;
    if (result) {
        const auto& made = kind_ == RocFigure::Kind::Roc ? result->roc : result->precision;
        bool hasCurve = false;
        for (std::size_t which = 0; which < classCount; ++which)
            hasCurve = hasCurve || made->hasCurve(which);
        if (hasCurve) {
            RocFigure::Options options{kind_, logarithmic_ && logarithmic_->isChecked(), {}, picks_.thresholds()};
            if (!options.kept.empty())
                options.held = options.kept.back();
            curves = made->with(options);
        }
    }
    view_->setPlaceholder(result ? tr("One class alone cannot be told from the rest.") : tr("Nothing is evaluated yet."));
    panel_->setSavable(curves != nullptr);
    view_->setCurves(std::move(curves));
    rates_->setVisible(view_->curves() != nullptr);
    if (!picks_.thresholds().empty())
        showRates(picks_.thresholds().back());
    else
        rates_->setText(tr("Drag a mark along its curve to set a threshold."));
}

void CurvePage::showRates(const RocFigure::Held& held) {
    if (view_->curves())
        rates_->setText(view_->curves()->ratesText(held));
}

} // namespace iic::ui
