#include "workspaces/review/MistakeGroups.h"

#include "models/SourceFilter.h"
#include "widgets/InputPicture.h"
#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/review/MistakeCard.h"
#include "workspaces/review/MistakeText.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

const QString mistakeGroup = QStringLiteral("reviewMistakes"), contaminatedGroup = QStringLiteral("reviewContaminated");

/// The members whose pictures a card shows, from the first to the last in the order of the group.
std::vector<std::size_t> rowsShown(const MistakeReview& review, const MistakeGroup& group) {
    const std::size_t count = std::min<std::size_t>(MistakeCard::memberPictures, group.members.size());
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(review.mistakes[group.members[i * group.members.size() / count]].row);
    return rows;
}

} // namespace

MistakeGroups::MistakeGroups(MistakeFinder& finder, SourceFilter& filter, QWidget* parent)
    : QWidget(parent),
      finder_(finder),
      filter_(filter),
      pictures_(new ThumbnailLoader(this)),
      title_(panelTitle(tr("Misclassified"))),
      grouping_(new QComboBox),
      contaminated_(new QCheckBox(tr("Only those that may be &contaminated"))),
      note_(panelNote()),
      stack_(new QStackedWidget) {
    auto* cards = new QWidget;
    column_ = new QVBoxLayout(cards);
    column_->setContentsMargins(10, 10, 10, 10);
    column_->setSpacing(8);
    column_->addWidget(contaminated_);
    column_->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(cards);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    stack_->addWidget(note_);
    stack_->addWidget(scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(stack_, 1);
    connect(&finder_, &MistakeFinder::changed, this, &MistakeGroups::showReview);
    connect(&filter_, &SourceFilter::changed, this, &MistakeGroups::takeFilter);
    connect(pictures_, &ThumbnailLoader::ready, this, &MistakeGroups::showMembers);
    connect(pictures_, &ThumbnailLoader::failed, this, &MistakeGroups::failed);
    showReview();
}

QWidget* MistakeGroups::makeHeader() {
    grouping_->setObjectName(QStringLiteral("mistakeGrouping"));
    grouping_->setAccessibleName(tr("Grouped by"));
    grouping_->setToolTip(tr("By what K-means puts the mistakes into groups"));
    grouping_->addItem(tr("by how they look"), static_cast<int>(MistakeGrouping::Statistics));
    grouping_->addItem(tr("by network features"), static_cast<int>(MistakeGrouping::Features));
    grouping_->setItemData(0, tr("K-means on brightness, contrast, shape, sky, neighbours and colours of the cutout"),
                           Qt::ToolTipRole);
    grouping_->setItemData(1, tr("K-means on the 256 numbers that the network's last layer decides by"), Qt::ToolTipRole);
    grouping_->setCurrentIndex(std::max(0, grouping_->findData(settings::mistakeGrouping.read())));
    finder_.setGrouping(static_cast<MistakeGrouping>(grouping_->currentData().toInt()));
    connect(grouping_, &QComboBox::activated, this, [this] {
        settings::mistakeGrouping.write(grouping_->currentData().toInt());
        finder_.setGrouping(static_cast<MistakeGrouping>(grouping_->currentData().toInt()));
    });
    contaminated_->setObjectName(QStringLiteral("contaminatedOnly"));
    contaminated_->setToolTip(
        tr("Mistakes with no source at the centre, another within 10″, an artefact by its cc_flags, saturated "
           "pixels, or at the edge of a tile"));
    connect(contaminated_, &QCheckBox::toggled, this, &MistakeGroups::filterContaminated);
    return panelHeader(title_, {grouping_});
}

void MistakeGroups::showReview() {
    const auto& review = finder_.review();
    title_->setText(review ? tr("Misclassified · %L1").arg(review->mistakes.size()) : tr("Misclassified"));
    note_->setText(finder_.isBusy() ? tr("The mistakes are being sorted …")
                   : review         ? tr("None: every source is right.")
                   : finder_.hasBeenStopped()
                       ? tr("The mistakes were not sorted to the end. Choose how to group them to begin again.")
                       : tr("Nothing has been evaluated."));
    stack_->setCurrentIndex(review && !review->mistakes.empty() ? 1 : 0);
    if (review == shown_)
        return;
    shown_ = review;
    filter_.removeGroup(mistakeGroup); // its number is that of another group now
    showCards();
}

void MistakeGroups::showCards() {
    for (MistakeCard* card : cards_)
        card->deleteLater();
    cards_.clear();
    if (!shown_)
        return pictures_->setDataset(nullptr);
    pictures_->setDataset(finder_.sources()->judgement->dataset, finder_.input());
    std::vector<std::size_t> wanted;
    for (std::size_t group = 0; group < shown_->groups.size(); ++group) {
        const MistakeGroup& of = shown_->groups[group];
        auto* card = new MistakeCard;
        card->setObjectName(QStringLiteral("mistakeGroup%1").arg(group + 1));
        QStringList words{distinctionsText(of), contaminationText(*shown_, of)};
        words.removeAll(QString());
        card->setContent({groupTitle(*shown_, group), pairsText(of), words, static_cast<int>(of.members.size()),
                          of.meanInput.empty() ? QImage() : pictureOfInput(of.meanInput, finder_.input().side)});
        connect(card, &QAbstractButton::clicked, this, [this, group] { pick(group); });
        column_->insertWidget(column_->count() - 1, card);
        cards_.push_back(card);
        const auto rows = rowsShown(*shown_, of);
        wanted.insert(wanted.end(), rows.begin(), rows.end());
    }
    pictures_->want(std::move(wanted));
    showMembers();
    takeFilter();
}

void MistakeGroups::showMembers() {
    for (std::size_t group = 0; group < cards_.size(); ++group) {
        std::vector<QImage> pictures;
        for (const std::size_t row : rowsShown(*shown_, shown_->groups[group]))
            pictures.push_back(pictures_->picture(row));
        cards_[group]->setMembers(std::move(pictures));
    }
}

/// The card has its new state already.
void MistakeGroups::pick(std::size_t group) {
    if (!(QApplication::keyboardModifiers() & Qt::ShiftModifier)) {
        const bool wereSeveral =
            std::ranges::any_of(cards_, [&](const MistakeCard* card) { return card != cards_[group] && card->isChecked(); });
        for (MistakeCard* card : cards_)
            card->setChecked(card == cards_[group] && (card->isChecked() || wereSeveral));
    }
    QStringList titles, conditions;
    for (std::size_t picked = 0; picked < cards_.size(); ++picked)
        if (cards_[picked]->isChecked()) {
            titles << groupTitle(*shown_, picked);
            conditions << QStringLiteral("mistake_group == %1").arg(picked + 1);
        }
    if (titles.isEmpty())
        filter_.removeGroup(mistakeGroup);
    else
        static_cast<void>(filter_.add(titles.join(tr(" or ")), conditions.join(QStringLiteral(" || ")), mistakeGroup));
}

/// The user may have taken a chip away.
void MistakeGroups::takeFilter() {
    if (!filter_.hasGroup(mistakeGroup))
        for (MistakeCard* card : cards_)
            card->setChecked(false);
    const QSignalBlocker blocker(contaminated_);
    contaminated_->setChecked(filter_.hasGroup(contaminatedGroup));
}

void MistakeGroups::filterContaminated(bool isOnly) {
    if (isOnly)
        static_cast<void>(filter_.add(tr("may be contaminated"), QStringLiteral("contaminated == 1"), contaminatedGroup));
    else
        filter_.removeGroup(contaminatedGroup);
}

} // namespace iic::ui
