#include "workspaces/review/LastStepPage.h"

#include "catalog/Table.h"
#include "models/SourceCells.h"
#include "widgets/FigurePanel.h"
#include "widgets/PanelHeader.h"
#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/review/FeatureFinder.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <numeric>
#include <utility>

namespace iic::ui {

namespace {

QString percent(double share) { return std::isnan(share) ? QStringLiteral("–") : QLocale().toString(100 * share, 'f', 1); }

/// In points of percent, with its sign.
QString gain(double softmax, double machine) {
    const double points = 100 * (machine - softmax);
    if (std::isnan(points))
        return QStringLiteral("–");
    return (points > 0 ? QStringLiteral("+") : QString()) + QLocale().toString(points, 'f', 1);
}

struct Spread {
    double mean = 0, deviation = 0; ///< of a sample
};

Spread spreadOf(const std::vector<double>& values) {
    const double count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    const double squares = std::accumulate(values.begin(), values.end(), 0.0,
                                           [mean](double sum, double value) { return sum + (value - mean) * (value - mean); });
    return {mean, std::sqrt(squares / (count - 1))};
}

struct Line {
    QString name;
    std::string column; ///< in English, for the file
    double softmax, machine;
};

std::vector<Line> linesOf(const LastStep& step) {
    const ClassScores ofSoftmax = step.softmax.macro(), ofMachine = step.machine.macro();
    std::vector<Line> lines{
        {LastStepPage::tr("accuracy"), "accuracy", step.softmax.accuracy(), step.machine.accuracy()},
        {LastStepPage::tr("precision, macro"), "precision, macro", ofSoftmax.precision, ofMachine.precision},
        {LastStepPage::tr("recall, macro"), "recall, macro", ofSoftmax.recall, ofMachine.recall},
        {LastStepPage::tr("F1, macro"), "F1, macro", ofSoftmax.f1, ofMachine.f1},
    };
    for (std::size_t which = 0; which < classCount; ++which) {
        const auto sourceClass = static_cast<SourceClass>(which);
        lines.push_back({LastStepPage::tr("F1, %1").arg(classText(sourceClass)), "F1, " + std::string(className(sourceClass)),
                         step.softmax.scores(which).f1, step.machine.scores(which).f1});
    }
    return lines;
}

} // namespace

TableFigure::Content lastStepTable(const LastStep& step) {
    TableFigure::Content content{
        .title = LastStepPage::tr("Last step · %L1 sources, %2 folds")
                     .arg(static_cast<qulonglong>(step.softmax.total()))
                     .arg(step.machineByFold.size()),
        .suggestedName = QStringLiteral("last-step"),
        .shortTitles = {LastStepPage::tr("Last step")},
        .heads = {LastStepPage::tr("%"), LastStepPage::tr("softmax"), LastStepPage::tr("SVM"), LastStepPage::tr("difference")},
        .lines = {},
        .numbers = {}};
    Texts names;
    Reals softmax, machine;
    for (const Line& line : linesOf(step)) {
        content.lines.push_back({line.name, percent(line.softmax), percent(line.machine), gain(line.softmax, line.machine)});
        names.push_back(line.column);
        softmax.push_back(line.softmax);
        machine.push_back(line.machine);
    }
    const Spread ofSoftmax = spreadOf(step.softmaxByFold), ofMachine = spreadOf(step.machineByFold);
    const auto text = [](const Spread& spread) {
        return QStringLiteral("%1 ± %2").arg(percent(spread.mean), percent(spread.deviation));
    };
    content.lines.insert(content.lines.begin() + 1, {LastStepPage::tr("accuracy by fold"), text(ofSoftmax), text(ofMachine),
                                                     gain(ofSoftmax.mean, ofMachine.mean)});
    for (std::size_t fold = 0; fold < step.machineByFold.size(); ++fold) {
        names.push_back("accuracy of fold " + std::to_string(fold + 1));
        softmax.push_back(step.softmaxByFold[fold]);
        machine.push_back(step.machineByFold[fold]);
    }
    content.numbers.add(textColumn("score", std::move(names)));
    content.numbers.add(realColumn("softmax", "", std::move(softmax)));
    content.numbers.add(realColumn("SVM", "", std::move(machine)));
    return content;
}

LastStepPage::LastStepPage(EvaluationDocument& evaluation, FeatureFinder& finder, IoPool& files, QWidget* parent)
    : QWidget(parent), evaluation_(evaluation), finder_(finder), compare_(new QToolButton), note_(panelNote()) {
    note_->setObjectName(QStringLiteral("lastStepNote"));
    note_->setText(
        tr("The network may have learned from these sources, the machine has not: its softmax looks better than it is."));
    compare_->setObjectName(QStringLiteral("compareLastStep"));
    compare_->setText(tr("Compare"));
    compare_->setAutoRaise(true);
    compare_->setToolTip(
        tr("Have an SVM learn from the features of four fifths of the sources and answer for the others, five times"));
    table_ = new ContentTable(files, tr("Last step"), {compare_});
    table_->setObjectName(QStringLiteral("lastStepTable"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    layout->addWidget(note_);
    connect(compare_, &QToolButton::clicked, this, &LastStepPage::compare);
    connect(&table_->panel(), &FigurePanel::saved, this, &LastStepPage::saved);
    connect(&table_->panel(), &FigurePanel::failed, this, &LastStepPage::failed);
    connect(&finder_, &FeatureFinder::changed, this, &LastStepPage::takeFeatures);
    connect(&evaluation_, &EvaluationDocument::judgementChanged, this, &LastStepPage::takeEvaluation);
    takeEvaluation();
}

LastStepPage::~LastStepPage() { job_.cancel(); }

void LastStepPage::takeEvaluation() {
    if (std::exchange(judgement_, evaluation_.judgement()) != evaluation_.judgement()) {
        job_.cancel();
        result_ = nullptr;
        isWaiting_ = wasStopped_ = false;
    }
    show();
}

void LastStepPage::compare() {
    wasStopped_ = false;
    finder_.choose(finder_.plane()); // what was stopped begins again
    finder_.find();
    isWaiting_ = true;
    takeFeatures();
}

void LastStepPage::takeFeatures() {
    if (!isWaiting_) {
        if (!result_)
            show();
        return;
    }
    const auto& features = finder_.features();
    if (!features || finder_.judgement() != judgement_) {
        isWaiting_ = finder_.isBusy();
        wasStopped_ = !isWaiting_; // there will be none
        return show();
    }
    isWaiting_ = false;
    using Found = std::shared_ptr<const LastStep>;
    Job* job = io_.submit<Found>(
        [features, judgement = judgement_](JobContext& context) {
            return compareLastSteps(*features, judgement->rows.sources, {}, context.progress(), context.stop())
                .map([](LastStep step) { return std::make_shared<const LastStep>(std::move(step)); });
        },
        [this](Found found) { result_ = std::move(found); });
    connect(job, &Job::failed, this, &LastStepPage::failed);
    connect(job, &Job::cancelled, this, [this, judgement = judgement_] { wasStopped_ |= judgement == judgement_; });
    connect(job, &Job::ended, this, &LastStepPage::show);
    job_.replace(job);
    Q_EMIT jobStarted(job, tr("An SVM learns from the features"));
    show();
}

QString LastStepPage::whyNone() const {
    if (!judgement_)
        return tr("Evaluate the network first.");
    if (isWaiting_)
        return tr("The network is being asked what its last layer says of the sources …");
    if (job_.isRunning())
        return tr("A support vector machine learns from the features …");
    if (wasStopped_)
        return tr("It was stopped.");
    if (!finder_.features() && !finder_.isBusy() && !finder_.hasNetwork())
        return tr("Another network is in use than the one that was evaluated.");
    return tr(
        "Compare puts a support vector machine in the place of the network's last layer: how much it gains, if anything, on "
        "the sources under review, cross-validated.");
}

void LastStepPage::show() {
    compare_->setEnabled(judgement_ && !isBusy() && !result_ && (finder_.features() || finder_.hasNetwork()));
    note_->setVisible(result_ && mayHaveLearned(judgement_->leaks));
    if (result_)
        table_->setContent(lastStepTable(*result_));
    else
        table_->setContent(
            {.title = tr("Last step"), .suggestedName = {}, .shortTitles = {}, .heads = {}, .lines = {}, .numbers = {}}, {},
            whyNone());
}

} // namespace iic::ui
