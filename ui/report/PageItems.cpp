#include "report/PageItems.h"

#include "report/PageTable.h"
#include "report/WrappedText.h"

#include <QPainter>

namespace iic::ui {

namespace {

constexpr double gapOfFigures = 20;
constexpr double scale = 0.82; ///< of a figure's letters, so that they are as small as its caption's

QFont sized(int pixels, bool isBold = false) {
    QFont font = pageStyle().font;
    font.setPixelSize(pixels);
    font.setBold(isBold);
    return font;
}

class ItemMaker {
  public:
    ItemMaker(double width, QPaintDevice* device) : width_(width), device_(device) {}

    std::vector<PageItem> make(const Report& report) {
        addText(report.title, sized(24, true), style_.text, 0, true);
        addText(report.subtitle, sized(13), style_.muted, 4, false);
        for (const ReportSection& section : report.sections) {
            addText(section.title, sized(17, true), style_.text, 28, true);
            for (const ReportBlock& block : section.blocks)
                std::visit([this](const auto& what) { add(what); }, block);
        }
        return std::move(items_);
    }

  private:
    void addText(const QString& text, const QFont& font, const QColor& colour, double above, bool keepsWithNext) {
        const WrappedText wrapped(text, font, width_, device_);
        PageItem item{wrapped.height(), above, keepsWithNext, {}, nullptr};
        item.paint = [wrapped, colour](QPainter& painter, double top) { wrapped.paint(painter, {0, top}, colour); };
        items_.push_back(std::move(item));
    }

    void add(const QString& paragraph) { addText(paragraph, sized(13), style_.text, 10, true); }

    void add(const ReportTable& table) {
        addText(numbers_.caption(table), sized(12), style_.muted, 16, true);
        for (PageItem& item : tableItems(table, width_, device_))
            items_.push_back(std::move(item));
    }

    struct Placed {
        FigurePointer figure;
        QRectF place; ///< from the top left of the item
        WrappedText caption;
    };

    Placed placed(const ReportFigure& figure, double left, double column) {
        const QSizeF paper = figure.figure->paperSize() * scale;
        QSizeF size = paper * std::min(1.0, column / paper.width());
        if (figure.heightToWidth > 0)
            size.setHeight(size.width() * figure.heightToWidth);
        return {figure.figure, QRectF(QPointF(left, 0), size), WrappedText(numbers_.caption(figure), sized(12), column, device_)};
    }

    void add(const ReportFigures& figures) {
        if (figures.empty())
            return;
        const auto count = static_cast<double>(figures.size());
        const double column = (width_ - gapOfFigures * (count - 1)) / count;
        std::vector<Placed> row;
        double drawn = 0, captions = 0;
        for (const ReportFigure& figure : figures) {
            row.push_back(placed(figure, static_cast<double>(row.size()) * (column + gapOfFigures), column));
            drawn = std::max(drawn, row.back().place.height());
            captions = std::max(captions, row.back().caption.height());
        }
        PageItem item{drawn + 4 + captions, 18, false, {}, nullptr};
        item.paint = [row = std::move(row), drawn, muted = style_.muted](QPainter& painter, double top) {
            for (const Placed& one : row) {
                painter.save();
                painter.translate(one.place.left(), top);
                painter.scale(scale, scale);
                one.figure->paint(painter, one.place.size() / scale, pageStyle());
                painter.restore();
                one.caption.paint(painter, {one.place.left(), top + drawn + 4}, muted);
            }
        };
        items_.push_back(std::move(item));
    }

    double width_;
    QPaintDevice* device_;
    FigureStyle style_ = pageStyle();
    ReportNumbers numbers_;
    std::vector<PageItem> items_;
};

} // namespace

FigureStyle pageStyle() {
    FigureStyle style = FigureStyle::onPaper();
    style.font.setStyleStrategy(QFont::PreferNoShaping);
    return style;
}

std::vector<PageItem> pageItems(const Report& report, double width, QPaintDevice* device) {
    return ItemMaker(width, device).make(report);
}

void paintSmallLine(QPainter& painter, const QRectF& place, int alignment, const QString& text) {
    const QFont font = sized(11);
    painter.setFont(font);
    painter.setPen(pageStyle().muted);
    painter.drawText(place, alignment, QFontMetricsF(font, painter.device()).elidedText(text, Qt::ElideMiddle, place.width()));
}

} // namespace iic::ui
