#include "Commands.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <string>

namespace {

enum Exit { Done = 0, Failed = 1, WrongUsage = 2, Cancelled = 130 };

int printError(const std::string& text, int exit) {
    fmt::print(stderr, "iicnet: error: {}\n", iic::printable(text));
    return exit;
}

/// The error, and where it speaks of overwriting, the option that does.
std::string textOf(const iic::Error& error) {
    auto text = error.oneLine();
    constexpr std::string_view overwrite = "overwrite it";
    if (const auto place = text.rfind(overwrite); place != std::string::npos && error.detail.ends_with(overwrite))
        text.insert(place + overwrite.size(), " with --overwrite");
    return text;
}

int runJob(iic::cli::Session& session) {
    const auto outcome = session.job();
    session.progress.clear();
    if (outcome && std::fflush(stdout) != 0)
        return printError(fmt::format("the result could not be printed ({})", std::strerror(errno)), Failed);
    if (outcome)
        return Done;
    if (iic::isCancelled(outcome.error()))
        return printError("stopped", Cancelled);
    const auto& error = std::get<iic::Error>(outcome.error());
    return printError(textOf(error), error.code == iic::ErrorCode::BadOption ? WrongUsage : Failed);
}

bool isSubcommand(CLI::App& program, const std::string& name) {
    return !program.get_subcommands([&](CLI::App* command) { return command->get_name() == name; }).empty();
}

} // namespace

int main(int argc, char** argv) {
    iic::cli::Session session;
    session.stop = iic::cli::stopOnSignals();

    CLI::App program{"Stars, galaxies and quasars in WISE images, told apart by IICnet.", "iicnet"};
    program.set_version_flag("--version", IIC_VERSION);
    program.require_subcommand(1);
    program.fallthrough();
    program.add_flag("--json", session.json, "Print the result as JSON");
    iic::cli::addSimulate(program, session);
    iic::cli::addSpectra(program, session);
    iic::cli::addInfo(program, session);
    iic::cli::addDetect(program, session);
    iic::cli::addColours(program, session);
    iic::cli::addCutouts(program, session);
    iic::cli::addMatch(program, session);
    iic::cli::addDataset(program, session);
    iic::cli::addStudy(program, session);
    iic::cli::addTrain(program, session);
    iic::cli::addEvaluate(program, session);
    iic::cli::addReview(program, session);
    iic::cli::addFeatures(program, session);
    iic::cli::addClassify(program, session);
    iic::cli::addModels(program, session);
    iic::cli::addProject(program, session);
    iic::cli::addDemo(program, session);

    if (argc > 1 && argv[1][0] != '-' && !isSubcommand(program, argv[1]))
        return printError(fmt::format("{} is no subcommand of iicnet (iicnet --help lists them)", argv[1]), WrongUsage);
    try {
        program.parse(argc, argv);
        return runJob(session);
    } catch (const CLI::ParseError& wrong) {
        if (wrong.get_exit_code() == 0)
            return program.exit(wrong);
        return printError(wrong.what(), WrongUsage);
    } catch (const std::bad_alloc&) {
        return printError("out of memory", Failed);
    } catch (const std::exception& unforeseen) {
        return printError(unforeseen.what(), Failed);
    }
}
