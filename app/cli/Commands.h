#pragma once

#include "Session.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>

namespace iic::cli {

// Each adds its subcommand to the program and, when it is chosen, sets session.job.
void addClassify(CLI::App& program, Session& session);
void addColours(CLI::App& program, Session& session);
void addCutouts(CLI::App& program, Session& session);
void addDataset(CLI::App& program, Session& session);
void addDemo(CLI::App& program, Session& session);
void addDetect(CLI::App& program, Session& session);
void addEvaluate(CLI::App& program, Session& session);
void addFeatures(CLI::App& program, Session& session);
void addInfo(CLI::App& program, Session& session);
void addMatch(CLI::App& program, Session& session);
void addModels(CLI::App& program, Session& session);
void addProject(CLI::App& program, Session& session);
void addReview(CLI::App& program, Session& session);
void addSimulate(CLI::App& program, Session& session);
void addSpectra(CLI::App& program, Session& session);
void addStudy(CLI::App& program, Session& session);
void addStudy(CLI::App& program, Session& session);
void addTrain(CLI::App& program, Session& session);

/// The subcommand `name`, whose job is `run` on options that live as long as the program.
template <typename Options>
CLI::App* addCommand(CLI::App& program, Session& session, const std::string& name, const std::string& what,
                     std::shared_ptr<Options> options, JobResult<void> (*run)(const Options&, Session&)) {
    CLI::App* command = program.add_subcommand(name, what);
    command->callback([options, run, &session] { session.job = [options, run, &session] { return run(*options, session); }; });
    return command;
}

/// CLI11 alone reads "-1" as the largest number there is.
CLI::Validator wholeNumber();
/// A number within a range. CLI::Range lets "nan" pass.
CLI::Validator number(double least, double most);
/// --seed.
CLI::Option* addSeedOption(CLI::App& command, std::uint64_t& seed, const std::string& what);

/// An option that is one of several words, each for a value.
template <typename Value>
CLI::Option* addChoice(CLI::App& command, const std::string& flag, Value& value, const std::string& what,
                       const std::vector<std::pair<std::string, Value>>& choices) {
    std::vector<std::string> words;
    for (const auto& choice : choices)
        words.push_back(choice.first);
    const auto take = [&value, choices](const std::string& word) {
        value = std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.first == word; })->second;
    };
    return command.add_option_function<std::string>(flag, take, what)->check(CLI::IsMember(words));
}

} // namespace iic::cli
