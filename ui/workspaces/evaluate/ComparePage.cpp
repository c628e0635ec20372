#include "workspaces/evaluate/ComparePage.h"

#include "plots/ConfusionView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/FigureParts.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

const QString apart = QStringLiteral("   ");

/// A line break only where parts stand apart.
QString brokenBetweenParts(const QString& text) {
    QStringList parts = text.split(apart);
    parts.replaceInStrings(QStringLiteral(" "), QString(QChar(QChar::Nbsp)));
    return parts.join(apart);
}

} // namespace

ComparePage::ComparePage(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io)
    : document_(document),
      picks_(picks),
      view_(new ConfusionView),
      panel_(nullptr),
      flipped_(new QToolButton),
      summary_(figureNote(QStringLiteral("comparisonSummary"))) {
    view_->setObjectName(QStringLiteral("classChanges"));
    view_->setMinimumHeight(150);
    flipped_->setObjectName(QStringLiteral("showFlipped"));
    flipped_->setText(tr("Show the changed"));
    flipped_->setToolTip(tr("List every source to which the two runs give different classes"));
    flipped_->setCheckable(true);
    flipped_->setProperty("chip", true);
    panel_ = new FigurePanel(io, tr("Changes of class"), view_, {flipped_});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panel_, 1);
    layout->addWidget(summary_);
    connect(view_, &ConfusionView::picked, &picks_, &EvaluationPicks::pickChange);
    connect(view_, &ConfusionView::cleared, &picks_, &EvaluationPicks::clearChanges);
    connect(flipped_, &QToolButton::clicked, &picks_, &EvaluationPicks::pickAllChanges);
    connect(&picks_, &EvaluationPicks::changed, this, &ComparePage::show);
    connect(&document_, &EvaluationDocument::resultChanged, this, &ComparePage::show);
    show();
}

void ComparePage::show() {
    const auto& result = document_.result();
    const bool hasBoth = result && result->compared;
    std::shared_ptr<const ConfusionFigure> figure;
    if (hasBoth) {
        ConfusionFigure::Options options;
        options.rowsTitle = tr("This run");
        options.columnsTitle = tr("Other run: %1").arg(document_.comparison()->name);
        figure =
            std::make_shared<const ConfusionFigure>(result->compared->changes, sourceClassTexts(), options, picks_.changes());
    }
    view_->setPlaceholder(result ? tr("Choose another run above to compare with.") : tr("Nothing is evaluated yet."));
    flipped_->setEnabled(hasBoth);
    flipped_->setChecked(picks_.areAllChangesPicked());
    panel_->setSavable(hasBoth);
    view_->setMatrix(std::move(figure));
    summary_->setVisible(hasBoth);
    summary_->setText(brokenBetweenParts(summary()));
}

QString ComparePage::summary() const {
    if (!document_.result() || !document_.result()->compared)
        return {};
    const ComparedRuns& both = *document_.result()->compared;
    const auto count = [](std::size_t number) { return QLocale().toString(qulonglong(number)); };
    const double chance = chanceOfDifference(both.onlyThis, both.onlyOther);
    return tr("both right %1   only this run %2   only the other %3   neither %4   by chance p %5")
        .arg(count(both.bothRight), count(both.onlyThis), count(both.onlyOther), count(both.noneRight),
             chance < 0.001 ? QStringLiteral("< ") + QLocale().toString(0.001)
                            : QStringLiteral("= ") + QLocale().toString(chance, 'f', 3));
}

} // namespace iic::ui
