#pragma once

#include <QColor>
#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace iic::ui {

/// The room a badge with this name takes beside text of `font`.
QSize classBadgeSize(const QFont& font, const QString& name);

/// Paints a class as its name in a rounded box of its colour. A name that is too long for the box is cut short.
void paintClassBadge(QPainter& painter, const QRect& box, const QFont& font, const QString& name, const QColor& colour);

} // namespace iic::ui
