#include "catalog/ExpressionTokens.h"
#include "catalog/ExpressionTree.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace iic {

namespace {

constexpr std::array<FunctionEntry, 12> entries{{
    {{"abs", "abs(number)", "the size of a number without its sign"}, Operator::Absolute, 1, false},
    {{"sqrt", "sqrt(number)", "the square root; null below 0"}, Operator::SquareRoot, 1, false},
    {{"log10", "log10(number)", "the logarithm to base 10; null at 0 and below"}, Operator::Logarithm, 1, false},
    {{"min", "min(number, number, …)", "the least; null when one is"}, Operator::Minimum, 2, true},
    {{"max", "max(number, number, …)", "the greatest; null when one is"}, Operator::Maximum, 2, true},
    {{"isnull", "isnull(value)", "whether there is no value"}, Operator::IsNull, 1, false},
    {{"contains", "contains(text, part)", "whether a text holds another"}, Operator::Contains, 2, false},
    {{"startswith", "startswith(text, start)", "whether a text starts with another"}, Operator::StartsWith, 2, false},
    {{"matches", "matches(text, pattern)", "whether a text is as a pattern says: * any characters, ? one"},
     Operator::Matches,
     2,
     false},
    {{"inside", "inside(x, y, x1, y1, x2, y2, x3, y3, …)", "whether a point lies in a polygon, whose corners are numbers"},
     Operator::Inside,
     2,
     true},
    {{"onsky", "onsky(ra, dec, ra1, dec1, ra2, dec2, ra3, dec3, …)",
      "whether a position lies in a polygon on the sky, whose edges are great circles; degrees"},
     Operator::OnSky,
     2,
     true},
    {{"cone", "cone(ra, dec, ra0, dec0, arcsec)", "whether a position lies within a distance of another; degrees and arcseconds"},
     Operator::Cone,
     2,
     true},
}};

/// Edits (a letter more, less, other, or two swapped) between words of at most `longest` letters, ignoring case.
constexpr std::size_t longest = 64;
std::size_t editsBetween(std::string_view a, std::string_view b) {
    std::array<std::array<std::size_t, longest + 1>, 3> rows{}; // of the table: two before, one before, this
    for (std::size_t j = 0; j <= b.size(); ++j)
        rows[1][j] = j;
    const auto same = [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); };
    for (std::size_t i = 1; i <= a.size(); ++i) {
        rows[2][0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = same(a[i - 1], b[j - 1]) ? 0 : 1;
            rows[2][j] = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, rows[1][j - 1] + changed});
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                rows[2][j] = std::min(rows[2][j], rows[0][j - 2] + 1);
        }
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    }
    return rows[1][b.size()];
}

} // namespace

std::span<const FunctionEntry> functionEntries() { return entries; }

std::span<const FunctionHelp> expressionFunctions() {
    static const auto help = [] {
        std::array<FunctionHelp, entries.size()> all;
        std::transform(entries.begin(), entries.end(), all.begin(), [](const FunctionEntry& entry) { return entry.help; });
        return all;
    }();
    return help;
}

const FunctionEntry* findFunction(std::string_view name) {
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [name](const FunctionEntry& candidate) { return isWord(name, candidate.help.name); });
    return entry == entries.end() ? nullptr : &*entry;
}

std::string nearestWord(std::string_view name, std::span<const std::string> words) {
    if (name.size() > longest)
        return {};
    std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
    std::string nearest;
    for (const auto& word : words) {
        if (word.size() > longest || std::max(word.size(), name.size()) - std::min(word.size(), name.size()) >= least)
            continue;
        if (const auto edits = editsBetween(name, word); edits < least) {
            least = edits;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace iic
