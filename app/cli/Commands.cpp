#include "Commands.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace iic::cli {

CLI::Validator wholeNumber() {
    return {[](const std::string& text) {
                const bool whole =
                    !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
                return whole ? std::string() : "a whole number from 0 on expected, " + text + " found";
            },
            "NUMBER"};
}

CLI::Validator number(double least, double most) {
    const auto range = fmt::format("{:g} to {:g}", least, most);
    return {[least, most, range](const std::string& text) {
                double value = 0;
                return CLI::detail::lexical_cast(text, value) && value >= least && value <= most
                           ? std::string()
                           : "a number from " + range + " expected, " + text + " found";
            },
            range};
}

CLI::Option* addSeedOption(CLI::App& command, std::uint64_t& seed, const std::string& what) {
    return command.add_option("--seed", seed, what)->capture_default_str()->check(wholeNumber());
}

} // namespace iic::cli
