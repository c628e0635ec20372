// Figures as the window draws them, on one core: best and median of 21, in milliseconds. QT_QPA_PLATFORM=offscreen bench_plots
#include "FigureScenes.h"

#include "plots/ColourColourPlot.h"
#include "plots/RgbHistogramFigure.h"
#include "plots/SignalToNoiseFigure.h"
#include "plots/SpectrumFigure.h"
#include "plots/WaterfallFigure.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>

#include <cmath>
#include <cstdio>

using namespace iic;
using namespace iic::ui;

namespace {

template <typename Work> void measure(const char* what, Work work) {
    std::vector<double> times;
    for (int turn = 0; turn < 21; ++turn) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-44s best %6.2f  median %6.2f\n", what, times.front(), times[times.size() / 2]);
}

void measurePlot(const char* what, std::vector<DiagramPoint> points) {
    ColourColourPlot plot;
    plot.setForm(ColourColourPlot::Form::Large);
    plot.resize(800, 560);
    plot.show();
    plot.setPoints(std::move(points));
    measure(what, [&plot] { plot.replot(); });
}

/// The longest that are read, with gaps.
Spectrum longestSpectrum() {
    Spectrum spectrum;
    for (std::size_t i = 0; i < Spectrum::mostPixels; ++i) {
        spectrum.logWavelength.push_back(3.58 + 4e-6 * static_cast<double>(i));
        spectrum.flux.push_back(static_cast<float>(std::sin(static_cast<double>(i) * 12.9898) * 3));
        spectrum.inverseVariance.push_back(i % 97 == 0 ? 0.0F : 1.0F);
    }
    return spectrum;
}

void measureFigure(const char* what, const Figure& figure) {
    QImage image(1000, 700, QImage::Format_RGB32);
    measure(what, [&] {
        QPainter painter(&image);
        figure.paint(painter, image.size(), FigureStyle::onScreen(QApplication::palette(), QApplication::font()));
    });
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    measurePlot("colours, 21,736 points", test::clouds(21'736));
    measurePlot("colours, 1,000,000 points", test::clouds(1'000'000));
    measurePlot("colours, 1,000,000 points, a third faint", test::clouds(1'000'000, 3));
    auto samples = test::samples();
    for (const FigureSample& sample : test::samples())
        samples.push_back(sample);
    const SampleHistograms histograms = sampleHistograms(std::move(samples));
    measureFigure("signal to noise, 21,736 sources", SignalToNoiseFigure(test::ratios(21'736)));
    measureFigure("histograms of 6 samples", RgbHistogramFigure(histograms, CountScale::Logarithmic));
    measureFigure("waterfall of 6 samples", WaterfallFigure(histograms, CountScale::Logarithmic));
    const auto curve = std::make_shared<const SpectrumCurve>(longestSpectrum());
    measureFigure("spectrum of 100,000 pixels", SpectrumFigure(curve, {SpectralClass::Star, 0, std::nullopt}));
    return 0;
}
