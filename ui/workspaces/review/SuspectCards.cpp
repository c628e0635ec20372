#include "workspaces/review/SuspectCards.h"

#include "models/SourceFilter.h"
#include "widgets/PanelHeader.h"
#include "workspaces/dataset/CheckedFields.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/review/CrossValidationDialog.h"
#include "workspaces/review/MistakeCard.h"
#include "workspaces/review/MistakeFinder.h"
#include "workspaces/review/MistakeText.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

const QString judgedGroup = QStringLiteral("reviewSuspects"), trainingGroup = QStringLiteral("reviewTrainingSuspects");

/// The most doubted of those that are taken to be wrong.
template <typename Rows> std::vector<std::size_t> rowsShown(const LabelSuspects& suspects, const Rows& rows) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(MistakeCard::memberPictures, suspects.counted); ++i)
        shown.push_back(static_cast<std::size_t>(rows[suspects.ranked[i].source]));
    return shown;
}

std::vector<std::size_t> rowsOfJudged(const MistakeFinder& finder) {
    return finder.suspects() ? rowsShown(*finder.suspects(), finder.sources()->rows) : std::vector<std::size_t>();
}

std::vector<std::size_t> rowsOfTraining(const CrossValidator& validator) {
    const SharedDoubts& doubts = validator.doubts();
    return doubts ? rowsShown(doubts->suspects, doubts->answers.rows) : std::vector<std::size_t>();
}

MistakeCard::Content contentOf(const QString& title, const LabelSuspects& suspects, const QString& judge) {
    return {.title = title,
            .pairs = suspectsText(suspects),
            .words = {judge},
            .count = static_cast<int>(suspects.counted),
            .mean = {}};
}

MistakeCard::Content absent(const QString& title, const QStringList& why) {
    return {.title = title, .pairs = {}, .words = why, .count = {}, .mean = {}};
}

} // namespace

