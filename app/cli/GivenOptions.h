#pragma once

#include "base/Error.h"

#include <CLI/CLI.hpp>

#include <initializer_list>

namespace iic::cli {

/// Whether an option was written on the command line, its default or not.
inline bool isGiven(const CLI::App& command, const std::string& option) { return command.count(option) > 0; }

/// BadOption where one of these was given, though it changes nothing `where`, such as "with --dataset".
inline Result<void> refuseIdle(const CLI::App& command, std::initializer_list<const char*> options, const std::string& where) {
    for (const char* option : options)
        if (isGiven(command, option))
            return fail(ErrorCode::BadOption, "", std::string(option) + " has no effect " + where);
    return {};
}

} // namespace iic::cli
