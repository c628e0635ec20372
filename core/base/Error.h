#pragma once

#include <string>
#include <tl/expected.hpp>
#include <variant>

namespace iic {

enum class ErrorCode {
    FileNotFound,
    FileUnreadable,
    FileUnwritable,
    FileExists,
    NotFits,
    TruncatedData,
    ImplausibleData,
    BadHeader,
    BadTable,
    NoPositions,
    NothingOnTile,
    NoImages,
    AmbiguousBand,
    MissingBand,
    MissingZeroPoint,
    UnsupportedProjection,
    BadCheckpoint,
    BadRun,
    NotAProject,
    NewerProject,
    DamagedProject,
    ReadOnlyProject,
    FileReplaced,
    WrongFile,
    BadDataset,
    FileChanged,
    PlanDiffers,
    SplitImpossible,
    ModelMismatch,
    BadOption,
    OutOfMemory,
    Diverged,
    Internal,
};

/// The text with its control characters as '?': what a file holds must not steer a terminal or break a line.
std::string printable(std::string text);

/// What went wrong, where, and what was expected. The core neither shows nor translates it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string file; ///< path as the user gave it; empty when no file is to blame
    std::string reason; ///< one plain sentence fragment, e.g. "the data are shorter than the header says"
    std::string detail; ///< place, expected and found, e.g. "HDU 1, 282240 bytes expected, 71998 found"

    /// "<file>: <reason> (<detail>)", leaving out what is empty.
    std::string oneLine() const;
};

/// The user asked to stop: an outcome of its own, not an error.
struct Cancelled {};

using Stop = std::variant<Error, Cancelled>;

template <typename T> using Result = tl::expected<T, Error>;
template <typename T> using JobResult = tl::expected<T, Stop>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string file, std::string reason, std::string detail = {}) {
    return tl::unexpected(Error{code, std::move(file), std::move(reason), std::move(detail)});
}
inline tl::unexpected<Stop> cancelled() { return tl::unexpected<Stop>(Cancelled{}); }

inline bool isCancelled(const Stop& stop) { return std::holds_alternative<Cancelled>(stop); }

} // namespace iic
