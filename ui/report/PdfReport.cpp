#include "report/PdfReport.h"

#include "report/PageItems.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>

namespace iic::ui {

namespace {

constexpr double unitsPerInch = 96;
constexpr double unitsPerMillimetre = unitsPerInch / 25.4;
constexpr QSizeF paper{210 * unitsPerMillimetre, 297 * unitsPerMillimetre};
constexpr double side = 20 * unitsPerMillimetre, top = 18 * unitsPerMillimetre, bottom = 24 * unitsPerMillimetre;
constexpr double textWidth = paper.width() - 2 * side, textHeight = paper.height() - top - bottom;

struct PlacedItem {
    const PageItem* item;
    double top;
};
using Page = std::vector<PlacedItem>;

/// The room that an item takes together with those that it must not be parted from, where a page has as much.
double heightTogether(const std::vector<PageItem>& items, std::size_t first) {
    double height = items[first].height;
    for (std::size_t i = first; items[i].keepsWithNext && i + 1 < items.size(); ++i)
        height += items[i + 1].above + items[i + 1].height;
    return height <= textHeight ? height : items[first].height;
}

std::vector<Page> paginate(const std::vector<PageItem>& items) {
    std::vector<Page> pages(1);
    double filled = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const PageItem& item = items[i];
        double at = pages.back().empty() ? 0 : filled + item.above;
        if (!pages.back().empty() && at + heightTogether(items, i) > textHeight) {
            pages.emplace_back();
            at = 0;
            if (item.head) {
                pages.back().push_back({item.head.get(), 0});
                at = item.head->height;
            }
        }
        pages.back().push_back({&item, at});
        filled = at + item.height;
    }
    return pages;
}

void paintFoot(QPainter& painter, const Report& report, std::size_t page, std::size_t pages) {
    const QRectF foot(0, textHeight + 20, textWidth, 16);
    paintSmallLine(painter, foot.adjusted(0, 0, -100, 0), Qt::AlignLeft | Qt::AlignVCenter, report.title);
    paintSmallLine(painter, foot, Qt::AlignRight | Qt::AlignVCenter,
                   QCoreApplication::translate("Report", "%1 of %2").arg(page).arg(pages));
}

} // namespace

QByteArray pdfOf(const Report& report) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(static_cast<int>(unitsPerInch));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    writer.setTitle(report.title);
    writer.setCreator(QStringLiteral("IICnet Studio " IIC_VERSION));
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side, top);
    const std::vector<PageItem> items = pageItems(report, textWidth, &writer);
    const std::vector<Page> pages = paginate(items);
    for (std::size_t number = 0; number < pages.size(); ++number) {
        if (number > 0)
            writer.newPage();
        for (const PlacedItem& placed : pages[number])
            placed.item->paint(painter, placed.top);
        paintFoot(painter, report, number + 1, pages.size());
    }
    painter.end();
    return bytes;
}

} // namespace iic::ui
