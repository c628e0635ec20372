#pragma once

#include "base/Error.h"
#include "base/Progress.h"

#include <chrono>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>

namespace iic::cli {

/// A bar on stderr while stderr is a terminal, nothing otherwise.
class TerminalProgress final : public ProgressSink {
  public:
    ~TerminalProgress() override;
    void report(const Progress& progress) override;
    /// Takes the bar off the screen, before something else is printed.
    void clear();

  private:
    std::chrono::steady_clock::time_point last_;
    bool shown_ = false;
};

/// What every subcommand is given, and what it leaves: the job to run once the words are understood.
struct Session {
    bool json = false;
    TerminalProgress progress;
    std::stop_token stop;
    std::function<JobResult<void>()> job;
};

template <typename T> tl::unexpected<Stop> stopWith(const tl::expected<T, Error>& failed) {
    return tl::unexpected<Stop>(failed.error());
}
template <typename T> tl::unexpected<Stop> stopWith(const tl::expected<T, Stop>& failed) {
    return tl::unexpected(failed.error());
}
inline tl::unexpected<Stop> stopWith(ErrorCode code, std::string file, std::string reason, std::string detail = {}) {
    return tl::unexpected<Stop>(Error{code, std::move(file), std::move(reason), std::move(detail)});
}

/// The result on stdout; bytes of file names and tables that are no UTF-8 are replaced.
void printJson(const nlohmann::json& result);

/// The result of a command on stdout, as JSON where that is asked for and else as `asText` prints it.
void printResult(Session& session, const nlohmann::json& result, void (*asText)(const nlohmann::json& result));

/// A line on stderr, "iicnet: warning: …", clear of the bar.
void warn(Session& session, const std::string& text);

/// A token that SIGINT and SIGTERM request a stop on; a second signal ends the program at once. Call it before
/// any thread is started.
std::stop_token stopOnSignals();

/// Makes the folder and those above it. FileUnwritable.
Result<void> makeFolder(const std::string& folder);

} // namespace iic::cli
