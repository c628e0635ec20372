#include "catalog/LabelPlausibility.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

// What the limits rest on, all W1−W2 in Vega magnitudes:
//
// Published colours. Stars lie at −0.02 with a width of 0.06, early galaxies at 0.1 ± 0.1, spirals at 0.25 ± 0.15, quasars
// at 1.1 ± 0.25 (Wright+10, Jarrett+11); a cut at 0.8 is 95 % reliable and 78 % complete for quasars down to W2 = 15
// (Stern+12). 10 to 15 % of quasars and AGN (hosts outshine them) have the colours of galaxies or stars.
//
// Quasars against another class. The measure is the chance that a quasar is redder than a source of the other class (the
// Mann-Whitney statistic: ranks only, so that no outlier counts for more than one source). Even where 15 % of quasars are
// like the others it is 0.85 · 1 + 0.15 · 0.5 = 0.92. Where all labels sit on wrong sources it is 0.5. Where half of them
// do, half of each class has the colours of the whole sample and, whatever the shares, (0.92 + 1.42 + 0.5) / 4 = 0.71 is
// left. The limit of 0.85 lies between. A sample counts as below it only where two standard deviations, as of two draws
// from one population, do not reach it.
//
// Stars against the rest. Without quasars galaxies may truly be as blue as stars, but then both are narrow. Stars at these
// brightnesses are 0.06 wide by nature and 0.09 by error (SNR above 10 at W2 = 15), 0.11 together. Stars wider than 0.12
// that are as wide as the rest, to a fifth, and hardly bluer, are a draw from the whole sample.

namespace iic {

namespace {

constexpr std::size_t fewest = 20;
constexpr double saturatedW1 = 8;
constexpr double faintestW2 = 15;
constexpr double leastQuasarSeparation = 0.85;
constexpr double leastStarSeparation = 0.65;
constexpr double widestStars = 0.12;
constexpr double deviations = 2;

/// The chance that one of `red` is redder than one of `blue`, ties as half.
double separation(const std::vector<double>& blue, std::vector<double> red) {
    auto sorted = blue;
    std::sort(sorted.begin(), sorted.end());
    double below = 0;
    for (const double colour : red) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), colour);
        below += static_cast<double>((first - sorted.begin()) + (last - sorted.begin())) / 2;
    }
    return below / (static_cast<double>(blue.size()) * static_cast<double>(red.size()));
}

/// The standard deviation of the separation of two draws from one population.
double separationError(std::size_t first, std::size_t second) {
    const auto a = static_cast<double>(first), b = static_cast<double>(second);
    return std::sqrt((a + b + 1) / (12 * a * b));
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// 1.4826 times the median absolute deviation: the standard deviation of a normal distribution.
double widthOf(std::vector<double> values) {
    const double median = medianOf(values);
    for (double& value : values)
        value = std::abs(value - median);
    return 1.4826 * medianOf(std::move(values));
}

const std::vector<double>& of(const ClassColours& colours, SourceClass sourceClass) {
    return colours[static_cast<std::size_t>(sourceClass)];
}

void compareQuasars(const ClassColours& colours, SourceClass other, std::vector<ImplausibleColours>& found) {
    const auto& quasars = of(colours, SourceClass::Quasar);
    const auto& others = of(colours, other);
    if (quasars.size() < fewest || others.size() < fewest)
        return;
    const double apart = separation(others, quasars);
    if (apart + deviations * separationError(quasars.size(), others.size()) < leastQuasarSeparation)
        found.push_back({ImplausibleColours::Kind::QuasarsNotRedder, other, quasars.size(), others.size(), apart});
}

void compareStars(const ClassColours& colours, std::vector<ImplausibleColours>& found) {
    const auto& stars = of(colours, SourceClass::Star);
    auto rest = of(colours, SourceClass::Galaxy);
    const auto& quasars = of(colours, SourceClass::Quasar);
    rest.insert(rest.end(), quasars.begin(), quasars.end());
    if (stars.size() < fewest || rest.size() < fewest)
        return;
    const double apart = separation(stars, rest), width = widthOf(stars);
    const bool isHardlyBluer = apart + deviations * separationError(stars.size(), rest.size()) < leastStarSeparation;
    if (width > widestStars && width > 0.8 * widthOf(rest) && isHardlyBluer)
        found.push_back({ImplausibleColours::Kind::StarsAsWide, SourceClass::Star, stars.size(), rest.size(), apart});
}

} // namespace

ClassColours coloursByClass(const Catalog& catalog) {
    ClassColours colours;
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        const auto truth = catalog.truth(row);
        const auto w1 = truth ? catalog.magnitude(row, Band::W1) : std::nullopt;
        const auto w2 = w1 ? catalog.magnitude(row, Band::W2) : std::nullopt;
        if (w2 && *w1 >= saturatedW1 && *w2 <= faintestW2 && !catalog.isUpperLimit(row, Band::W1) &&
            !catalog.isUpperLimit(row, Band::W2))
            colours[static_cast<std::size_t>(*truth)].push_back(*w1 - *w2);
    }
    return colours;
}

std::vector<ImplausibleColours> implausibleColours(const ClassColours& colours) {
    std::vector<ImplausibleColours> found;
    compareQuasars(colours, SourceClass::Star, found);
    compareQuasars(colours, SourceClass::Galaxy, found);
    if (found.empty())
        compareStars(colours, found);
    return found;
}

std::string ImplausibleColours::sentence() const {
    if (kind == Kind::StarsAsWide)
        return fmt::format(
            "the W1-W2 of {} stars is spread like that of the other {} sources: the labels and the magnitudes seem to belong "
            "to different sources; match them again by position",
            first, second);
    return fmt::format(
        "only {:.0f} % of pairs of a quasar and a {} have the quasar redder in W1-W2 ({} quasars, {} others; above 90 % "
        "expected): the labels and the magnitudes seem to belong to different sources; match them again by position",
        100 * separation, className(other), first, second);
}

} // namespace iic
