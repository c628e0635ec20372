#include "workspaces/review/NeighbourStrip.h"

#include "bridge/IoPool.h"
#include "plots/FigureStyle.h"
#include "workspaces/ModelStore.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/CheckedFields.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/review/FeatureFinder.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

constexpr int pictureSide = 36, stripWidth = 158;

} // namespace

NeighbourStrip::NeighbourStrip(DatasetDocument& document, FeatureFinder& finder, IsolationFinder& isolation,
                               EvaluationDocument& evaluation, const ModelStore& models, IoPool& io, QWidget* parent)
    : QWidget(parent),
      document_(document),
      finder_(finder),
      isolation_(isolation),
      evaluation_(evaluation),
      models_(models),
      io_(io),
      pictures_(new ThumbnailLoader(this)),
      among_(new QComboBox),
      reason_(CheckedFields::explanation({}, 0)) {
    setObjectName(QStringLiteral("featureNeighbours"));
    setAccessibleName(tr("Most like the selected source"));
    setFixedWidth(stripWidth);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Ignored);
    among_->setObjectName(QStringLiteral("neighboursAmong"));
    among_->setAccessibleName(tr("Most like the selected source, among"));
    among_->setToolTip(
        tr("The sources nearest to the selected one in the features, and how far they are in standard deviations"));
    among_->addItem(tr("Like it: judged"));
    among_->addItem(tr("Like it: training"));
    among_->setItemData(0, tr("Among the sources under review, with what the network says of them"), Qt::ToolTipRole);
    among_->setItemData(1, tr("Among those of the training split, with their class in the dataset"), Qt::ToolTipRole);
    among_->setCurrentIndex(std::clamp(settings::neighboursAmong.read(), 0, 1));
    reason_->setObjectName(QStringLiteral("neighboursReason"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->setSpacing(2);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(among_);
    layout->addWidget(reason_);
    for (std::size_t i = 0; i < most; ++i) {
        QToolButton*& button = buttons_[i] = new QToolButton;
        button->setObjectName(QStringLiteral("neighbour%1").arg(i + 1));
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({pictureSide, pictureSide});
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT picked(static_cast<int>(near_[i].row)); });
        layout->addWidget(button);
    }
    layout->addStretch(1);
    hide();
    connect(among_, &QComboBox::activated, this, [this](int choice) {
        settings::neighboursAmong.write(choice);
        isolation_.release();
        showCurrent();
    });
    connect(&finder_, &FeatureFinder::changed, this, &NeighbourStrip::dropOutdated);
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &NeighbourStrip::dropOutdated);
    connect(&isolation_, &IsolationFinder::changed, this, [this] {
        if (isVisible())
            showCurrent();
    });
    connect(pictures_, &ThumbnailLoader::ready, this, &NeighbourStrip::showPictures);
    connect(pictures_, &ThumbnailLoader::failed, this, &NeighbourStrip::failed);
}

NeighbourStrip::Among NeighbourStrip::among() const { return static_cast<Among>(among_->currentIndex()); }

/// What is under way belongs to an evaluation that is gone.
void NeighbourStrip::dropOutdated() {
    if (shown_.features == finder_.features() && shown_.sources == evaluation_.sources())
        return;
    job_.cancel();
    shown_ = {};
    near_.clear();
    hide();
}

void NeighbourStrip::showCurrent() {
    const SharedSources& sources = evaluation_.sources();
    if (among() == Among::Training && finder_.features() && sources)
        isolation_.find();
    const Shown wanted{finder_.features(), sources, isolation_.neighbours(), document_.current(), among(), isolation_.isBusy()};
    if (std::exchange(shown_, wanted) == wanted)
        return;
    job_.cancel();
    if (!wanted.features || !sources || wanted.row < 0)
        return hide();
    const auto& rows = finder_.judgement()->rows.rows;
    const auto found = std::ranges::find(rows, static_cast<std::size_t>(wanted.row));
    if (found == rows.end())
        return hide();
    const auto member = static_cast<std::size_t>(found - rows.begin());
    if (wanted.among == Among::Judged)
        findJudged(member);
    else
        showTraining(member);
}

