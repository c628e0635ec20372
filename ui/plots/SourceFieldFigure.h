#pragma once

#include "plots/Figure.h"

#include <QCoreApplication>
#include <QImage>
#include <QRectF>

#include <vector>

namespace iic::ui {

/// A square picture of the sky about a source.
struct FieldPicture {
    QImage picture; ///< null when there is none
    QString caption; ///< what it shows, e.g. "W1"
    double side = 0; ///< of the picture, arcsec
    QString reason; ///< why there is none
};

/// One source: wide and close views, where each marks the field of the next (paper, Fig. 1), and its bands and colours (Fig. 3).
/// Scale bars are in the views and in the first band.
class SourceFieldFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(SourceFieldFigure)

  public:
    SourceFieldFigure(QString name, std::vector<FieldPicture> views, std::vector<FieldPicture> bands)
        : name_(std::move(name)), views_(std::move(views)), bands_(std::move(bands)) {}

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("source-fields"); }
    QSizeF paperSize() const override { return {700, 520}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// A row a picture: what it shows, side in arcsec, pixels, why it is missing.
    Table numbers() const override;

  private:
    void drawPicture(QPainter& painter, const QRectF& place, const FieldPicture& field, bool hasBar,
                     const FigureStyle& style) const;
    void markNext(QPainter& painter, const QRectF& place, const QRectF& next, std::size_t which) const;

    QString name_;
    std::vector<FieldPicture> views_;
    std::vector<FieldPicture> bands_;
};

} // namespace iic::ui
