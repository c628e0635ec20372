#pragma once

#include <QCache>
#include <QColor>
#include <QFont>
#include <QList>
#include <QMetaType>
#include <QModelIndex>
#include <QPalette>
#include <QPixmap>
#include <QSize>
#include <QString>

#include <array>

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
    FaultRole, ///< QString: why there is no picture; empty while it may come
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

/// Draws items, and keeps for the next time what is costly to draw: pictures at their size, badges.
class GalleryPainter {
  public:
    const GalleryItemStyle& style() const { return style_; }
    void setStyle(const GalleryItemStyle& style);
    /// Before items are painted together. Has room for the pictures of so many, and scales only so many well as take
    /// a few milliseconds; the rest are drawn rough.
    void begin(int items);
    /// Of those painted since, some should be painted again to be drawn well.
    bool isRough() const { return isRough_; }

    /// Asks the model for the item's data once a role.
    void paint(QPainter& painter, const QRect& cell, const QModelIndex& index, const GalleryItemState& state);

  private:
    void paintCard(QPainter& painter, const QRect& cell, const GalleryItemState& state);
    void paintPicture(QPainter& painter, const QRect& box, const QImage& picture);
    void paintFault(QPainter& painter, const QRect& box, const QString& fault) const;
    void paintBadges(QPainter& painter, const QRect& line, const GalleryBadges& badges);
    QPixmap badge(const GalleryBadge& badge, int width, double ratio);
    void paintCaption(QPainter& painter, QRect line, const QStringList& caption, bool isSelected) const;

    GalleryItemStyle style_;
    QCache<qint64, QPixmap> pictures_; ///< by the images' keys
    QCache<QString, QPixmap> badges_{256};
    std::array<QPixmap, 3> cards_; ///< plain, hovered, selected
    qint64 scaling_ = 0; ///< pixels that may still be scaled well
    bool isRough_ = false;
};

} // namespace iic::ui

Q_DECLARE_METATYPE(iic::ui::GalleryBadge)
