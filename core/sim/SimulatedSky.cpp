#include "sim/SimulatedSky.h"

#include "catalog/TableFile.h"
#include "sim/MeasuredCatalog.h"
#include "sim/PointSpread.h"
#include "sim/Renderer.h"
#include "sim/TileHeader.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>

namespace iic {

namespace {

Result<void> check(const SimulationOptions& options) {
    const auto bad = [](std::string what, std::string range) {
        return fail(ErrorCode::BadOption, "", std::move(what), std::move(range));
    };
    if (options.side < 64 || options.side > 8192)
        return bad("the side of the simulated tile is out of range",
                   fmt::format("64 to 8192 pixels expected, {} found", options.side));
    for (const int count : {options.sourceCount, options.unresolvedOf.value_or(0)})
        if (count < 0 || count > 2'000'000)
            return bad("the number of simulated sources is out of range", fmt::format("0 to 2000000 expected, {} found", count));
    if (!(options.brightestW1 < options.faintestW1 && options.brightestW1 > -5 && options.faintestW1 < 25))
        return bad("the magnitude range is out of order", fmt::format("{} to {}", options.brightestW1, options.faintestW1));
    if (!(options.centre.rightAscension >= 0 && options.centre.rightAscension < 360 && std::abs(options.centre.declination) < 89))
        return bad("the centre is not a usable position",
                   fmt::format("{} {}", options.centre.rightAscension, options.centre.declination));
    const double total = options.classShares[0] + options.classShares[1] + options.classShares[2];
    if (!(total > 0 && std::isfinite(total) &&
          std::all_of(options.classShares.begin(), options.classShares.end(), [](double s) { return s >= 0; })))
        return bad("the class shares are not shares", "three numbers of 0 or more expected");
    return {};
}

double medianOf(const FloatImage& image) {
    std::vector<float> sample;
    for (std::size_t at = 0; at < image.pixels().size(); at += 1 + image.pixels().size() / 100'000)
        sample.push_back(image.pixels()[at]);
    std::nth_element(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2), sample.end());
    return sample[sample.size() / 2];
}

std::string fileName(const std::string& coadd, Band band) { return fmt::format("{}-w{}-int-3.fits", coadd, index(band) + 1); }

Result<void> writeFiles(const SimulatedSky& sky, const std::filesystem::path& folder) {
    for (const auto band : allBands) {
        const auto& image = *sky.tile.band(band);
        if (auto done = writeFitsImage(folder / fileName(sky.tile.id, band), image.pixels, image.header); !done)
            return done;
    }
    if (auto done = writeTable(folder / "catalog.tbl", sky.catalog, TableFormat::Ipac); !done)
        return done;
    return writeTable(folder / "truth.tbl", sky.truth, TableFormat::Ipac);
}

/// Moves the files of one folder over those of another, once nothing is in their way.
Result<void> moveFiles(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code problem;
    const std::vector<std::filesystem::directory_entry> files(std::filesystem::directory_iterator(from, problem), {});
    for (const auto& file : files)
        if (const auto target = to / file.path().filename(); std::filesystem::is_directory(target, problem))
            return fail(ErrorCode::FileUnwritable, target.string(), "a folder is in the file's place");
    for (const auto& file : files) {
        const auto target = to / file.path().filename();
        std::filesystem::rename(file.path(), target, problem);
        if (problem)
            return fail(ErrorCode::FileUnwritable, target.string(), "cannot be written", problem.message());
    }
    return {};
}

} // namespace

JobResult<SimulatedSky> simulateSky(const SimulationOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (auto fine = check(options); !fine)
        return tl::unexpected<Stop>(fine.error());
    Random random(options.seed);
    const auto sources = drawSources(options, random);
    const auto conditions = drawConditions(random);
    auto lights = drawUnresolved(options, conditions.richness, random);
    lights.insert(lights.end(), sources.begin(), sources.end());
    const auto wcs =
        WorldCoordinates::fromHeader(atlasHeader(options.centre, Band::W1, options.side, 0, options.seed), "simulated sky");
    if (!wcs)
        return tl::unexpected<Stop>(wcs.error());

    SimulatedSky sky;
    sky.tile.id = coaddName(options.centre);
    sky.tile.survey = Survey::AllWise;
    for (const auto band : allBands) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Simulating the sky", index(band), bandCount + 1});
        auto pixels = renderBand(lights, band, conditions, options.side, random.bits());
        auto header = atlasHeader(options.centre, band, options.side, medianOf(pixels), options.seed);
        sky.tile.bands[static_cast<std::size_t>(band)] =
            BandImage{fileName(sky.tile.id, band), std::move(header), std::move(pixels), *wcs,
                      atlasZeroPoint[static_cast<std::size_t>(band)]};
    }
    progress.report({"Simulating the sky", bandCount, bandCount + 1});
    auto tables = listSources(sources, *wcs, options.side, conditions.noise, random);
    sky.catalog = std::move(tables.catalog);
    sky.truth = std::move(tables.truth);
    progress.report({"Simulating the sky", bandCount + 1, bandCount + 1});
    return sky;
}

Result<void> writeSimulatedSky(const SimulatedSky& sky, const std::filesystem::path& folder) {
    std::error_code problem;
    const bool existed = std::filesystem::exists(folder, problem);
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return fail(ErrorCode::FileUnwritable, folder.string(), "the folder cannot be made", problem.message());
    std::string staging = folder / ".simulated-XXXXXX";
    if (!::mkdtemp(staging.data()))
        return fail(ErrorCode::FileUnwritable, folder.string(), "cannot be written", std::strerror(errno));
    auto done = writeFiles(sky, staging);
    if (!done)
        done.error().file = folder / std::filesystem::path(done.error().file).filename();
    else
        done = moveFiles(staging, folder);
    std::filesystem::remove_all(staging, problem);
    if (!done && !existed)
        std::filesystem::remove(folder, problem);
    return done;
}

} // namespace iic
