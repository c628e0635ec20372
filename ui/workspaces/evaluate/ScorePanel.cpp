#include "workspaces/evaluate/ScorePanel.h"

#include "workspaces/Settings.h"
#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/EvaluationTables.h"

#include <QGuiApplication>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

QToolButton* addSwitch(const QString& name, const QString& text, const QString& about, bool isOn) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(about);
    button->setCheckable(true);
    button->setChecked(isOn);
    button->setProperty("chip", true);
    return button;
}

} // namespace

ScorePanel::ScorePanel(EvaluationDocument& document, EvaluationPicks& picks, IoPool& io, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(addSwitch(QStringLiteral("scoreSelection"), tr("Picked"),
                           tr("Score what is picked in the matrix and on the curves; else all there is to pick from"),
                           settings::scoresOfSelection.read())),
      intervals_(addSwitch(QStringLiteral("scoreIntervals"), tr("95 %"),
                           tr("Where each score lies in 95 % of the samples drawn from these sources"),
                           settings::scoresHaveIntervals.read())),
      paper_(addSwitch(QStringLiteral("scorePaper"), tr("Paper"), tr("The scores the paper prints, on its own test sources"),
                       settings::scoresHavePaper.read())),
      table_(new ContentTable(io, tr("Scores"), {selection_, intervals_, paper_})) {
    constexpr int mostHeight = 200; // what the matrix and the curves leave in a window of 800
    table_->view().setObjectName(QStringLiteral("scores"));
    table_->setWholeUpTo(mostHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    const auto score = [this](bool isOn) {
        settings::scoresOfSelection.write(isOn);
        document_.setScored(isOn ? Scored::Selection : Scored::Surroundings);
    };
    score(selection_->isChecked());
    connect(selection_, &QToolButton::toggled, this, score);
    connect(intervals_, &QToolButton::toggled, this, [this](bool isOn) {
        settings::scoresHaveIntervals.write(isOn);
        show();
    });
    connect(paper_, &QToolButton::toggled, this, [this](bool isOn) {
        settings::scoresHavePaper.write(isOn);
        show();
    });
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
