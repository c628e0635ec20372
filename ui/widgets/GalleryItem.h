#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QMetaType>
#include <QModelIndex>
#include <QPalette>
#include <QSize>
#include <QString>

class QPainter;

namespace iic::ui {

/// A class beside a picture; of a source with a truth and a prediction there are two.
struct GalleryBadge {
    QString text;
    QColor colour;
};
using GalleryBadges = QList<GalleryBadge>;

/// What a model tells a gallery of its items, beside the picture (Qt::DecorationRole, a QImage, null while it is not
/// there), the words read aloud (Qt::DisplayRole or Qt::AccessibleTextRole) and Qt::ToolTipRole.
namespace gallery {
enum Role {
    CaptionRole = Qt::UserRole + 100, ///< QStringList: lines below the picture
    BadgesRole, ///< GalleryBadges: classes; between two an arrow is drawn
    LabelRole, ///< UserLabel as int: the user's own, as a mark on the picture
    FlagRole, ///< bool: something may be wrong with the picture
};
} // namespace gallery

/// How all items of a gallery are drawn.
struct GalleryItemStyle {
    int side = 96; ///< of the picture
    int captionLines = 1;
    bool hasBadges = true;
    QFont font;
    QPalette palette;

    QSize cell() const;
    int badgeHeight() const;
    int captionHeight() const; ///< of all lines; pictures too small to read one beside have none
    QFont captionFont() const;
};

struct GalleryItemState {
    bool isSelected = false;
    bool isCurrent = false; ///< and the gallery has the keyboard
    bool isHovered = false;
};

/// Draws an item into `cell`. Asks the model for the item's data once a role.
void paintGalleryItem(QPainter& painter, const QRect& cell, const QModelIndex& index, const GalleryItemStyle& style,
                      const GalleryItemState& state);

} // namespace iic::ui

Q_DECLARE_METATYPE(iic::ui::GalleryBadge)
