// Asks classifications of thousands of sources to stop, at moments drawn at random, and prints how long after each request they have
// ended: bench_stop [TIMES]. Fails where one takes more than 200 ms.
#include "analysis/ClassifyDataset.h"
#include "analysis/ClassifyTile.h"
#include "analysis/JudgeDataset.h"
#include "analysis/UntrainedModel.h"
#include "data/SampleDataset.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <thread>

using namespace iic;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t sources = 8000;
constexpr Milliseconds bar = 200ms, latestMoment = 2s;

NoProgress quiet;

SimulatedSky smallSky() {
    SimulationOptions options;
    options.side = 600;
    return simulateSky(options, quiet, {}).value();
}

std::vector<SkyCoord> placesOn(const Tile& tile) {
    Random random(1);
    std::vector<SkyCoord> places;
    while (places.size() < sources)
        places.push_back(*tile.reference().wcs.toSky({random.uniform(60, 540), random.uniform(60, 540)}));
    return places;
}

/// Cutouts of noise at the scale of the Atlas.
Dataset noiseDataset(const std::filesystem::path& file) {
    auto sample = test::sampleDataset(sources, 39);
    sample.card.bands = {Band::W1, Band::W2, Band::W3};
    sample.card.planes = 3;
    sample.card.fieldArcsec = 50;
    sample.units = {{1e-6, 1e-6, 1e-6, 1e-6}, {1e-6, 1e-6, 1e-6, 1e-6}};
    std::ranges::fill(sample.columns.flags, std::uint16_t{0});
    Random random(2);
    sample.pixels.resize(sources * 3 * 39 * 39);
    for (float& pixel : sample.pixels)
        pixel = static_cast<float>(random.uniform(0, 10));
    if (!test::write(file, sample))
        throw std::runtime_error("the dataset cannot be written");
    return Dataset::open(file).value();
}

/// Milliseconds from a request to stop to the end of the work, which has to end by it.
template <typename Work> double latency(Work work, Milliseconds moment) {
    std::stop_source stop;
    Clock::time_point asked;
    std::jthread user([&] {
        std::this_thread::sleep_for(moment);
        asked = Clock::now();
        stop.request_stop();
    });
    const auto result = work(stop.get_token());
    const auto ended = Clock::now();
    user.join();
    if (result || !isCancelled(result.error()))
        throw std::runtime_error("the work was over before it was to stop");
    return Milliseconds(ended - asked).count();
}

template <typename Work> bool measure(const char* name, int times, Work work) {
    Random random(3);
    std::vector<double> latencies;
    for (int i = 0; i < times; ++i)
        latencies.push_back(latency(work, latestMoment * random.uniform()));
    std::ranges::sort(latencies);
    std::printf("%-24s %3d requests   median %5.1f ms   worst %5.1f ms\n", name, times, latencies[latencies.size() / 2],
                latencies.back());
    return latencies.back() <= bar.count();
}

} // namespace

int main(int argc, char** argv) {
    const int times = argc > 1 ? std::atoi(argv[1]) : 40;
    if (times < 1)
        return 2;
    const auto folder = std::filesystem::temp_directory_path() / "bench_stop";
    std::filesystem::create_directories(folder);
    const auto sky = smallSky();
    const auto places = placesOn(sky.tile);
    const auto dataset = noiseDataset(folder / "noise.h5");
    const auto columns = dataset.columns().value();
    std::vector<std::size_t> rows(sources);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    auto classifier = Classifier::load(test::untrainedModel(folder / "model"), DeviceChoice::Cpu).value();
    bool isQuick = measure("sources of a tile", times, [&](std::stop_token stop) {
        return classifyOnTile(sky.tile, {places}, classifier, {}, quiet, std::move(stop));
    });
    isQuick &= measure("rows of a dataset", times, [&](std::stop_token stop) {
        return classifyRows(dataset, columns, rows, classifier, {}, quiet, std::move(stop));
    });
    isQuick &= measure("rows to judge", times, [&](std::stop_token stop) {
        return judgeRows(dataset, columns, rows, classifier, quiet, std::move(stop));
    });
    std::filesystem::remove_all(folder);
    return isQuick ? 0 : 1;
}
