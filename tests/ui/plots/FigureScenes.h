#pragma once

#include "base/Random.h"
#include "plots/PointDiagram.h"
#include "plots/SampleHistograms.h"

#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace iic::test {

/// Lognormal ratios, W4 by far the poorest and often missing, as the paper found.
inline std::array<std::vector<double>, bandCount> ratios(std::size_t count) {
    constexpr std::array<double, bandCount> middle{3.3, 3.0, 1.9, 0.7}, width{0.75, 0.8, 0.9, 0.9};
    Random random(1);
    std::array<std::vector<double>, bandCount> values;
    for (std::size_t band = 0; band < bandCount; ++band)
        for (std::size_t i = 0; i < count; ++i)
            values[band].push_back(band == 3 && i % 5 == 0 ? (i % 10 == 0 ? std::numeric_limits<double>::quiet_NaN() : -0.4)
                                                           : std::exp(random.normal(middle[band], width[band])));
    return values;
}

/// The three clouds of the paper's Fig. 6, which overlap; every `faintEvery`th point is left out by a filter.
inline std::vector<ui::DiagramPoint> clouds(std::size_t count, std::size_t faintEvery = 0) {
    constexpr std::array<std::array<double, 4>, 3> about{{{0.5, 0.8, -0.02, 0.1}, {3.2, 0.9, 0.3, 0.18}, {3.0, 0.45, 1.1, 0.2}}};
    Random random(2);
    std::vector<ui::DiagramPoint> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [x, spreadX, y, spreadY] = about[i % 3];
        points[i] = {random.normal(x, spreadX), random.normal(y, spreadY), static_cast<SourceClass>(i % 3), static_cast<int>(i),
                     faintEvery == 0 || i % faintEvery != 0};
    }
    return points;
}

inline QString nameOfCloud(int row) { return QStringLiteral("J%1").arg(row); }

/// A round source on noise, brighter in one channel than in the others.
inline QImage sky(int side, const QColor& light, double width, std::uint64_t seed) {
    Random random(seed);
    QImage picture(side, side, QImage::Format_RGB32);
    const std::array<double, 3> channels{light.redF(), light.greenF(), light.blueF()};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const double radius = std::hypot(x - side / 2.0, y - side / 2.0) / width;
            std::array<int, 3> value{};
            for (std::size_t channel = 0; channel < 3; ++channel)
                value[channel] = std::clamp(
                    int(std::lround(random.normal(34, 9) + 240 * channels[channel] * std::exp(-radius * radius / 2))), 0, 255);
            picture.setPixel(x, y, qRgb(value[0], value[1], value[2]));
        }
    return picture;
}

inline std::vector<ui::FigureSample> samples() {
    return {{sky(80, QColor(255, 150, 60), 7, 3), "J1000+0213", SourceClass::Star},
            {sky(80, QColor(120, 170, 220), 8, 4), "J1001+0215", SourceClass::Quasar},
            {sky(80, QColor(190, 160, 170), 13, 5), "J1002+0217", SourceClass::Galaxy}};
}

} // namespace iic::test
