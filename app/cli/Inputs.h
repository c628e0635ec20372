#pragma once

#include "Session.h"
#include "astro/TileSet.h"
#include "catalog/Catalog.h"
#include "data/TrainingSet.h"
#include "nn/Classifier.h"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace iic::cli {

/// Opens tiles named on the command line and prints what had to be forgiven.
JobResult<std::vector<Tile>> openTilesOf(const std::vector<std::string>& paths, Session& session);

/// Reads a catalog, its columns meaning what --role says, and prints what to know of it.
JobResult<Catalog> openCatalog(const std::string& path, const std::vector<std::string>& roles, Session& session);
/// The same for those who need no positions.
JobResult<Catalog> openMagnitudes(const std::string& path, const std::vector<std::string>& roles, Session& session);
/// What the columns of a table mean: guessed, with the changes of --role.
Result<RoleMap> rolesOf(const Table& table, const std::vector<std::string>& changes, const std::string& path);

/// BadOption, with the reason, where CUDA was asked for and cannot be used.
Result<void> checkDevice(DeviceChoice device);

/// The checkpoint named, or the one shipped with the program. FileNotFound where there is none.
Result<std::filesystem::path> modelFile(const std::string& path);

/// The model named, or the one shipped with the program; says so on stderr when that one learned from simulation.
Result<Classifier> openModel(const std::string& path, DeviceChoice device, Session& session);

/// The likeliest class of each sample, by its number in the model's card.
JobResult<std::vector<std::uint8_t>> answersOf(Classifier& model, const LabelledInputs& samples, Session& session);

/// BadOption when an output is one of the files that are read, or two outputs are one file; empty names are passed over.
Result<void> checkOutputs(const std::vector<std::string>& outputs, const std::vector<std::filesystem::path>& inputs);
/// The images of tiles.
std::vector<std::filesystem::path> filesOf(const std::vector<Tile>& tiles);

/// --role, repeated.
void addRoleOption(CLI::App& command, std::vector<std::string>& roles);
/// --device and --preset, understood.
CLI::Option* addDeviceOption(CLI::App& command, DeviceChoice& device);
/// --network: those that a dataset is enough for.
CLI::Option* addNetworkOption(CLI::App& command, Architecture& architecture);
void addPresetOption(CLI::App& command, ChannelPreset& preset);

} // namespace iic::cli
