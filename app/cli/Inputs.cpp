#include "Inputs.h"

#include "Commands.h"

#include "analysis/BundledModel.h"
#include "catalog/CatalogWarnings.h"
#include "catalog/RoleChanges.h"
#include "catalog/TableFile.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic::cli {

JobResult<std::vector<Tile>> openTilesOf(const std::vector<std::string>& paths, Session& session) {
    auto tiles = openTiles({.paths = {paths.begin(), paths.end()}, .chosenBands = {}}, session.progress, session.stop);
    if (tiles)
        for (const auto& tile : *tiles)
            for (const auto& warning : tile.warnings)
                warn(session, warning);
    return tiles;
}

Result<RoleMap> rolesOf(const Table& table, const std::vector<std::string>& changes, const std::string& path) {
    std::vector<RoleChange> parsed;
    for (const auto& change : changes) {
        auto next = parseRoleChange(change);
        if (!next)
            return tl::unexpected(next.error());
        parsed.push_back(std::move(*next));
    }
    return changeRoles(guessRoles(table), parsed, table, path);
}

namespace {

JobResult<Catalog> openRows(const std::string& path, const std::vector<std::string>& roles, bool needsPositions,
                            Session& session) {
    auto table = readTable(path, session.stop);
    if (!table)
        return tl::unexpected(table.error());
    auto meanings = rolesOf(*table, roles, path);
    if (!meanings)
        return tl::unexpected(meanings.error());
    const bool hasPositions = meanings->contains(Role::RightAscension) && meanings->contains(Role::Declination);
    if (!needsPositions && !hasPositions)
        return Catalog::withoutPositions(std::move(*table), std::move(*meanings));
    auto catalog = Catalog::fromTable(std::move(*table), std::move(*meanings), path);
    if (!catalog)
        return stopWith(catalog);
    for (const auto& warning : warningsOf(*catalog))
        warn(session, path + ": " + warning);
    return std::move(*catalog);
}

} // namespace

JobResult<Catalog> openCatalog(const std::string& path, const std::vector<std::string>& roles, Session& session) {
    return openRows(path, roles, true, session);
}

JobResult<Catalog> openMagnitudes(const std::string& path, const std::vector<std::string>& roles, Session& session) {
    return openRows(path, roles, false, session);
}

Result<void> checkDevice(DeviceChoice device) {
    if (const auto reason = device == DeviceChoice::Cuda ? whyNotCuda() : std::string(); !reason.empty())
        return fail(ErrorCode::BadOption, "", reason, "--device auto or cpu does without");
    return {};
}

Result<std::filesystem::path> modelFile(const std::string& path) {
    return path.empty() ? bundledModel() : std::filesystem::path(path);
}

Result<Classifier> openModel(const std::string& path, DeviceChoice device, Session& session) {
    if (auto usable = checkDevice(device); !usable)
        return tl::unexpected(usable.error());
    const auto file = modelFile(path);
    if (!file)
        return tl::unexpected(file.error());
    auto model = Classifier::load(*file, device);
    if (model && path.empty())
        warn(session, fmt::format("the bundled model is used ({}); train one of your own for science", model->card().origin));
    return model;
}

JobResult<std::vector<std::uint8_t>> answersOf(Classifier& model, const LabelledInputs& samples, Session& session) {
    constexpr std::size_t piece = 16;
    const auto size = inputSize(model.card().input);
    std::vector<std::uint8_t> answers;
    for (std::size_t first = 0; first < samples.count(); first += piece) {
        if (session.stop.stop_requested())
            return cancelled();
        const auto count = std::min(piece, samples.count() - first);
        for (const auto& answer : model.classify(std::span(samples.inputs).subspan(first * size, count * size), count))
            answers.push_back(static_cast<std::uint8_t>(std::max_element(answer.begin(), answer.end()) - answer.begin()));
        session.progress.report({"IICnet", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(samples.count())});
    }
    return answers;
}

Result<void> checkOutputs(const std::vector<std::string>& outputs, const std::vector<std::filesystem::path>& inputs) {
    std::vector<std::filesystem::path> taken = inputs;
    for (const std::string& output : outputs) {
        if (output.empty())
            continue;
        std::error_code unknown; // what is not there yet is compared by name
        for (const auto& other : taken)
            if (std::filesystem::equivalent(output, other, unknown) ||
                std::filesystem::absolute(output).lexically_normal() == std::filesystem::absolute(other).lexically_normal())
                return fail(ErrorCode::BadOption, output, "the output would overwrite another file of this command",
                            other.string());
        taken.emplace_back(output);
    }
    return {};
}

std::vector<std::filesystem::path> filesOf(const std::vector<Tile>& tiles) {
    std::vector<std::filesystem::path> files;
    for (const auto& tile : tiles)
        for (const auto& image : tile.bands)
            if (image)
                files.push_back(image->path);
    return files;
}

void addRoleOption(CLI::App& command, std::vector<std::string>& roles) {
    command.add_option("--role", roles, "What a column of the catalog means, such as magnitude1=w1flux; may be repeated")
        ->allow_extra_args(false)
        ->option_text("ROLE=COLUMN");
}

CLI::Option* addDeviceOption(CLI::App& command, DeviceChoice& device) {
    std::vector<std::pair<std::string, DeviceChoice>> choices;
    for (const auto which : {DeviceChoice::Automatic, DeviceChoice::Cpu, DeviceChoice::Cuda})
        choices.emplace_back(deviceName(which), which);
    return addChoice(command, "--device", device, "What the network runs on", choices)->option_text("auto, cpu or cuda");
}

CLI::Option* addNetworkOption(CLI::App& command, Architecture& architecture) {
    std::vector<std::pair<std::string, Architecture>> choices;
    std::string names;
    for (const auto which : allArchitectures)
        if (which != Architecture::SpectrumNet) {
            choices.emplace_back(architectureName(which), which);
            names += (names.empty() ? "" : ", ") + choices.back().first;
        }
    return addChoice(command, "--network", architecture, "Which network: " + names, choices)->default_str("iicnet");
}

void addPresetOption(CLI::App& command, ChannelPreset& preset) {
    std::vector<std::pair<std::string, ChannelPreset>> choices;
    for (const auto which : {ChannelPreset::SharedFluxScale, ChannelPreset::Lupton, ChannelPreset::ZscalePerBand})
        choices.emplace_back(presetName(which), which);
    addChoice(command, "--preset", preset, "How band values become channels", choices)
        ->option_text("flux-asinh (unless given), lupton or zscale-asinh");
}

} // namespace iic::cli
