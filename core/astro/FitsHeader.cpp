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

/// The text of a string that starts at `record`, '' standing for ', and what follows it.
std::string unquoted(std::string_view record, std::string_view& rest) {
    std::string text;
    std::size_t at = 1;
    for (; at < record.size(); ++at) {
        if (record[at] == '\'' && (at + 1 >= record.size() || record[++at] != '\''))
            break;
        text += record[at];
    }
    rest = record.substr(std::min(at, record.size()));
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
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

FitsCard FitsCard::fromRecord(std::string_view record) {
    FitsCard card;
    card.keyword = trimmed(record.substr(0, 8));
    record.remove_prefix(std::min<std::size_t>(record.size(), 8));
    if (!record.starts_with("= ") && card.keyword != "CONTINUE") {
        card.comment = trimmed(record);
        return card;
    }
    record.remove_prefix(std::min<std::size_t>(record.size(), 2));
    record.remove_prefix(std::min(record.find_first_not_of(' '), record.size()));
    card.isText = record.starts_with('\'');
    if (card.isText)
        card.value = unquoted(record, record);
    const auto slash = std::min(record.find('/'), record.size());
    if (!card.isText)
        card.value = trimmed(record.substr(0, slash));
    card.comment = trimmed(record.substr(std::min(slash + 1, record.size())));
    return card;
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
