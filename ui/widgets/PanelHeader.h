#pragma once

#include <QFrame>
#include <QLabel>
#include <QList>

namespace iic::ui {

/// The strip over a panel: its title on the left, the rest on the right. Styled by the theme (class panelHeader).
QFrame* panelHeader(QLabel* title, const QList<QWidget*>& right);
QLabel* panelTitle(const QString& text = {});

} // namespace iic::ui
