#include "astro/FitsHeader.h"

#include <algorithm>
#include <charconv>
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
    std::replace(text.begin(), text.end(), 'D', 'E');   // FITS allows D for the exponent of a double
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    T value{};
    const auto [end, status] = std::from_chars(begin, text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

const FitsCard* FitsHeader::find(std::string_view keyword) const {
    const auto card = std::find_if(cards_.begin(), cards_.end(), [&](const FitsCard& c) { return c.keyword == keyword; });
    return card == cards_.end() ? nullptr : &*card;
}

std::optional<double> FitsHeader::number(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? parsed<double>(trimmed(card->value)) : std::nullopt;
}

std::optional<long long> FitsHeader::integer(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? parsed<long long>(trimmed(card->value)) : std::nullopt;
}

std::optional<std::string> FitsHeader::text(std::string_view keyword) const {
    const auto* card = find(keyword);
    return card ? std::optional(trimmed(card->value)) : std::nullopt;
}

std::string FitsHeader::records() const {
    std::string all;
    for (const auto& card : cards_) {
        if (card.value.empty() && !card.isText)
            continue;   // commentary says nothing to a reader of keywords
        const auto value = card.isText ? fmt::format("'{:<8}'", card.value) : fmt::format("{:>20}", card.value);
        auto record = fmt::format("{:<8}= {}", card.keyword, value);
        record.resize(80, ' ');
        all += record;
    }
    std::string end = "END";
    end.resize(80, ' ');
    return all + end;
}

} // namespace iic
