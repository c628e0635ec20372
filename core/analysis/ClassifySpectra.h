#pragma once

#include "analysis/ClassifyTile.h"
#include "data/LabelledInputs.h"
#include "metrics/ConfusionMatrix.h"
#include "spectra/SpectrumFiles.h"

namespace iic {

/// ModelMismatch unless the network reads spectra and tells star, galaxy and quasar apart.
Result<void> checkReadsSpectra(const ModelCard& card);

/// What a network that reads spectra says of one. The errors of checkReadsSpectra and spectrumInput. On the thread that owns the
/// classifier.
Result<Prediction> classifySpectrum(const Spectrum& spectrum, Classifier& network);

struct ClassifiedSpectrum {
    SpectrumHead head;
    Prediction prediction;
    /// Whether the network agrees with the file; nullopt where that names none of the three classes.
    std::optional<bool> isAsTold() const;
};

struct ClassifiedSpectra {
    std::vector<ClassifiedSpectrum> spectra; ///< in the order of the files
    std::vector<Error> leftOut; ///< why the others were not classified, one a file

    std::size_t told() const; ///< whose files name one of the three classes
    std::size_t asTold() const;
};

/// Reads files on all cores and classifies them, in pieces. A file that cannot be read, or that the network has no input of, is left
/// out. The errors of checkReadsSpectra. On the thread that owns the classifier; stops within a piece.
JobResult<ClassifiedSpectra> classifySpectra(std::span<const std::filesystem::path> files, Classifier& network,
                                             ProgressSink& progress, std::stop_token stop);

/// A row a spectrum: name, class, confidence, p_star, p_galaxy, p_quasar; what the file tells (survey_class, survey_subclass, z, ra,
/// dec) and the median signal to noise of a pixel.
Table tableOf(std::span<const ClassifiedSpectrum> spectra);

/// What a network answers to inputs of spectra, beside their labels. On the thread that owns the classifier; stops within a piece.
JobResult<ConfusionMatrix> judgeSpectra(const LabelledInputs& inputs, Classifier& network, ProgressSink& progress,
                                        std::stop_token stop);

} // namespace iic