SuspectCards::SuspectCards(MistakeFinder& finder, CrossValidator& validator, SourceFilter& filter, QWidget* parent)
    : QWidget(parent),
      finder_(finder),
      validator_(validator),
      filter_(filter),
      pictures_(new ThumbnailLoader(this)),
      judged_(new MistakeCard),
      training_(new MistakeCard),
      validate_(new QPushButton(tr("Cross-validate…"))),
      state_(CheckedFields::explanation({}, 0)) {
    judged_->setObjectName(QStringLiteral("labelSuspects"));
    training_->setObjectName(QStringLiteral("trainingSuspects"));
    validate_->setObjectName(QStringLiteral("crossValidate"));
    validate_->setToolTip(tr("Train networks on parts of the training split, and have each judge the sources it was not shown"));
    state_->setObjectName(QStringLiteral("crossValidationState"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Doubted labels")), {validate_}));
    auto* cards = new QVBoxLayout;
    cards->setContentsMargins(10, 10, 10, 10);
    cards->setSpacing(8);
    for (QWidget* part : {static_cast<QWidget*>(judged_), static_cast<QWidget*>(training_), static_cast<QWidget*>(state_)})
        cards->addWidget(part);
    cards->addStretch(1);
    layout->addLayout(cards, 1);
    connect(judged_, &QAbstractButton::clicked, this, &SuspectCards::pickJudged);
    connect(training_, &QAbstractButton::clicked, this, &SuspectCards::pickTraining);
    connect(validate_, &QPushButton::clicked, this, &SuspectCards::askForPlan);
    connect(&finder_, &MistakeFinder::changed, this, &SuspectCards::showSuspects);
    connect(&validator_, &CrossValidator::changed, this, &SuspectCards::showSuspects);
    connect(&filter_, &SourceFilter::changed, this, &SuspectCards::takeFilter);
    connect(pictures_, &ThumbnailLoader::ready, this, &SuspectCards::showMembers);
    connect(pictures_, &ThumbnailLoader::failed, this, &SuspectCards::failed);
    showSuspects();
}

/// Why there are no suspects among the judged sources.
QString SuspectCards::whyNoneJudged() const {
    if (finder_.isBusy())
        return tr("The mistakes are being sorted …");
    if (finder_.hasBeenStopped())
        return tr("The mistakes were not sorted to the end.");
    return finder_.review() ? tr("Not by a network that may have learned from them") : tr("Evaluate a network first");
}

void SuspectCards::showSuspects() {
    const QString ofJudged = tr("Suspected label errors"), ofTraining = tr("Suspected in the training split");
    judged_->setContent(finder_.suspects()
                            ? contentOf(ofJudged, *finder_.suspects(), tr("By a network that has not learned from them"))
                            : absent(ofJudged, {whyNoneJudged()}));
    const SharedDoubts& doubts = validator_.doubts();
    training_->setContent(
        doubts ? contentOf(ofTraining, doubts->suspects, tr("Each by a network that has not learned from it"))
               : absent(ofTraining, {tr("Cross-validate to have them doubted by networks"), tr("that were not shown them")}));
    const QString reason = validator_.whyNot();
    validate_->setEnabled(reason.isEmpty());
    state_->setText(reason);
    state_->setVisible(!reason.isEmpty());
    const SharedSources& sources = finder_.sources();
    if (std::exchange(pictured_, sources ? sources->judgement : nullptr) != pictured_) {
        if (pictured_)
            pictures_->setDataset(pictured_->dataset, finder_.input());
        else
            pictures_->setDataset(nullptr);
        putAside_.clear(); // they were of what was evaluated before
        filter_.removeGroup(trainingGroup);
        filter_.removeGroup(judgedGroup);
    }
    auto wanted = rowsOfJudged(finder_);
    const auto training = rowsOfTraining(validator_);
    wanted.insert(wanted.end(), training.begin(), training.end());
    pictures_->want(std::move(wanted));
    showMembers();
    takeFilter();
}

void SuspectCards::showMembers() {
    const auto show = [this](MistakeCard& card, const std::vector<std::size_t>& rows) {
        std::vector<QImage> pictures;
        for (const std::size_t row : rows)
            pictures.push_back(pictures_->picture(row));
        card.setMembers(std::move(pictures));
    };
    show(*judged_, rowsOfJudged(finder_));
    show(*training_, rowsOfTraining(validator_));
}

void SuspectCards::pickJudged() {
    const bool isPicked = judged_->isChecked(); // as the filter has it, once that changes
    leaveTraining();
    if (!isPicked)
        return filter_.removeGroup(judgedGroup);
    static_cast<void>(
        filter_.add(tr("suspected label errors"), QStringLiteral("suspected == 1 && split != \"training\""), judgedGroup));
    Q_EMIT picked();
}

/// Other chips would leave nothing of the training split: they come back once the card is let go.
void SuspectCards::pickTraining() {
    if (!training_->isChecked())
        return leaveTraining();
    isExchanging_ = true;
    putAside_ = filter_.chips();
    filter_.clear();
    static_cast<void>(filter_.add(tr("suspected in the training split"),
                                  QStringLiteral("suspected == 1 && split == \"training\""), trainingGroup));
    isExchanging_ = false;
    takeFilter();
    Q_EMIT picked();
}

void SuspectCards::leaveTraining() {
    filter_.removeGroup(trainingGroup);
    for (const FilterChip& chip : std::exchange(putAside_, {}))
        static_cast<void>(filter_.add(chip.title, QString::fromStdString(chip.condition.text()), chip.group));
}

/// The user may have taken a chip away.
void SuspectCards::takeFilter() {
    if (isExchanging_)
        return;
    const bool areAllCleared = filter_.chips().empty() && chipCount_ > 1;
    chipCount_ = filter_.chips().size();
    if (areAllCleared)
        putAside_.clear();
    judged_->setChecked(filter_.hasGroup(judgedGroup));
    const bool wasPicked = training_->isChecked();
    training_->setChecked(filter_.hasGroup(trainingGroup));
    if (wasPicked && !training_->isChecked())
        leaveTraining();
}

void SuspectCards::askForPlan() {
    auto* dialog = new CrossValidationDialog(validator_, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { validator_.start(dialog->plan()); });
    dialog->open();
}

} // namespace iic::ui
