#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iic {

struct FitsCard {
    std::string keyword;
    std::string value; ///< as written, strings without their quotes
    std::string comment;
    bool isText = false; ///< the value was quoted

    std::optional<double> number() const; ///< nullopt unless finite
    std::optional<long long> integer() const;
    /// The value as a record holds it: strings in quotes, cut where `room` characters do not hold them whole.
    std::string written(std::size_t room = 70) const;
    /// A record of 80 characters as a card; one without a value keeps its text as the comment.
    static FitsCard fromRecord(std::string_view record);
};

/// The cards of one HDU in file order.
class FitsHeader {
  public:
    const std::vector<FitsCard>& cards() const { return cards_; }
    void add(FitsCard card) { cards_.push_back(std::move(card)); }

    bool has(std::string_view keyword) const { return find(keyword) != nullptr; }
    std::optional<double> number(std::string_view keyword) const;
    std::optional<long long> integer(std::string_view keyword) const;
    std::optional<std::string> text(std::string_view keyword) const;

    /// The cards as 80-character records without line ends, as WCSLIB reads them.
    std::string records() const;

  private:
    const FitsCard* find(std::string_view keyword) const;
    std::vector<FitsCard> cards_;
};

} // namespace iic
