#include "workspaces/evaluate/MatrixPanel.h"

#include "plots/ConfusionView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/FigureParts.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace iic::ui {

namespace {

QString percent(double share) {
    return std::isnan(share) ? QStringLiteral("–") : QLocale().toString(100 * share, 'f', 1) + QStringLiteral(" %");
}

QString decimals(double value) { return std::isnan(value) ? QStringLiteral("–") : QLocale().toString(value, 'f', 3); }

} // namespace

MatrixPanel::MatrixPanel(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io, QWidget* parent)
    : QWidget(parent),
      document_(document),
      picks_(picks),
      view_(new ConfusionView),
      numbers_(new QComboBox),
      hidesDiagonal_(figureSwitch(QStringLiteral("hideDiagonal"), tr("Hide diagonal"),
                                  tr("Tell the mistakes apart by their colour"), settings::matrixHidesDiagonal)),
      panel_(nullptr),
      summary_(figureNote(QStringLiteral("evaluationSummary"))) {
    view_->setObjectName(QStringLiteral("confusionMatrix"));
    view_->setMinimumHeight(136); // its numbers can be read
    view_->setPlaceholder(tr("Choose a network and a split above, and evaluate."));
    numbers_->setObjectName(QStringLiteral("matrixNumbers"));
    numbers_->setAccessibleName(tr("Numbers of the matrix"));
    numbers_->addItems({tr("Counts"), tr("Row %"), tr("Column %"), tr("Change by run")});
    numbers_->setItemData(static_cast<int>(ConfusionFigure::Numbers::Difference), tr("More or fewer than by the other run"),
                          Qt::ToolTipRole);
    numbers_->setCurrentIndex(settings::matrixNumbers.read());
    panel_ = new FigurePanel(io, tr("Confusion matrix"), view_, {numbers_, hidesDiagonal_});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panel_, 1);
    layout->addWidget(summary_);

    connect(numbers_, &QComboBox::activated, this, [this](int which) {
        settings::matrixNumbers.write(which);
        show();
    });
    connect(hidesDiagonal_, &QToolButton::toggled, this, &MatrixPanel::show);
    connect(view_, &ConfusionView::picked, &picks_, &EvaluationPicks::pickCell);
    connect(view_, &ConfusionView::cleared, &picks_, &EvaluationPicks::clearCells);
    connect(&picks_, &EvaluationPicks::changed, this, &MatrixPanel::show);
    connect(&document_, &EvaluationDocument::resultChanged, this, &MatrixPanel::show);
    show();
}

void MatrixPanel::offerDifference(bool isOffered) {
    auto* items = qobject_cast<QStandardItemModel*>(numbers_->model());
    items->item(static_cast<int>(ConfusionFigure::Numbers::Difference))->setEnabled(isOffered);
}

void MatrixPanel::show() {
    const auto& result = document_.result();
    offerDifference(result && result->compared);
    std::shared_ptr<const ConfusionFigure> figure;
    if (result) {
        ConfusionFigure::Options options;
        options.numbers = static_cast<ConfusionFigure::Numbers>(numbers_->currentIndex());
        if (result->compared)
            options.before = result->compared->otherMatrix;
        else if (options.numbers == ConfusionFigure::Numbers::Difference)
            options.numbers = ConfusionFigure::Numbers::Counts;
        options.hidesDiagonal = hidesDiagonal_->isChecked();
        figure = std::make_shared<const ConfusionFigure>(result->surroundings.evaluation->matrix, sourceClassTexts(), options,
                                                         picks_.cells());
    }
    panel_->setSavable(figure != nullptr);
    view_->setMatrix(std::move(figure));
    summary_->setText(summary());
    summary_->setVisible(result != nullptr);
}

QString MatrixPanel::summary() const {
    if (!document_.result())
        return {};
    const EvaluatedPart& part = document_.result()->selection;
    const QString numbers = tr("accuracy %1   macro F1 %2   ECE %3")
                                .arg(percent(part.evaluation->matrix.accuracy()), decimals(part.evaluation->matrix.macro().f1),
                                     decimals(part.evaluation->reliability.expectedError));
    const Judgement& judged = *document_.judgement();
    return tr("%L1 of %L2 judged").arg(part.members.size()).arg(judged.size()) +
           tr(" · %1, %2 split").arg(judged.name, splitText(judged.split)) + QLatin1Char('\n') + numbers;
}

} // namespace iic::ui
