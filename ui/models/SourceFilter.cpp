#include "models/SourceFilter.h"

#include <algorithm>

namespace iic::ui {

ExpressionResult<void> SourceFilter::add(const QString& title, const QString& condition, const QString& group) {
    ExpressionResult<Expression> parsed = Expression::parse(condition.toStdString());
    if (!parsed)
        return tl::unexpected(std::move(parsed).error());
    const auto isReplaced = [&](const FilterChip& chip) {
        return group.isEmpty() ? chip.condition.text() == parsed->text() : chip.group == group;
    };
    const auto known = std::find_if(chips_.begin(), chips_.end(), isReplaced);
    FilterChip chip{title, std::move(*parsed), group};
    if (known != chips_.end())
        *known = std::move(chip);
    else
        chips_.push_back(std::move(chip));
    Q_EMIT changed();
    return {};
}

void SourceFilter::remove(int chip) {
    if (chip < 0 || chip >= static_cast<int>(chips_.size()))
        return;
    chips_.erase(chips_.begin() + chip);
    Q_EMIT changed();
}

void SourceFilter::removeGroup(const QString& group) {
    if (std::erase_if(chips_, [&](const FilterChip& chip) { return chip.group == group; }) > 0)
        Q_EMIT changed();
}

void SourceFilter::clear() {
    if (chips_.empty())
        return;
    chips_.clear();
    Q_EMIT changed();
}

bool SourceFilter::hasGroup(const QString& group) const {
    return std::any_of(chips_.begin(), chips_.end(), [&](const FilterChip& chip) { return chip.group == group; });
}

} // namespace iic::ui
