#include "workspaces/explain/MapGrid.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace iic::ui {

namespace {

constexpr int gap = 4;

QFont captionFont(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.8);
    return font;
}

int captionHeight(const QFont& font) { return QFontMetrics(captionFont(font)).height() + 1; }

class MapCell : public QStyledItemDelegate {
  public:
    explicit MapCell(MapGrid& grid) : QStyledItemDelegate(&grid), grid_(grid) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return grid_.gridSize(); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QRect cell = option.rect.adjusted(gap, gap, -gap, -gap);
        const QRect picture(cell.topLeft(), QSize(grid_.side(), grid_.side()));
        painter->save();
        painter->setRenderHint(QPainter::SmoothPixmapTransform, false); // a pixel of the map stays one
        painter->drawImage(picture, index.data(Qt::DecorationRole).value<QImage>());
        const bool isChosen = option.state & QStyle::State_Selected;
        if (isChosen) {
            painter->setPen(QPen(option.palette.color(QPalette::Link), 2));
            painter->drawRect(picture.adjusted(-1, -1, 1, 1));
        }
        painter->setFont(captionFont(option.font));
        painter->setPen(option.palette.color(isChosen ? QPalette::WindowText : QPalette::PlaceholderText));
        painter->drawText(QRect(picture.left(), picture.bottom() + 2, picture.width(), captionHeight(option.font)),
                          Qt::AlignCenter, index.data(Qt::DisplayRole).toString());
        painter->restore();
    }

  private:
    MapGrid& grid_;
};

} // namespace

MapGrid::MapGrid(QWidget* parent) : QListView(parent) {
    setItemDelegate(new MapCell(*this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(usualSide + 36); // several stand side by side
    setViewportMargins(8, 6, 0, 0);
    setSide(usualSide);
}

void MapGrid::setSide(int side) {
    if (side == side_)
        return;
    side_ = side;
    setGridSize({side_ + 2 * gap, side_ + 2 * gap + captionHeight(font())});
}

} // namespace iic::ui
