#include "workspaces/dataset/CheckedFields.h"

#include <QFormLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace iic::ui {

QLabel* CheckedFields::explanation(const QString& text, int narrowest) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("muted", true);
    label->setWordWrap(true);
    label->setMinimumWidth(narrowest);
    return label;
}

QLabel* CheckedFields::addReason(QWidget* field, Check check) {
    QLabel* reason = explanation({}, narrowest_);
    if (!field->objectName().isEmpty())
        reason->setObjectName(field->objectName() + QStringLiteral("Reason"));
    reason->hide();
    checked_.push_back({field, reason, std::move(check)});
    return reason;
}

void CheckedFields::add(QFormLayout* form, const QString& name, QWidget* field, Check check) {
    auto* label = new QLabel(name);
    label->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    if (!check)
        return form->addRow(label, field);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(field);
    column->addWidget(addReason(field, std::move(check)));
    form->addRow(label, column);
}

bool CheckedFields::recheck() {
    isComplete_ = true;
    for (const Checked& one : checked_) {
        const FieldState state = one.field->isEnabled() ? one.check() : FieldState{};
        isComplete_ = isComplete_ && state.mayGoOn();
        one.reason->setText(state.text);
        one.reason->setVisible(!state.text.isEmpty());
        one.field->setAccessibleDescription(state.text);
        const bool isWrong = state.kind == FieldState::Kind::Wrong;
        if (one.reason->property("problem").toBool() == isWrong)
            continue;
        one.reason->setProperty("problem", isWrong);
        one.reason->style()->unpolish(one.reason);
        one.reason->style()->polish(one.reason);
    }
    return isComplete_;
}

} // namespace iic::ui
