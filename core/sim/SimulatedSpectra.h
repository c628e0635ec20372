#pragma once

#include "base/Error.h"
#include "base/Progress.h"
#include "catalog/Catalog.h"
#include "spectra/Spectrum.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace iic {

struct SpectraSimulation {
    std::uint64_t seed = 1;
    std::size_t countPerClass = 100; ///< 1 to 100,000
};

/// Number `number` (from 0) of a class in the simulation of a seed: pixels of 1e-4 dex from about 3800 to 9210 Å, first and last one
/// vary; class, subclass and redshift; a place on the sky; a name and fibre unlike those of the survey, whose plates and days come
/// later. The median signal to noise of a pixel is lognormal about 13 for stars and for galaxies, 5 for those beyond redshift 0.3, 6
/// for quasars, and within 2 (galaxies 1.5, quasars 0.5) and 50. Any thread; the same arguments, the same bytes.
Spectrum simulateSpectrum(std::uint64_t seed, SpectralClass spectralClass, std::size_t number);

/// So many of each class, by turns a star, a galaxy and a quasar, the same bytes whatever the number of threads. 62 kB of memory each.
/// BadOption for a count out of range.
JobResult<std::vector<Spectrum>> simulateSpectra(const SpectraSimulation& options, ProgressSink& progress, std::stop_token stop);

/// Writes the same spectra into a folder, which is made if it is not there, as `<name>.fits`, a thousand in memory at a time. Returns how many.
/// Files that are there already under these names are replaced. When it is stopped, or fails, what was written stays: whole
/// files, which the same options would write again. BadOption, FileUnwritable.
JobResult<std::size_t> writeSimulatedSpectra(const SpectraSimulation& options, const std::filesystem::path& folder,
                                             ProgressSink& progress, std::stop_token stop);

/// The same for sources of a catalog: one for each of the first countPerClass rows of every class that lie on the sky, of their class
/// and at their place. The same rules; NothingOnTile where no row has a class and a place.
JobResult<std::size_t> writeSpectraOf(const Catalog& catalog, const SpectraSimulation& options,
                                      const std::filesystem::path& folder, ProgressSink& progress, std::stop_token stop);

} // namespace iic
