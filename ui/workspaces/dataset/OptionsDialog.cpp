#include "workspaces/dataset/OptionsDialog.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace iic::ui {

OptionsDialog::OptionsDialog(const QString& title, const QString& action, QWidget* parent)
    : QDialog(parent), body_(new QVBoxLayout), buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel)) {
    setWindowTitle(title);
    body_->setSpacing(12);
    buttons_->button(QDialogButtonBox::Cancel)->setAutoDefault(false); // nor while the other waits
    go_ = buttons_->addButton(action, QDialogButtonBox::AcceptRole);
    go_->setObjectName(QStringLiteral("go"));
    connect(buttons_, &QDialogButtonBox::accepted, this, &OptionsDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(14);
    layout->addLayout(body_, 1);
    layout->addWidget(buttons_);
}

QFormLayout* OptionsDialog::addGroup(const QString& title, QVBoxLayout* into) {
    auto* heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(7);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* group = new QVBoxLayout;
    group->setSpacing(6);
    group->addWidget(heading);
    group->addLayout(form);
    into->addLayout(group);
    return form;
}

void OptionsDialog::recheck() {
    go_->setEnabled(fields_.recheck());
    if (isVisible())
        makeRoom();
}

/// Reasons that wrap are higher than what the layout reckons with.
void OptionsDialog::makeRoom() {
    layout()->activate();
    const int needed =
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->totalSizeHint().height();
    if (height() < needed)
        resize(width(), needed);
}

void OptionsDialog::accept() {
    recheck();
    if (isComplete())
        QDialog::accept();
}

/// The buttons, made before the fields, come after them for the Tab key, and the first field has the keyboard.
void OptionsDialog::setVisible(bool visible) {
    if (visible && !isVisible()) {
        buttons_->setParent(nullptr);
        layout()->addWidget(buttons_);
        go_->setDefault(true);
        recheck();
        makeRoom();
    }
    QDialog::setVisible(visible);
}

QString withDatasetEnding(const QString& file) {
    const QString trimmed = file.trimmed();
    return trimmed.isEmpty() || !QFileInfo(trimmed).suffix().isEmpty() ? trimmed : trimmed + QStringLiteral(".h5");
}

FieldState checkOutputFile(const QString& file) {
    if (file.trimmed().isEmpty())
        return FieldState::missing(OptionsDialog::tr("Choose the file to write."));
    const QFileInfo out(withDatasetEnding(file));
    const QFileInfo folder(out.absolutePath());
    if (QFileInfo(file.trimmed()).isDir() || out.isDir())
        return FieldState::wrong(OptionsDialog::tr("This is a folder; a file is wanted."));
    if (!folder.isDir())
        return FieldState::wrong(OptionsDialog::tr("There is no folder %1.").arg(folder.filePath()));
    if (!folder.isWritable() || (out.exists() && !out.isWritable()))
        return FieldState::wrong(OptionsDialog::tr("It may not be written here."));
    if (out.exists())
        return FieldState::note(OptionsDialog::tr("Replaces the file that is there, once the new one is whole."));
    return {};
}

} // namespace iic::ui
