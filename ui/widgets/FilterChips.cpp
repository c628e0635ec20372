#include "widgets/FilterChips.h"

#include "models/PlainText.h"
#include "widgets/FlowLayout.h"

#include <QApplication>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

constexpr qsizetype longestTitle = 60; // characters

/// Short enough, and with every & to be seen: a single one of a button's text is not.
QString buttonText(const QString& title) {
    QString text = title.size() <= longestTitle ? title : title.left(longestTitle - 1) + QStringLiteral("…");
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

/// What the Tab key comes to before a widget.
QWidget* reachedBefore(QWidget& widget) {
    QWidget* before = widget.previousInFocusChain();
    while (before != &widget && !(before->focusPolicy() & Qt::TabFocus))
        before = before->previousInFocusChain();
    return before;
}

} // namespace

FilterChips::FilterChips(SourceFilter& filter, const ShownSources& shown, QStringList switched, QWidget* parent)
    : QWidget(parent), filter_(filter), shown_(shown), fault_(new QLabel), switched_(std::move(switched)), chips_(new QWidget) {
    setObjectName(QStringLiteral("filterChips"));
    fault_->setObjectName(QStringLiteral("filterFault"));
    fault_->setProperty("fault", true);
    fault_->setTextFormat(Qt::PlainText);
    fault_->setWordWrap(true);
    fault_->setContentsMargins(10, 4, 10, 4);
    new FlowLayout(chips_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(fault_);
    layout->addWidget(chips_);
    connect(&filter_, &SourceFilter::changed, this, &FilterChips::rebuild);
    connect(&shown_.store(), &SourceStore::wasReset, this, &FilterChips::rebuild); // other columns, other faults
    rebuild();
}

void FilterChips::showFault(const QString& sentence) {
    fault_->setText(sentence);
    fault_->setVisible(!sentence.isEmpty());
    setVisible(!sentence.isEmpty() || chips_->layout()->count() > 0);
}

QWidget* FilterChips::makeChip(int which) {
    const FilterChip& chip = filter_.chips()[static_cast<std::size_t>(which)];
    const std::optional<ExpressionError>& fault = shown_.fault(which);
    auto* button = new QToolButton;
    button->setProperty("filterChip", true);
    button->setText(QStringLiteral("%1  ×").arg(buttonText(chip.title)));
    const QString condition = QString::fromStdString(chip.condition.text());
    button->setToolTip(plainToolTip(fault ? tr("%1\nNot asked here: %2").arg(condition, QString::fromStdString(fault->oneLine()))
                                          : tr("%1\nClick to take this condition away").arg(condition)));
    button->setProperty("isPassedOver", fault.has_value());
    button->setAccessibleName(fault ? tr("Filter %1, not asked here").arg(chip.title) : tr("Remove filter %1").arg(chip.title));
    // The chip is gone before its click is over.
    connect(
        button, &QToolButton::clicked, this, [this, which] { filter_.remove(which); }, Qt::QueuedConnection);
    return button;
}

void FilterChips::rebuild() {
    QLayout* layout = chips_->layout();
    const int focused = layout->indexOf(QApplication::focusWidget());
    while (QLayoutItem* item = layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    QWidget* before = reachedBefore(*this);
    const auto add = [&](QWidget* button) {
        layout->addWidget(button);
        button->show();
        setTabOrder(std::exchange(before, button), button);
    };
    const auto count = static_cast<int>(filter_.chips().size());
    for (int chip = 0; chip < count; ++chip)
        if (!switched_.contains(filter_.chips()[static_cast<std::size_t>(chip)].group))
            add(makeChip(chip));
    if (focused >= 0 && layout->count() > 0) // the next one may be to go too
        layout->itemAt(std::min(focused, layout->count() - 1))->widget()->setFocus();
    if (layout->count() > 1) {
        auto* clear = new QToolButton;
        clear->setObjectName(QStringLiteral("clearFilters"));
        clear->setProperty("filterChip", true);
        clear->setText(tr("Clear all"));
        connect(clear, &QToolButton::clicked, &filter_, &SourceFilter::clear, Qt::QueuedConnection);
        add(clear);
    }
    chips_->setVisible(layout->count() > 0);
    showFault(fault_->text());
}

} // namespace iic::ui
