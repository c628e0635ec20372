#pragma once

#include "plots/Figure.h"

#include <QStringList>

#include <vector>

namespace iic::ui {

/// A table of a few lines, to be saved as a figure is: painted, or as the numbers behind its words.
class TableFigure : public Figure {
  public:
    struct Content {
        QString title, suggestedName;
        QStringList shortTitles; ///< the title in ever fewer words, for where there is little room
        QStringList heads;
        std::vector<QStringList> lines; ///< a cell may hold several lines
        Table numbers;
    };

    explicit TableFigure(Content content) : content_(std::move(content)) {}

    QString title() const override { return content_.title; }
    QString suggestedName() const override { return content_.suggestedName; }
    QSizeF paperSize() const override;
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override { return content_.numbers; }

  private:
    Content content_;
};

} // namespace iic::ui
