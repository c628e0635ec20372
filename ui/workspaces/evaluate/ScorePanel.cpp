#include "workspaces/evaluate/ScorePanel.h"

#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/EvaluationTables.h"
#include "workspaces/evaluate/FigureParts.h"

#include <QGuiApplication>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

ScorePanel::ScorePanel(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(figureSwitch(QStringLiteral("scoreSelection"), tr("Picked"),
                              tr("Score what is picked in the matrix and on the curves; else all there is to pick from"),
                              settings::scoresOfSelection)),
      intervals_(figureSwitch(QStringLiteral("scoreIntervals"), tr("95 %"),
                              tr("Where each score lies in 95 % of the samples drawn from these sources"),
                              settings::scoresHaveIntervals)),
      paper_(figureSwitch(QStringLiteral("scorePaper"), tr("Paper"), tr("The scores the paper prints, on its own test sources"),
                          settings::scoresHavePaper)),
      table_(new ContentTable(io, tr("Scores"), {selection_, intervals_, paper_})) {
    constexpr int mostHeight = 200; // what the matrix and the curves leave in a window of 800
    table_->view().setObjectName(QStringLiteral("scores"));
    table_->setWholeUpTo(mostHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    const auto score = [this](bool isOn) { document_.setScored(isOn ? Scored::Selection : Scored::Surroundings); };
    score(selection_->isChecked());
    connect(selection_, &QToolButton::toggled, this, score);
    for (QToolButton* shown : {intervals_, paper_})
        connect(shown, &QToolButton::toggled, this, &ScorePanel::show);
    connect(table_, &ContentTable::activated, &picks, [&picks](int line, int column) {
        if (const auto cell = cellBehind(line, column))
            picks.pickCell(*cell, QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
    });
    connect(&document_, &EvaluationDocument::resultChanged, this, &ScorePanel::show);
    connect(&document_, &EvaluationDocument::intervalsChanged, this, &ScorePanel::show);
    show();
}

void ScorePanel::show() {
    const auto& result = document_.result();
    if (!result) {
        TableFigure::Content nothing;
        nothing.title = tr("Scores");
        return table_->setContent(nothing, {}, tr("Nothing is evaluated yet."));
    }
    table_->setContent(scoreTable(*result, document_.intervals(), {intervals_->isChecked(), paper_->isChecked()}),
                       {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar});
}

} // namespace iic::ui
