#include "shell/FindDialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace iic::ui {

FindDialog::FindDialog(const SourceList& sources, QWidget* parent)
    : QDialog(parent), sources_(sources), text_(new QLineEdit), answer_(new QLabel) {
    setWindowTitle(tr("Find source"));
    auto* prompt = new QLabel(tr("&Designation or position:"));
    prompt->setBuddy(text_);
    text_->setObjectName(QStringLiteral("findText"));
    text_->setPlaceholderText(tr("J080624.14+010210.3, 121.6006 +1.0362 or 08:06:24.1 +01:02:10"));
    text_->setMinimumWidth(460);
    answer_->setWordWrap(true);
    answer_->setMinimumHeight(answer_->fontMetrics().lineSpacing());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Find"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &FindDialog::search);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(text_, &QLineEdit::textEdited, answer_, &QLabel::clear);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(prompt);
    layout->addWidget(text_);
    layout->addWidget(answer_);
    layout->addWidget(buttons);
}

void FindDialog::search() {
    const QString wanted = text_->text().trimmed();
    if (wanted.isEmpty())
        return;
    for (int row = 0; row < sources_.size(); ++row)
        if (sources_.name[static_cast<std::size_t>(row)].contains(wanted, Qt::CaseInsensitive)) {
            Q_EMIT sourceFound(row);
            accept();
            return;
        }
    if (const std::optional<SkyCoord> position = parsePosition(wanted.toStdString())) {
        Q_EMIT positionFound(*position);
        accept();
        return;
    }
    answer_->setText(tr("No source has “%1” in its name, and it is not a position.").arg(wanted));
}

} // namespace iic::ui
