#include "widgets/FilterEdit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStringListModel>
#include <QStyleOptionFrame>
#include <QTextCharFormat>

#include <algorithm>

namespace iic::ui {

namespace {

/// Places in a condition count characters, those in a QString UTF-16 units.
int unitsOf(const QString& text, std::size_t characters) {
    const QList<uint> all = text.toUcs4();
    const auto count = std::min(static_cast<qsizetype>(characters), all.size());
    return static_cast<int>(QString::fromUcs4(reinterpret_cast<const char32_t*>(all.constData()), count).size());
}

int charactersOf(const QString& text, int units) { return static_cast<int>(text.left(units).toUcs4().size()); }

QString sentenceOf(const ExpressionError& error) {
    QString sentence = FilterEdit::tr("Character %1: %2").arg(error.position + 1).arg(QString::fromStdString(error.reason));
    if (!error.expected.empty())
        sentence += FilterEdit::tr("; expected %1").arg(QString::fromStdString(error.expected));
    if (!error.found.empty())
        sentence += FilterEdit::tr("; found %1").arg(QString::fromStdString(error.found));
    if (!error.suggestion.empty())
        sentence += FilterEdit::tr(". Did you mean %1?").arg(QString::fromStdString(error.suggestion));
    return sentence;
}

} // namespace

FilterEdit::FilterEdit(SourceFilter& filter, const ShownSources& shown, QWidget* parent)
    : QLineEdit(parent), filter_(filter), shown_(shown), completer_(new QCompleter(this)), words_(new QStringListModel(this)) {
    setObjectName(QStringLiteral("filterEdit"));
    setAccessibleName(tr("Filter"));
    setToolTip(tr("A condition on the columns; Return shows only the sources that meet it.\n"
                  "Columns: those of the table, and ra, dec, w1mpro …, w1snr …, w1w2, w2w3, class, confidence, label, truth.\n"
                  "Example: w1w2 > 0.8 && (isnull(label) || label == \"unsure\")"));
    setClearButtonEnabled(true);
    chooseHint();
    completer_->setModel(words_);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterEdit::complete);
    connect(this, &QLineEdit::textEdited, this, [this] {
        clearFault();
        offerCompletions();
    });
    connect(this, &QLineEdit::returnPressed, this, &FilterEdit::apply);
}

void FilterEdit::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    chooseHint();
}

/// The longest hint that is seen whole.
void FilterEdit::chooseHint() {
    constexpr int beside = 2; // what a line edit leaves free on either side of its text
    QStyleOptionFrame frame;
    initStyleOption(&frame);
    const int room = style()->subElementRect(QStyle::SE_LineEditContents, &frame, this).width() - 2 * beside;
    const QStringList hints{tr("Filter: w1mpro < 15 && class == \"quasar\""), tr("Filter: w1mpro < 15"), tr("Filter: w1w2 > 1"),
                            tr("Filter")};
    const auto fitting =
        std::ranges::find_if(hints, [&](const QString& hint) { return fontMetrics().horizontalAdvance(hint) <= room; });
    setPlaceholderText(fitting == hints.end() ? hints.last() : *fitting);
}

/// Return means the word chosen of the list of completions, else the condition. The completer has the key after this.
void FilterEdit::keyPressEvent(QKeyEvent* event) {
    QAbstractItemView& popup = *completer_->popup();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReturn || !popup.isVisible())
        return QLineEdit::keyPressEvent(event);
    if (popup.selectionModel()->hasSelection())
        return event->ignore();
    popup.hide();
    QLineEdit::keyPressEvent(event);
    event->accept();
}

void FilterEdit::apply() {
    const QString condition = text().trimmed();
    if (condition.isEmpty())
        return;
    const ExpressionResult<Expression> parsed = Expression::parse(text().toStdString());
    if (!parsed)
        return showFault(parsed.error());
    if (const ConditionCheck check = shown_.check(*parsed); check.error)
        return showFault(*check.error);
    clearFault();
    clear();
    filter_.add(condition, condition);
}

void FilterEdit::showFault(const ExpressionError& error) {
    const int from = unitsOf(text(), error.position);
    const int end = unitsOf(text(), error.position + error.length);
    setCursorPosition(from);
    underline(from, std::max(1, end - from));
    const QString sentence = sentenceOf(error);
    setAccessibleDescription(sentence);
    Q_EMIT faultFound(sentence);
}

void FilterEdit::clearFault() {
    underline(0, 0);
    setAccessibleDescription({});
    Q_EMIT faultFound({});
}

/// A line edit formats its text only as an input method would.
void FilterEdit::underline(int from, int length) {
    QList<QInputMethodEvent::Attribute> attributes;
    if (length > 0) {
        QTextCharFormat wavy;
        wavy.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wavy.setUnderlineColor(QColor(0xE0, 0x5A, 0x4F));
        attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, from - cursorPosition(), length, wavy);
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void FilterEdit::offerCompletions() {
    const int cursor = charactersOf(text(), cursorPosition());
    completions_ = shown_.completions(text(), cursor);
    const int from = unitsOf(text(), completions_.position);
    const QString begun = text().mid(from, cursorPosition() - from);
    QStringList words;
    if (!begun.isEmpty())
        for (const Completion& word : completions_.words)
            if (const QString name = QString::fromStdString(word.text);
                name.startsWith(begun, Qt::CaseInsensitive) && name.size() > begun.size())
                words << name;
    words_->setStringList(words);
    if (words.isEmpty())
        completer_->popup()->hide();
    else
        completer_->complete();
}

void FilterEdit::complete(const QString& word) {
    const int from = unitsOf(text(), completions_.position);
    const int end = unitsOf(text(), completions_.position + completions_.length);
    setText(text().left(from) + word + text().mid(std::max(end, cursorPosition())));
    setCursorPosition(from + static_cast<int>(word.size()));
}

} // namespace iic::ui
