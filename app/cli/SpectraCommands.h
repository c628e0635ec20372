#pragma once

#include "Commands.h"

namespace iic::cli {

// Each adds a subcommand to `iicnet spectra`.
void addSpectraClassify(CLI::App& spectra, Session& session);
void addSpectraTrain(CLI::App& spectra, Session& session);

} // namespace iic::cli
