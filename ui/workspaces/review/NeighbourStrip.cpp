#include "workspaces/review/NeighbourStrip.h"

#include "bridge/IoPool.h"
#include "plots/FigureStyle.h"
#include "widgets/PanelHeader.h"
#include "workspaces/ModelStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/review/FeatureFinder.h"

#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

constexpr int pictureSide = 36, stripWidth = 150;

} // namespace

NeighbourStrip::NeighbourStrip(DatasetDocument& document, FeatureFinder& finder, EvaluationDocument& evaluation,
                               const ModelStore& models, IoPool& io, QWidget* parent)
    : QWidget(parent),
      document_(document),
      finder_(finder),
      evaluation_(evaluation),
      models_(models),
      io_(io),
      pictures_(new ThumbnailLoader(this)) {
    setObjectName(QStringLiteral("featureNeighbours"));
    setAccessibleName(tr("Most like the selected source"));
    setFixedWidth(stripWidth);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Ignored);
    auto* title = new QLabel(tr("Most like it"));
    title->setProperty("muted", true);
    title->setToolTip(tr("The judged sources nearest to the selected one in the features, and how far they are in standard "
                         "deviations of them"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->setSpacing(2);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(title);
    for (std::size_t i = 0; i < most; ++i) {
        QToolButton*& button = buttons_[i] = new QToolButton;
        button->setObjectName(QStringLiteral("neighbour%1").arg(i + 1));
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({pictureSide, pictureSide});
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT picked(evaluation_.sources()->rows[near_[i].member]); });
        layout->addWidget(button);
    }
    layout->addStretch(1);
    hide();
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &NeighbourStrip::showTexts);
    connect(pictures_, &ThumbnailLoader::ready, this, &NeighbourStrip::showPictures);
    connect(pictures_, &ThumbnailLoader::failed, this, &NeighbourStrip::failed);
}

void NeighbourStrip::showCurrent() {
    if (features_ == finder_.features() && current_ == document_.current())
        return;
    features_ = finder_.features();
    current_ = document_.current();
    job_.cancel();
    if (!features_ || current_ < 0)
        return take({});
    const auto& rows = finder_.judgement()->rows.rows;
    const auto found = std::ranges::find(rows, static_cast<std::size_t>(current_));
    if (found == rows.end())
        return take({});
    Job* job = io_.submit<std::vector<NearSource>>(
        [features = features_, member = static_cast<std::size_t>(found - rows.begin())](JobContext&) {
            return JobResult<std::vector<NearSource>>(nearestSources(*features, member, most));
        },
        [this](std::vector<NearSource> near) { take(std::move(near)); });
    connect(job, &Job::failed, this, &NeighbourStrip::failed);
    job_.replace(job);
}

void NeighbourStrip::take(std::vector<NearSource> near) {
    near_ = std::move(near);
    setVisible(!near_.empty());
    if (near_.empty())
        return;
    if (std::exchange(pictured_, finder_.judgement()) != finder_.judgement())
        pictures_->setDataset(pictured_->dataset, shownInput(pictured_->dataset->dataset, models_.card()));
    std::vector<std::size_t> rows;
    for (const NearSource& source : near_)
        rows.push_back(finder_.judgement()->rows.rows[source.member]);
    pictures_->want(std::move(rows));
    showTexts();
    showPictures();
}

void NeighbourStrip::showTexts() {
    const SharedSources& sources = evaluation_.sources();
    if (!sources || features_ != finder_.features())
        return take({});
    for (std::size_t i = 0; i < near_.size(); ++i) {
        const std::size_t member = near_[i].member;
        const QString given = figureClassText(sources->predictions[member].best());
        const QString truth = figureClassText(static_cast<SourceClass>(sources->sources.truth[member]));
        const QString distance = QLocale().toString(double(near_[i].distance), 'f', 1);
        const QString name = document_.sources().name(sources->rows[member]);
        buttons_[i]->setText(QStringLiteral("%1  %2").arg(given, distance));
        buttons_[i]->setAccessibleName(tr("%1: %2, in truth %3, distance %4").arg(name, given, truth, distance));
        buttons_[i]->setToolTip(buttons_[i]->accessibleName());
    }
    showAsManyAsFit();
}

void NeighbourStrip::showPictures() {
    for (std::size_t i = 0; i < near_.size(); ++i) {
        const QImage picture = pictures_->picture(finder_.judgement()->rows.rows[near_[i].member]);
        buttons_[i]->setIcon(picture.isNull() ? QIcon() : QIcon(QPixmap::fromImage(picture)));
    }
}

void NeighbourStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showAsManyAsFit();
}

void NeighbourStrip::showAsManyAsFit() {
    const int each = buttons_[0]->sizeHint().height() + layout()->spacing();
    const int fitting = (height() - fontMetrics().height() - 12) / std::max(1, each);
    for (std::size_t i = 0; i < most; ++i)
        buttons_[i]->setVisible(i < near_.size() && static_cast<int>(i) < fitting);
}

} // namespace iic::ui
