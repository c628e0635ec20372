#pragma once

#include "astro/Coordinates.h"
#include "base/Error.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace iic {

/// A user's word on a source.
enum class UserLabel { None, Star, Galaxy, Quasar, Unsure, Artefact };
std::string_view labelName(UserLabel label);
std::optional<UserLabel> parseLabel(std::string_view name); ///< what labelName gives

struct LabelEvent {
    std::string time; ///< ISO 8601, UTC
    std::string user;
    std::string source; ///< identifier; of an image in a dataset "galaxies.h5: spiral/1.png"
    SkyCoord position; ///< NaN when the source has none
    UserLabel from = UserLabel::None;
    UserLabel to = UserLabel::None;
    std::string reason; ///< "key", "undo", …
    std::string model; ///< the run whose prediction was shown
};

/// Labels as an append-only file of JSON lines, one event a line, each on the disk (fsync) before append()
/// returns. A torn last line, as a kill leaves it, and damaged lines are passed over and reported on opening;
/// nothing else is lost.
class LabelJournal {
  public:
    /// Creates the file and its folder where they are missing.
    static Result<LabelJournal> open(const std::filesystem::path& file);
    /// Opens one that is there, to be read: nothing is created, and it may lie where nothing may be written.
    static Result<LabelJournal> read(const std::filesystem::path& file);

    Result<void> append(LabelEvent event);
    const std::vector<LabelEvent>& events() const { return events_; }
    UserLabel label(const std::string& source) const;
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    explicit LabelJournal(std::filesystem::path file) : file_(std::move(file)) {}
    std::filesystem::path file_;
    std::vector<LabelEvent> events_;
    std::map<std::string, UserLabel> labels_;
    std::vector<std::string> warnings_;
    bool endsTorn_ = false; ///< the file's last line has no end: the next event begins a new one
};

} // namespace iic
