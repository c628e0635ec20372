#include "astro/Coordinates.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <regex>

namespace iic {

namespace {

constexpr double radians = std::numbers::pi / 180.0;

/// Hours or degrees split into whole units; `perSecond` fractions of a second are kept, the rest cut off.
struct Sexagesimal {
    int units, minutes;
    double seconds;
};

Sexagesimal split(double value, double perSecond) {
    const auto ticks = static_cast<long long>(value * 3600.0 * perSecond + 1e-6);
    const auto perUnit = static_cast<long long>(3600 * perSecond);
    const auto perMinute = static_cast<long long>(60 * perSecond);
    return {static_cast<int>(ticks / perUnit), static_cast<int>(ticks % perUnit / perMinute),
            static_cast<double>(ticks % perMinute) / perSecond};
}

/// Never carried over to 24h, which is no right ascension.
Sexagesimal splitHours(double rightAscension) { return split(std::min(rightAscension / 15, 24 - 1e-10), 100); }

std::optional<SkyCoord> checked(double rightAscension, double declination) {
    if (!(rightAscension >= 0 && rightAscension < 360 && declination >= -90 && declination <= 90))
        return std::nullopt;
    return SkyCoord{rightAscension, declination};
}

std::optional<double> toDegrees(const std::smatch& match, std::size_t first, double unit) {
    const double minutes = std::stod(match[first + 1]), seconds = std::stod(match[first + 2]);
    if (minutes >= 60 || seconds >= 60)
        return std::nullopt;
    return (std::stod(match[first]) + minutes / 60 + seconds / 3600) * unit;
}

std::optional<SkyCoord> fromSexagesimal(const std::smatch& match) {
    const auto rightAscension = toDegrees(match, 1, 15), declination = toDegrees(match, 5, 1);
    if (!rightAscension || !declination)
        return std::nullopt;
    return checked(*rightAscension, match[4] == "-" ? -*declination : *declination);
}

} // namespace

double separationArcsec(const SkyCoord& a, const SkyCoord& b) {
    const double difference = (b.rightAscension - a.rightAscension) * radians;
    const double sinA = std::sin(a.declination * radians), cosA = std::cos(a.declination * radians);
    const double sinB = std::sin(b.declination * radians), cosB = std::cos(b.declination * radians);
    const double across = cosB * std::sin(difference);
    const double along = cosA * sinB - sinA * cosB * std::cos(difference);
    return std::atan2(std::hypot(across, along), sinA * sinB + cosA * cosB * std::cos(difference)) / radians * 3600;
}

std::string designation(const SkyCoord& position) {
    const auto hours = splitHours(position.rightAscension);
    const auto degrees = split(std::abs(position.declination), 10);
    return fmt::format("J{:02}{:02}{:05.2f}{}{:02}{:02}{:04.1f}", hours.units, hours.minutes, hours.seconds,
                       std::signbit(position.declination) ? '-' : '+', degrees.units, degrees.minutes, degrees.seconds);
}

std::string sexagesimal(const SkyCoord& position) {
    const auto hours = splitHours(position.rightAscension);
    const auto degrees = split(std::abs(position.declination), 10);
    return fmt::format("{:02}:{:02}:{:05.2f} {}{:02}:{:02}:{:04.1f}", hours.units, hours.minutes, hours.seconds,
                       std::signbit(position.declination) ? '-' : '+', degrees.units, degrees.minutes, degrees.seconds);
}

std::optional<SkyCoord> parsePosition(std::string_view text) {
    if (text.size() > 100)
        return std::nullopt;
    static const std::regex decimal(R"(^\s*([+]?\d{1,3}(?:\.\d*)?)(?:\s*,\s*|\s+)([+-]?\d{1,2}(?:\.\d*)?)\s*$)");
    static const std::regex separated(
        R"(^\s*(\d{1,2})[:hH ]\s*(\d{1,2})[:mM ]\s*(\d{1,2}(?:\.\d*)?)(?:s\s*,?\s*|\s*,\s*|\s+|(?=[+-]))([+-]?)(\d{1,2})[:dD ]\s*(\d{1,2})[:mM' ]\s*(\d{1,2}(?:\.\d*)?)[s"]?\s*$)");
    static const std::regex name(
        R"(^\s*(?:WISEA?\s*)?J?(\d{2})(\d{2})(\d{2}(?:\.\d*)?)([+-])(\d{2})(\d{2})(\d{2}(?:\.\d*)?)\s*$)");
    std::string plain(text);
    for (std::size_t at; (at = plain.find("\xe2\x88\x92")) != std::string::npos;) // the typographic minus
        plain.replace(at, 3, "-");
    std::smatch match;
    if (std::regex_match(plain, match, decimal))
        return checked(std::stod(match[1]), std::stod(match[2]));
    if (std::regex_match(plain, match, separated) || std::regex_match(plain, match, name))
        return fromSexagesimal(match);
    return std::nullopt;
}

} // namespace iic
