#include "workspaces/explain/StageNotes.h"

#include "workspaces/explain/ChannelBars.h"
#include "workspaces/explain/DecisionView.h"
#include "workspaces/explain/StageText.h"

#include <QHBoxLayout>
#include <QLabel>

namespace iic::ui {

namespace {

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("muted", true);
    return label;
}

} // namespace

StageNotes::StageNotes(QWidget* parent)
    : QScrollArea(parent),
      words_(new QLabel),
      attentionTitle_(heading({})),
      bars_(new ChannelBars),
      places_(new QLabel),
      attention_(attentionRow()),
      decision_(new DecisionView) {
    words_->setObjectName(QStringLiteral("stageWords"));
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    attentionTitle_->setObjectName(QStringLiteral("attentionTitle"));
    decision_->setObjectName(QStringLiteral("decision"));
    auto* decisionTitle = heading(tr("Where the decision comes from (Grad-CAM)"));
    decisionTitle->setToolTip(tr("What speaks for each class in the maps that the head reads; one scale for the three classes"));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(heading(tr("What this stage does")));
    layout->addWidget(words_);
    layout->addSpacing(8);
    layout->addWidget(attentionTitle_);
    layout->addWidget(attention_);
    layout->addSpacing(8);
    layout->addWidget(decisionTitle);
    layout->addWidget(decision_);
    layout->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(300);
}

QWidget* StageNotes::attentionRow() {
    bars_->setObjectName(QStringLiteral("channelWeights"));
    places_->setObjectName(QStringLiteral("placeWeights"));
    places_->setFixedSize(bars_->sizeHint().height(), bars_->sizeHint().height());
    places_->setScaledContents(true);
    places_->setAccessibleName(tr("Weights of the places"));
    places_->setToolTip(tr("How much attention keeps of each place, on a scale from the least to the most"));
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(bars_, 1);
    layout->addWidget(places_);
    return row;
}

void StageNotes::show(const ExplainedSource& source, const MapChoice& choice, const ModelCard& card) {
    const std::string& stage = source.explanation.stages.at(choice.stage).part;
    words_->setText(stageWords(stage, choice.branch, card));
    const AttentionWeights* attention = attentionAt(source.explanation, choice.stage);
    attentionTitle_->setVisible(attention);
    attention_->setVisible(attention);
    if (attention)
        showAttention(*attention, source.places.at(static_cast<std::size_t>(attention - source.explanation.attention.data())),
                      stage);
    decision_->setDecision(source.decision, source.explanation.probabilities);
}

void StageNotes::showAttention(const AttentionWeights& attention, const QImage& places, const std::string& stage) {
    attentionTitle_->setText(attention.stage == stage
                                 ? tr("Weights of this CBAM: channels, and places on the right")
                                 : tr("Weights of the CBAM that follows: channels, and places on the right"));
    bars_->setWeights(attention.channels);
    places_->setPixmap(QPixmap::fromImage(places.scaled(places_->size() * devicePixelRatio())));
}

} // namespace iic::ui
