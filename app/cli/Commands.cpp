#include "Commands.h"

#include <algorithm>
#include <cctype>

namespace iic::cli {

CLI::Validator wholeNumber() {
    return {[](const std::string& text) {
                const bool whole =
                    !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
                return whole ? std::string() : "a whole number from 0 on expected, " + text + " found";
            },
            "NUMBER"};
}

CLI::Option* addSeedOption(CLI::App& command, std::uint64_t& seed, const std::string& what) {
    return command.add_option("--seed", seed, what)->capture_default_str()->check(wholeNumber());
}

} // namespace iic::cli
