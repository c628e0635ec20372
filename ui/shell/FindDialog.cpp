#include "shell/FindDialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace iic::ui {

FindDialog::FindDialog(SourceWorkspace& workspace, QWidget* parent)
    : QDialog(parent), workspace_(workspace), text_(new QLineEdit), answer_(new QLabel) {
    setWindowTitle(tr("Find source"));
    const bool takesPositions = workspace_.hasPositions();
    auto* prompt = new QLabel(takesPositions ? tr("&Designation or position:") : tr("&Name:"));
    prompt->setBuddy(text_);
    text_->setObjectName(QStringLiteral("findText"));
    if (takesPositions)
        text_->setPlaceholderText(tr("J080624.14+010210.3, 121.6006 +1.0362 or 08:06:24.1 +01:02:10"));
    text_->setMinimumWidth(460);
    answer_->setObjectName(QStringLiteral("findAnswer"));
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
        workspace_.select(row);
        accept();
    } else if (const std::optional<SkyCoord> position = parsePosition(wanted.toStdString()); !position) {
        answer_->setText(workspace_.hasPositions() ? tr("No source has “%1” in its name, and it is not a position.").arg(wanted)
                                                   : tr("No source has “%1” in its name.").arg(wanted));
    } else if (const QString problem = workspace_.goTo(*position); !problem.isEmpty()) {
        answer_->setText(problem);
    } else {
        accept();
    }
}

int FindDialog::rowNamed(const QString& text) const {
    const SourceList& sources = workspace_.sources();
    int first = -1;
    for (int row = 0; row < sources.size(); ++row) {
        const QString name = sources.name(row);
        if (name.compare(text, Qt::CaseInsensitive) == 0)
            return row;
        if (first < 0 && name.contains(text, Qt::CaseInsensitive))
            first = row;
    }
    return first;
}

} // namespace iic::ui
