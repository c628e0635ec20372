#include "workspaces/dataset/NumberField.h"

#include <QLocale>

namespace iic::ui {

namespace {

constexpr double mostSeed = 18'446'744'073'709'549'568.0; // the last double below 2^64

/// As the user writes numbers, or as programs do.
template <typename Read> auto readAs(const QString& text, Read read) {
    bool isNumber = false;
    auto value = read(QLocale(), text, isNumber);
    if (!isNumber)
        value = read(QLocale::c(), text, isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

std::optional<double> readReal(const QString& text) {
    return readAs(text, [](const QLocale& locale, const QString& digits, bool& ok) { return locale.toDouble(digits, &ok); });
}

std::optional<std::uint64_t> readWhole(const QString& text) {
    return readAs(text, [](const QLocale& locale, const QString& digits, bool& ok) {
        return std::uint64_t(locale.toULongLong(digits, &ok));
    });
}

} // namespace

NumberField::NumberField(Kind kind, double lowest, double highest, QWidget* parent)
    : QLineEdit(parent), kind_(kind), lowest_(lowest), highest_(highest) {
    setMaximumWidth(150);
}

void NumberField::allowEmpty(const QString& words, double meaning) {
    empty_ = meaning;
    setPlaceholderText(words);
    setMinimumWidth(fontMetrics().horizontalAdvance(words) + 24);
    setMaximumWidth(QWIDGETSIZE_MAX);
}

void NumberField::setValue(double value) { setText(QLocale::c().toString(value, 'g', kind_ == Kind::Whole ? 15 : 6)); }

std::optional<std::uint64_t> NumberField::whole() const {
    const QString typed = text().trimmed();
    if (typed.isEmpty() && empty_)
        return static_cast<std::uint64_t>(*empty_);
    const auto value = readWhole(typed);
    return value && double(*value) >= lowest_ && double(*value) <= highest_ ? value : std::nullopt;
}

std::optional<double> NumberField::value() const {
    const QString typed = text().trimmed();
    if (typed.isEmpty() && empty_)
        return empty_;
    if (kind_ == Kind::Whole) {
        const auto number = whole();
        return number ? std::optional(double(*number)) : std::nullopt;
    }
    const auto number = readReal(typed);
    return number && *number >= lowest_ && *number <= highest_ ? number : std::nullopt; // NaN is in no range
}

FieldState NumberField::check() const {
    if (value())
        return {};
    const QLocale locale;
    const auto limit = [&](double number) { return locale.toString(number, 'f', number == double(qint64(number)) ? 0 : 2); };
    if (kind_ == Kind::Whole && highest_ >= mostSeed)
        return FieldState::wrong(tr("A whole number from 0 on is wanted."));
    return FieldState::wrong(
        (kind_ == Kind::Whole ? tr("A whole number from %1 to %2 is wanted.") : tr("A number from %1 to %2 is wanted."))
            .arg(limit(lowest_), limit(highest_)));
}

NumberField* seedField(std::uint64_t seed) {
    auto* field = new NumberField(NumberField::Kind::Whole, 0, mostSeed + 2048);
    field->setText(QString::number(seed));
    field->setMaximumWidth(200);
    return field;
}

} // namespace iic::ui
