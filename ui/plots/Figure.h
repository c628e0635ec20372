#pragma once

#include "catalog/Table.h"

#include "plots/FigureStyle.h"

#include <QSizeF>
#include <QString>

#include <memory>

class QPainter;

namespace iic::ui {

/// A figure as a value: made once from its numbers, never changed, painted and read from any thread.
class Figure {
  public:
    Figure() = default;
    Figure(const Figure&) = delete;
    Figure& operator=(const Figure&) = delete;
    virtual ~Figure() = default;

    /// In the user's language.
    virtual QString title() const = 0;
    /// Of its file, without an ending, e.g. "signal-to-noise".
    virtual QString suggestedName() const = 0;
    /// In a file, 1/96 inch.
    virtual QSizeF paperSize() const = 0;
    /// Fills the rectangle from (0, 0) to `size`, 1/96 inch or pixels. Nothing is drawn outside of it and no clip is used, for SVG
    /// has none.
    virtual void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const = 0;
    /// What the figure shows, as columns.
    virtual Table numbers() const = 0;
};

using FigurePointer = std::shared_ptr<const Figure>;

} // namespace iic::ui
