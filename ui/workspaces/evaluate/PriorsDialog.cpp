#include "workspaces/evaluate/PriorsDialog.h"

#include "models/SourceCells.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace iic::ui {

PriorsDialog::PriorsDialog(const ClassProbabilities& first, QWidget* parent)
    : OptionsDialog(tr("How frequent the classes are"), tr("Use"), parent), fields_{} {
    body()->addWidget(explanation(tr(
        "The network learned where the classes are as frequent as in its training split. Its probabilities are changed to where "
        "they are as frequent as here, and every source counts as many times as its class asks for. What matters is how the "
        "three numbers compare.")));
    QFormLayout* form = addGroup(tr("Sources of each class"), body());
    for (std::size_t which = 0; which < classCount; ++which) {
        const auto sourceClass = static_cast<SourceClass>(which);
        fields_[which] = new NumberField(NumberField::Kind::Real, 1e-9, 1e12);
        fields_[which]->setObjectName(QStringLiteral("prior_%1").arg(which));
        fields_[which]->setValue(first[which]);
        addField(form, classText(sourceClass), fields_[which], [field = fields_[which]] { return field->check(); });
        connect(fields_[which], &QLineEdit::textChanged, this, &OptionsDialog::recheck);
    }
    body()->addStretch(1);
    resize(460, 0);
}

ClassProbabilities PriorsDialog::priors() const {
    ClassProbabilities numbers{};
    for (std::size_t which = 0; which < classCount; ++which)
        numbers[which] = fields_[which]->value().value_or(1);
    return numbers;
}

} // namespace iic::ui
