#include "shell/FindDialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace iic::ui {

FindDialog::FindDialog(const SourceList& sources, std::function<bool(const SkyCoord&)> goTo, QWidget* parent)
    : QDialog(parent), sources_(sources), goTo_(std::move(goTo)), text_(new QLineEdit), answer_(new QLabel) {
    setWindowTitle(tr("Find source"));
    auto* prompt = new QLabel(tr("&Designation or position:"));
    prompt->setBuddy(text_);
    text_->setObjectName(QStringLiteral("findText"));
    text_->setPlaceholderText(tr("J080624.14+010210.3, 121.6006 +1.0362 or 08:06:24.1 +01:02:10"));
    text_->setMinimumWidth(460);
    answer_->setTextFormat(Qt::PlainText);
    answer_->setWordWrap(true);
    answer_->setMinimumHeight(answer_->fontMetrics().lineSpacing());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* find = buttons->addButton(tr("Find"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &FindDialog::search);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(text_, &QLineEdit::textEdited, answer_, &QLabel::clear);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(prompt);
    layout->addWidget(text_);
    layout->addWidget(answer_);
    layout->addWidget(buttons);
    find->setDefault(true); // once it is in the dialog, which otherwise takes Cancel for Return
}

void FindDialog::search() {
    const QString wanted = text_->text().trimmed();
    if (wanted.isEmpty())
        return;
    if (const int row = rowNamed(wanted); row >= 0) {
        Q_EMIT sourceFound(row);
        accept();
    } else if (const std::optional<SkyCoord> position = parsePosition(wanted.toStdString()); !position) {
        answer_->setText(tr("No source has “%1” in its name, and it is not a position.").arg(wanted));
    } else if (goTo_(*position)) {
        accept();
    } else {
        answer_->setText(tr("%1 is not on this tile.").arg(QString::fromStdString(sexagesimal(*position))));
    }
}

int FindDialog::rowNamed(const QString& text) const {
    int first = -1;
    for (int row = 0; row < sources_.size(); ++row) {
        const QString name = sources_.name(row);
        if (name.compare(text, Qt::CaseInsensitive) == 0)
            return row;
        if (first < 0 && name.contains(text, Qt::CaseInsensitive))
            first = row;
    }
    return first;
}

} // namespace iic::ui
