#include "imaging/Detection.h"

#include <cmath>

namespace iic {

namespace {

/// A real column of the sources; what is not finite is null.
template <typename Value>
Column column(std::string name, std::string unit, const std::vector<DetectedSource>& sources, Value value) {
    Reals values;
    values.reserve(sources.size());
    for (const DetectedSource& source : sources) {
        const double number = value(source);
        values.push_back(std::isfinite(number) ? number : std::numeric_limits<double>::quiet_NaN());
    }
    return realColumn(std::move(name), std::move(unit), std::move(values));
}

} // namespace

std::string flagText(const DetectedSource& source) {
    std::string text;
    const auto add = [&text](std::string_view word) {
        if (!text.empty())
            text += ' ';
        text += word;
    };
    if (source.blended)
        add("blended");
    if (source.atEdge)
        add("edge");
    for (const Band band : allBands)
        if (source.bands[static_cast<std::size_t>(index(band))].saturated)
            add("saturated-" + std::string(bandName(band)));
    return text;
}

Table detectionTable(const std::vector<DetectedSource>& sources) {
    Table table;
    Texts names;
    Texts flags;
    for (const DetectedSource& source : sources) {
        names.push_back(designation(source.position));
        flags.push_back(flagText(source));
    }
    table.add(textColumn("designation", std::move(names)));
    table.add(column("ra", "deg", sources, [](const auto& s) { return s.position.rightAscension; }));
    table.add(column("dec", "deg", sources, [](const auto& s) { return s.position.declination; }));
    for (const Band band : allBands) {
        const auto b = static_cast<std::size_t>(index(band));
        const std::string prefix = "w" + std::to_string(b + 1);
        table.add(column(prefix + "mpro", "mag", sources, [b](const auto& s) { return s.bands[b].correctedMagnitude; }));
        table.add(column(prefix + "sigmpro", "mag", sources, [b](const auto& s) { return s.bands[b].magnitudeError; }));
        table.add(column(prefix + "snr", "", sources, [b](const auto& s) {
            return s.bands[b].fluxError > 0 ? s.bands[b].signalToNoise : std::numeric_limits<double>::quiet_NaN();
        }));
        table.add(column(prefix + "mag_raw", "mag", sources, [b](const auto& s) { return s.bands[b].rawMagnitude; }));
    }
    table.add(column("concentration", "", sources, [](const auto& s) { return s.concentration; }));
    table.add(textColumn("flags", std::move(flags)));
    return table;
}

} // namespace iic
