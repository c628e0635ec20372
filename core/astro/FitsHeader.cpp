#include "astro/FitsHeader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

template <typename T> std::optional<T> parsed(std::string text) {
    std::replace(text.begin(), text.end(), 'D', 'E'); // FITS allows D for the exponent of a double
    const bool signs = text.starts_with('+') && !text.starts_with("+-");
    const char* begin = text.data() + (signs ? 1 : 0);
    T value{};
    const auto [end, status] = std::from_chars(begin, text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace

std::optional<double> FitsCard::number() const { return parsed<double>(trimmed(value)); }

std::optional<long long> FitsCard::integer() const { return parsed<long long>(trimmed(value)); }

std::string FitsCard::written(std::size_t room) const {
    if (!isText)
        return fmt::format("{:>20}", value);
    std::string quoted;
    for (const char character : value) {
        const std::string_view next = character == '\'' ? "''" : std::string_view(&character, 1);
        if (quoted.size() + next.size() + 2 > room)
            break;
        quoted += next;
    }
    return fmt::format("{:<20}", fmt::format("'{:<8}'", quoted));
}

const FitsCard* FitsHeader::find(std::string_view keyword) const {
    const auto card = std::find_if(cards_.begin(), cards_.end(), [&](const FitsCard& c) { return c.keyword == keyword; });
    return card == cards_.end() ? nullptr : &*card;
}

std::optional<double> FitsHeader::number(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? card->number() : std::nullopt;
}

std::optional<long long> FitsHeader::integer(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? card->integer() : std::nullopt;
}

std::optional<std::string> FitsHeader::text(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? std::optional(trimmed(card->value)) : std::nullopt;
}

std::string FitsHeader::records() const {
    std::string all;
    for (const auto& card : cards_) {
        if ((card.value.empty() && !card.isText) || card.keyword.size() > 8)
            continue; // commentary and long keywords say nothing to a reader of sky coordinates
        auto record = fmt::format("{:<8}= {}", card.keyword, card.written());
        record.resize(80, ' ');
        all += record;
    }
    std::string end = "END";
    end.resize(80, ' ');
    return all + end;
}

} // namespace iic