void NeighbourStrip::findJudged(std::size_t member) {
    Job* job = io_.submit<std::vector<NearSource>>(
        [features = shown_.features, member](JobContext&) {
            return JobResult<std::vector<NearSource>>(nearestSources(*features, member, most));
        },
        [this, sources = shown_.sources](const std::vector<NearSource>& found) {
            std::vector<Near> near;
            for (const NearSource& one : found)
                near.push_back(
                    {static_cast<std::size_t>(sources->rows[one.member]), sources->predictions[one.member].best(), one.distance});
            take(std::move(near));
        });
    connect(job, &Job::failed, this, &NeighbourStrip::failed);
    job_.replace(job);
}

void NeighbourStrip::showTraining(std::size_t member) {
    const SharedNeighbours& neighbours = shown_.neighbours;
    if (!neighbours || neighbours->judgement != finder_.judgement())
        return take({}, isolation_.whyNone());
    const NearestRows& nearest = neighbours->isolation.nearest;
    std::vector<Near> near;
    for (std::size_t i = member * nearest.count; i < (member + 1) * nearest.count; ++i) {
        const std::size_t row = neighbours->rows[static_cast<std::size_t>(nearest.row[i])];
        if (const auto given = document_.sources().truth(static_cast<int>(row)))
            near.push_back({row, *given, nearest.distance[i]});
    }
    take(std::move(near), isolation_.whyNone());
}

void NeighbourStrip::take(std::vector<Near> near, const QString& whyNone) {
    near_ = std::move(near);
    reason_->setText(near_.empty() ? whyNone : QString());
    reason_->setVisible(near_.empty() && !whyNone.isEmpty());
    setVisible(!near_.empty() || !whyNone.isEmpty());
    if (std::exchange(pictured_, finder_.judgement()) != finder_.judgement())
        pictures_->setDataset(pictured_->dataset, shownInput(pictured_->dataset->dataset, models_.card()));
    std::vector<std::size_t> rows;
    for (const Near& source : near_)
        rows.push_back(source.row);
    pictures_->want(std::move(rows));
    showTexts();
    showPictures();
}

void NeighbourStrip::showTexts() {
    for (std::size_t i = 0; i < near_.size(); ++i) {
        const auto row = static_cast<int>(near_[i].row);
        const QString says = figureClassText(near_[i].says);
        const QString distance = QLocale().toString(double(near_[i].distance), 'f', 1);
        const QString name = document_.sources().name(row);
        const auto truth = document_.sources().truth(row);
        buttons_[i]->setText(QStringLiteral("%1  %2").arg(says, distance));
        buttons_[i]->setAccessibleName(
            shown_.among == Among::Training || !truth
                ? tr("%1: %2, distance %3").arg(name, says, distance)
                : tr("%1: %2, in truth %3, distance %4").arg(name, says, figureClassText(*truth), distance));
        buttons_[i]->setToolTip(buttons_[i]->accessibleName());
    }
    showAsManyAsFit();
}

void NeighbourStrip::showPictures() {
    for (std::size_t i = 0; i < near_.size(); ++i) {
        const QImage picture = pictures_->picture(near_[i].row);
        buttons_[i]->setIcon(picture.isNull() ? QIcon() : QIcon(QPixmap::fromImage(picture)));
    }
}

void NeighbourStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showAsManyAsFit();
}

void NeighbourStrip::showAsManyAsFit() {
    const int each = buttons_[0]->sizeHint().height() + layout()->spacing();
    const int fitting = (height() - among_->sizeHint().height() - 10) / std::max(1, each);
    for (std::size_t i = 0; i < most; ++i)
        buttons_[i]->setVisible(i < near_.size() && static_cast<int>(i) < fitting);
}

} // namespace iic::ui
