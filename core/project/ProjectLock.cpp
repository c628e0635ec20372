#include "project/ProjectLock.h"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace iic {

namespace {

std::filesystem::path lockOf(const std::filesystem::path& project) {
    auto file = project;
    return file += "-lock";
}

std::string thisHolder() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return nlohmann::json{{"process", ::getpid()}, {"host", host.data()}, {"since", timeNow()}}.dump(
               -1, ' ', false, nlohmann::json::error_handler_t::replace) +
           '\n';
}

} // namespace

std::string timeNow() {
    const auto now = std::chrono::system_clock::now();
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                       milliseconds % 1000);
}

Result<std::optional<ProjectLock>> ProjectLock::acquire(const std::filesystem::path& project) {
    auto file = LockFile::acquire(lockOf(project));
    if (!file)
        return tl::unexpected(file.error());
    if (!*file)
        return std::nullopt;
    (*file)->write(thisHolder());
    return ProjectLock(std::move(**file));
}

ProjectHolder ProjectLock::holder(const std::filesystem::path& project) {
    const int descriptor = ::open(lockOf(project).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return {};
    std::array<char, 1024> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    ::close(descriptor);
    try {
        const auto said = nlohmann::json::parse(text.data(), text.data() + std::max<ssize_t>(size, 0));
        return {said.at("process").get<std::int64_t>(), printable(said.at("host").get<std::string>()),
                printable(said.at("since").get<std::string>())};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

} // namespace iic
