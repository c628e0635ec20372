#pragma once

#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

#include <QScrollArea>

class QLabel;

namespace iic::ui {

class ChannelBars;
class DecisionView;

/// What a stage does, in words; what the attention that follows makes of its channels and places; and where the decision comes from.
class StageNotes : public QScrollArea {
    Q_OBJECT

  public:
    explicit StageNotes(QWidget* parent = nullptr);

    void show(const ExplainedSource& source, const MapChoice& choice, const ModelCard& card);

  private:
    QWidget* attentionRow();
    void showAttention(const AttentionWeights& attention, const QImage& places, const std::string& stage);

    QLabel* words_;
    QLabel* attentionTitle_;
    ChannelBars* bars_;
    QLabel* places_;
    QWidget* attention_;
    DecisionView* decision_;
};

} // namespace iic::ui
