#include "project/ProjectMigration.h"

#include "base/OutputFile.h"
#include "project/ProjectLock.h"
#include "project/ProjectSchema.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <random>
#include <unistd.h>

namespace iic {

namespace {

std::string newUuid() {
    std::random_device device;
    std::array<std::uint32_t, 4> bits{device(), device(), device(), device()};
    bits[1] = (bits[1] & 0xffff0fff) | 0x4000; // version 4: drawn at random (RFC 4122)
    bits[2] = (bits[2] & 0x3fffffff) | 0x80000000;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", bits[0], bits[1] >> 16, bits[1] & 0xffff, bits[2] >> 16,
                       bits[2] & 0xffff, bits[3]);
}

/// The new name in a folder outlives a crash.
Result<void> syncFolder(const std::filesystem::path& file) {
    const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isKept = folder >= 0 && ::fsync(folder) == 0;
    const int problem = errno;
    if (folder >= 0)
        ::close(folder);
    if (!isKept)
        return fail(ErrorCode::FileUnwritable, file.string(), "the folder cannot be written", std::strerror(problem));
    return {};
}

} // namespace

Result<void> writeNewProject(const std::filesystem::path& file) {
    auto output = OutputFile::create(file);
    if (!output)
        return tl::unexpected(output.error());
    const auto written = attempt(file, nullptr, [&]() -> Result<void> {
        const auto database = openDatabase(output->path(), DatabaseMode::Write);
        database->exec("PRAGMA journal_mode = MEMORY");
        SQLite::Transaction transaction(*database);
        database->exec("PRAGMA application_id = " + std::to_string(projectApplicationId));
        applySteps(*database, 0);
        noteProgram(*database);
        SQLite::Statement insert(*database, "INSERT INTO meta VALUES ('uuid', ?), ('created', ?)");
        insert.bind(1, newUuid());
        insert.bind(2, timeNow());
        insert.exec();
        transaction.commit();
        insert.reset();
        database->exec("PRAGMA journal_mode = WAL");
        return {};
    });
    if (!written)
        return written;
    if (auto committed = output->commit(); !committed)
        return committed;
    return syncFolder(file);
}

} // namespace iic
