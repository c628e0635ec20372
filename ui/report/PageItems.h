#pragma once

#include "report/Report.h"

#include <functional>

class QPaintDevice;

namespace iic::ui {

/// A piece of a page that is never cut: a heading, a paragraph, a row of a table, figures with their captions.
struct PageItem {
    double height = 0; ///< 1/96 inch
    double above = 0; ///< room before it, but at the top of a page
    bool keepsWithNext = false;
    std::function<void(QPainter& painter, double top)> paint; ///< at the left edge of the text
    std::shared_ptr<const PageItem> head; ///< comes again where this item begins a page
};

/// The report in pieces for a column of text of this width, measured as `device` draws.
std::vector<PageItem> pageItems(const Report& report, double width, QPaintDevice* device);

/// Paper's, with one glyph for each letter: others, which fonts put beside digits and capitals, come out of a PDF as nothing when
/// its text is copied or searched.
FigureStyle pageStyle();

/// A line of small text that takes no second line.
void paintSmallLine(QPainter& painter, const QRectF& place, int alignment, const QString& text);

} // namespace iic::ui
