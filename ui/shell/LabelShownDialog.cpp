#include "shell/LabelShownDialog.h"

#include "models/SourceCells.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int longestReason = 500;

} // namespace

LabelShownDialog::LabelShownDialog(int count, QWidget* parent)
    : OptionsDialog(tr("Label all shown"), tr("Label %Ln source(s)", nullptr, count), parent),
      label_(new QComboBox),
      reason_(new QLineEdit) {
    body()->addWidget(explanation(tr("Every source that passes the filter gets this label, in the place of one it has. "
                                     "One undo takes all of them back.")));
    QFormLayout* form = addGroup(tr("Label"), body());
    label_->setObjectName(QStringLiteral("labelForShown"));
    for (const UserLabel label :
         {UserLabel::Star, UserLabel::Galaxy, UserLabel::Quasar, UserLabel::Unsure, UserLabel::Artefact, UserLabel::None})
        label_->addItem(label == UserLabel::None ? tr("none: remove labels") : labelText(label), static_cast<int>(label));
    reason_->setObjectName(QStringLiteral("labelReason"));
    reason_->setMaxLength(longestReason);
    reason_->setPlaceholderText(tr("kept with each label"));
    addField(form, tr("Label"), label_);
    addField(form, tr("Reason"), reason_);
    body()->addStretch(1);
    resize(460, 0);
}

UserLabel LabelShownDialog::label() const { return static_cast<UserLabel>(label_->currentData().toInt()); }

QString LabelShownDialog::reason() const {
    const QString words = reason_->text().trimmed();
    return words.isEmpty() ? QStringLiteral("user") : words;
}

} // namespace iic::ui
