#include "workspaces/evaluate/FigureParts.h"

#include <QLabel>
#include <QToolButton>

namespace iic::ui {

QToolButton* figureSwitch(const QString& name, const QString& text, const QString& about, const Setting<bool>& setting) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(about);
    button->setCheckable(true);
    button->setChecked(setting.read());
    button->setProperty("chip", true);
    QObject::connect(button, &QToolButton::toggled, button, [setting](bool isOn) { setting.write(isOn); });
    return button;
}

QLabel* figureNote(const QString& name) {
    auto* note = new QLabel;
    note->setObjectName(name);
    note->setAlignment(Qt::AlignCenter);
    note->setWordWrap(true);
    note->setContentsMargins(10, 0, 10, 6);
    return note;
}

} // namespace iic::ui
