#include "report/PageTable.h"

#include "report/WrappedText.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace iic::ui {

namespace {

constexpr double padding = 2; ///< above and below the text of a row
constexpr std::size_t mostRowsTogether = 24; ///< of a table that is not cut

/// The widest word.
double wordWidth(const QString& text, const QFont& font, QPaintDevice* device) {
    double widest = 0;
    for (const QString& word : text.split(QLatin1Char(' ')))
        widest = std::max(widest, WrappedText::naturalWidth(word, font, device));
    return widest;
}

class TableLayout {
  public:
    TableLayout(const ReportTable& table, double width, QPaintDevice* device) : table_(table), device_(device) {
        struct Try {
            int pixels;
            bool breaksHeads;
        };
        // Texts are broken before they get smaller.
        const std::vector<Try> tries = table.columns.isEmpty()
                                           ? std::vector<Try>{{12, false}}
                                           : std::vector<Try>{{12, false}, {12, true}, {11, true}, {10, true}};
        for (const auto& [pixels, breaksHeads] : tries) {
            font_ = pageStyle().font;
            font_.setPixelSize(pixels);
            gap_ = pixels * 1.3;
            measure(breaksHeads);
            if (total() <= width)
                return;
        }
        const auto widest = std::ranges::max_element(widths_);
        *widest = std::max(40.0, *widest - (total() - width));
    }

    std::vector<PageItem> items() const {
        const std::shared_ptr<const PageItem> head = headItem();
        std::vector<PageItem> items;
        if (head)
            items.push_back(*head);
        for (std::size_t first = 0; first < table_.rows.size();) {
            std::size_t last = first + 1;
            while (last < table_.rows.size() && table_.rows[last].value(0).isEmpty())
                ++last;
            items.push_back(groupItem(first, last));
            items.back().head = head;
            items.back().keepsWithNext = table_.rows.size() <= mostRowsTogether && last < table_.rows.size();
            first = last;
        }
        items.front().above = 5;
        return items;
    }

  private:
    /// The cells of a row, side by side.
    struct Row {
        std::vector<std::pair<double, WrappedText>> cells; ///< each with its left
        double height = 0;

        void paint(QPainter& painter, double top, const QColor& colour) const {
            for (const auto& [left, text] : cells)
                text.paint(painter, {left, top + padding}, colour);
        }
    };

    double total() const {
        return std::accumulate(widths_.begin(), widths_.end(), 0.0) + gap_ * static_cast<double>(widths_.size() - 1);
    }

    void measure(bool breaksHeads) {
        widths_.clear();
        const auto take = [&](const QStringList& row, const QFont& font, auto&& widthOf) {
            widths_.resize(std::max(widths_.size(), static_cast<std::size_t>(row.size())));
            for (int column = 0; column < row.size(); ++column) {
                double& widest = widths_[static_cast<std::size_t>(column)];
                widest = std::max(widest, widthOf(row[column], font, device_));
            }
        };
        for (const QStringList& row : table_.rows)
            take(row, font_, &WrappedText::naturalWidth);
        take(table_.columns, headFont(), breaksHeads ? &wordWidth : &WrappedText::naturalWidth);
    }

    QFont headFont() const {
        QFont font = font_;
        font.setBold(true);
        return font;
    }

    Row layOut(const QStringList& texts, const QFont& font) const {
        Row row;
        double left = 0;
        for (int column = 0; column < texts.size(); ++column) {
            const double width = widths_[static_cast<std::size_t>(column)];
            row.cells.emplace_back(left, WrappedText(texts[column], font, width, device_,
                                                     column < table_.textColumns ? Qt::AlignLeft : Qt::AlignRight));
            row.height = std::max(row.height, row.cells.back().second.height() + 2 * padding);
            left += width + gap_;
        }
        return row;
    }

    std::shared_ptr<const PageItem> headItem() const {
        if (table_.columns.isEmpty())
            return nullptr;
        const Row row = layOut(table_.columns, headFont());
        auto item = std::make_shared<PageItem>(PageItem{row.height, 0, true, {}, nullptr});
        item->paint = [row, width = total(), style = pageStyle()](QPainter& painter, double top) {
            row.paint(painter, top, style.text);
            painter.setPen(QPen(style.text, 1));
            painter.drawLine(QLineF(0, top, width, top));
            painter.drawLine(QLineF(0, top + row.height, width, top + row.height));
        };
        return item;
    }

    PageItem groupItem(std::size_t first, std::size_t last) const {
        std::vector<Row> rows;
        double height = 0;
        for (std::size_t i = first; i < last; ++i) {
            rows.push_back(layOut(table_.rows[i], font_));
            height += rows.back().height;
        }
        PageItem item{height, 0, false, {}, nullptr};
        const bool isFirst = first == 0, isLast = last == table_.rows.size(), hasHead = !table_.columns.isEmpty();
        item.paint = [rows = std::move(rows), width = total(), height, isFirst, isLast, hasHead,
                      style = pageStyle()](QPainter& painter, double top) {
            painter.setPen(QPen(isFirst ? style.text : style.grid, 1));
            if (!isFirst || !hasHead)
                painter.drawLine(QLineF(0, top, width, top));
            double at = top;
            for (const Row& row : rows) {
                row.paint(painter, at, style.text);
                at += row.height;
            }
            painter.setPen(QPen(isLast ? style.text : style.grid, 1));
            painter.drawLine(QLineF(0, top + height, width, top + height));
        };
        return item;
    }

    const ReportTable& table_;
    QPaintDevice* device_;
    QFont font_;
    double gap_ = 0;
    std::vector<double> widths_;
};

} // namespace

std::vector<PageItem> tableItems(const ReportTable& table, double width, QPaintDevice* device) {
    return table.rows.empty() ? std::vector<PageItem>{} : TableLayout(table, width, device).items();
}

} // namespace iic::ui
