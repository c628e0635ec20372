#pragma once

#include "plots/Figure.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

namespace iic::ui {

/// Maps of stages of the network for some sources, as the paper's Fig. 11 has them: block beside block.
class FeatureMapsFigure : public Figure {
  public:
    /// A stage, for each of some sources: the same channels in the same places.
    struct Block {
        std::vector<SharedExplanation> sources;
        MapChoice choice;
        QStringList titles; ///< one a source
        QString note; ///< below the titles
        int atMost = 0; ///< maps, the first of their order; 0: the picture of the source itself
    };

    FeatureMapsFigure(QString title, QString suggestedName, std::vector<Block> blocks)
        : title_(std::move(title)), suggestedName_(std::move(suggestedName)), blocks_(std::move(blocks)) {}

    QString title() const override { return title_; }
    QString suggestedName() const override { return suggestedName_; }
    QSizeF paperSize() const override;
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

  private:
    QString title_, suggestedName_;
    std::vector<Block> blocks_;
};

/// Every map of a stage, of each of some sources.
FigurePointer stageFigure(const std::vector<SharedExplanation>& sources, const MapChoice& choice, const ModelCard& card);
/// The input of a source and its strongest maps after conv1, the receptive field block and the first attention.
FigurePointer throughNetworkFigure(const SharedExplanation& source, const ModelCard& card);

} // namespace iic::ui
