#include "Session.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace iic::cli {

TerminalProgress::~TerminalProgress() { clear(); }

void TerminalProgress::report(const Progress& progress) {
    using namespace std::chrono_literals;
    static const bool terminal = ::isatty(STDERR_FILENO) != 0;
    const auto now = std::chrono::steady_clock::now();
    const bool complete = progress.total > 0 && progress.done >= progress.total;
    if (!terminal || (!complete && now - last_ < 100ms))
        return;
    last_ = now;
    shown_ = true;
    constexpr int width = 30;
    if (progress.total <= 0) {
        fmt::print(stderr, "\r\033[K{} {}", progress.label, progress.done);
        return;
    }
    const auto filled = static_cast<int>(width * progress.done / progress.total);
    fmt::print(stderr, "\r\033[K{} [{:#<{}}{:.<{}}] {}/{}", progress.label, "", filled, "", width - filled, progress.done,
               progress.total);
    std::fflush(stderr);
}

void TerminalProgress::clear() {
    if (shown_)
        fmt::print(stderr, "\r\033[K");
    shown_ = false;
}

void printJson(const nlohmann::json& result) {
    fmt::print("{}\n", result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void printResult(Session& session, const nlohmann::json& result, void (*asText)(const nlohmann::json& result)) {
    session.progress.clear();
    if (session.json)
        printJson(result);
    else
        asText(result);
}

void warn(Session& session, const std::string& text) {
    session.progress.clear();
    fmt::print(stderr, "iicnet: warning: {}\n", printable(text));
}

std::stop_token stopOnSignals() {
    static std::stop_source source;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] {
        int which = 0;
        sigwait(&signals, &which);
        source.request_stop();
        sigwait(&signals, &which);
        std::_Exit(130);
    }).detach();
    return source.get_token();
}

Result<void> makeFolder(const std::string& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem || !std::filesystem::is_directory(folder, problem))
        return fail(ErrorCode::FileUnwritable, folder, "the folder cannot be made", problem ? problem.message() : "");
    return {};
}

} // namespace iic::cli
