#pragma once

#include "project/Project.h"

#include <QTemporaryDir>

#include <fstream>
#include <iterator>
#include <map>
#include <unistd.h>

namespace iic::test {

inline LabelEvent labelled(const std::string& source, UserLabel to, UserLabel from = UserLabel::None) {
    return {"2026-01-01T00:00:00.000Z", "me", source, {121.6006, 1.0362}, from, to, "key", "demo"};
}

inline std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// A folder of its own for each test function.
class ProjectFolder {
  public:
    std::filesystem::path operator/(const std::string& name) const { return path() / name; }
    std::filesystem::path path() const { return std::filesystem::canonical(folder_.path().toStdString()); }

    /// Every file with its contents, to see that nothing changed.
    std::map<std::string, std::string> everything() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path()))
            files[entry.path().string()] = entry.is_regular_file() ? contents(entry.path()) : "";
        return files;
    }

  private:
    QTemporaryDir folder_;
};

/// For its lifetime file permissions bind this process, also where root runs the tests.
class Unprivileged {
  public:
    Unprivileged() {
        constexpr uid_t nobody = 65534;
        isChanged_ = ::geteuid() == 0 && ::seteuid(nobody) == 0;
    }
    ~Unprivileged() {
        if (isChanged_ && ::seteuid(0) != 0)
            std::abort();
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

  private:
    bool isChanged_ = false;
};

} // namespace iic::test

/// The value of a Result; the test function fails with the error where there is none.
#define IIC_VALUE(name, expression)                                                                                              \
    auto name##Result = (expression);                                                                                            \
    QVERIFY2(name##Result, name##Result ? "" : name##Result.error().oneLine().c_str());                                          \
    auto& name = *name##Result
#define IIC_DONE(expression)                                                                                                     \
    if (const auto done = (expression); !done)                                                                                   \
    QFAIL(done.error().oneLine().c_str())
