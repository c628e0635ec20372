#include "study/SvgChart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace iic {

namespace {

constexpr double width = 760, height = 400, left = 64, right = 220, top = 16, bottom = 48;
/// Okabe and Ito's, told apart by eyes of every kind; after them the lines are dashed.
constexpr std::array<const char*, 7> colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8a7f00"};

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    void include(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    double length() const { return high - low; }
};

/// 1, 2 or 5 times a power of ten, so that about so many fit.
double roundStep(double length, double about) {
    const double raw = length / about, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

struct Frame {
    Range x, y;
    double atX(double value) const { return left + (value - x.low) / x.length() * (width - left - right); }
    double atY(double value) const { return height - bottom - (value - y.low) / y.length() * (height - top - bottom); }
};

Frame frameOf(const SvgChart& chart) {
    Frame frame;
    for (const auto& series : chart.series)
        for (const auto& point : series.points) {
            frame.x.include(point.x);
            frame.y.include(point.y - point.spread);
            frame.y.include(point.y + point.spread);
        }
    for (const auto& mark : chart.marks)
        frame.y.include(mark.y);
    if (frame.x.length() <= 0) {
        frame.x.low -= 1;
        frame.x.high += 1;
    }
    const double margin = std::max(0.01, 0.08 * frame.y.length());
    frame.y = {frame.y.low - margin, frame.y.high + margin};
    return frame;
}

std::string styleOf(std::size_t number) {
    const auto dashes = number / colours.size();
    return fmt::format("stroke=\"{}\"{}", colours[number % colours.size()],
                       dashes == 0 ? std::string() : fmt::format(" stroke-dasharray=\"{} 3\"", 6 / dashes));
}

std::string axesOf(const SvgChart& chart, const Frame& frame) {
    std::string svg;
    const double xStep = roundStep(frame.x.length(), 8), yStep = roundStep(frame.y.length(), 6);
    for (double x = std::ceil(frame.x.low / xStep) * xStep; x <= frame.x.high + 1e-9; x += xStep)
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:g}</text>", frame.atX(x),
                           height - bottom + 18, x);
    for (double y = std::ceil(frame.y.low / yStep) * yStep; y <= frame.y.high + 1e-9; y += yStep)
        svg += fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" class=\"grid\"/>"
                           "<text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\">{5:.4g}</text>",
                           left, width - right, frame.atY(y), left - 8, frame.atY(y) + 4, y);
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>", (left + width - right) / 2, height - 8,
                       escaped(chart.xAxis));
    svg += fmt::format("<text transform=\"translate(16 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
                       (top + height - bottom) / 2, escaped(chart.yAxis));
    return svg;
}

std::string lineOf(const ChartSeries& series, std::size_t number, const Frame& frame, bool hasDots) {
    std::string places, svg;
    for (const auto& point : series.points) {
        const double x = frame.atX(point.x), y = frame.atY(point.y);
        places += fmt::format("{:.1f},{:.1f} ", x, y);
        if (point.spread > 0)
            svg += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" {3}/>", x,
                               frame.atY(point.y - point.spread), frame.atY(point.y + point.spread), styleOf(number));
        if (hasDots || series.points.size() == 1)
            svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\"/>", x, y,
                               colours[number % colours.size()]);
    }
    return svg + fmt::format("<polyline points=\"{}\" fill=\"none\" stroke-width=\"2\" {}/>", places, styleOf(number));
}

std::string legendOf(const SvgChart& chart) {
    std::string svg;
    double y = top + 12;
    for (std::size_t i = 0; i < chart.series.size(); ++i, y += 20)
        svg += fmt::format(
            "<line x1=\"{0}\" x2=\"{1}\" y1=\"{2}\" y2=\"{2}\" stroke-width=\"2\" {3}/><text x=\"{4}\" y=\"{5}\">{6}</text>",
            width - right + 16, width - right + 40, y - 4, styleOf(i), width - right + 48, y, escaped(chart.series[i].name));
    return svg;
}

std::string markOf(const ChartMark& mark, const Frame& frame) {
    return fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" class=\"mark\"/>"
                       "<text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>",
                       left, width - right, frame.atY(mark.y), width - right - 4, frame.atY(mark.y) - 5, escaped(mark.name));
}

} // namespace

std::string SvgChart::text() const {
    if (std::ranges::all_of(series, [](const auto& one) { return one.points.empty(); }))
        return {};
    const auto frame = frameOf(*this);
    std::string svg =
        fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" xmlns=\"http://www.w3.org/2000/svg\">", width,
                    height, escaped(title));
    svg += axesOf(*this, frame);
    for (const auto& mark : marks)
        svg += markOf(mark, frame);
    for (std::size_t i = 0; i < series.size(); ++i)
        svg += lineOf(series[i], i, frame, hasDots);
    return svg + legendOf(*this) + "</svg>\n";
}

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        default: safe += c;
        }
    }
    return safe;
}

} // namespace iic
