#pragma once

#include <cstdint>
#include <string_view>

namespace iic {

/// Progress as data: what is being done, how much of it, out of how much (total 0: not known).
struct Progress {
    std::string_view label;
    std::int64_t done = 0;
    std::int64_t total = 0;
};

/// Told of progress from the thread that does the work; must not block and must not throw.
class ProgressSink {
  public:
    virtual ~ProgressSink() = default;
    virtual void report(const Progress& progress) = 0;
};

class NoProgress final : public ProgressSink {
  public:
    void report(const Progress&) override {}
};

} // namespace iic
