#pragma once

#include "astro/Band.h"
#include "astro/TileSet.h"
#include "project/CurrentLabels.h"
#include "project/ProjectLock.h"
#include "project/SampledFingerprint.h"

#include <map>
#include <memory>
#include <span>

namespace iic {

struct ProjectParts;

/// Why a project cannot be written to.
struct ReadOnlyReason {
    enum class Why { AskedFor, HeldByAnother, NotWritable };
    Why why = Why::AskedFor;
    ProjectHolder holder; ///< of HeldByAnother
    std::string detail; ///< of NotWritable: what may not be written, or why not

    /// "it is open in process 4711 on orion since 2026-01-31T12:00:00.000Z".
    std::string text() const;
};

struct ProjectFacts {
    std::string uuid;
    std::string created; ///< ISO 8601, UTC
    std::string program; ///< version of the program that last changed the tables
    int version = 0; ///< of the tables in the file
};

/// How many rows each table holds.
struct ProjectCounts {
    std::int64_t tiles = 0, sources = 0, labelEvents = 0, datasets = 0, runs = 0, predictions = 0;
};

enum class FileState { Present, Missing, Changed };
std::string_view fileStateName(FileState state);

/// A file as it was when the project learned of it, and what is there now.
struct ProjectFile {
    std::filesystem::path path; ///< where it is, else where it was last
    SampledFingerprint fingerprint; ///< when the project learned of it
    FileState state = FileState::Missing;
};

struct ProjectTile {
    std::int64_t id = 0;
    std::string name; ///< COADDID
    std::string survey; ///< as surveyName gives it
    std::map<Band, ProjectFile> files;
};

struct ProjectSource {
    std::string name;
    SkyCoord position; ///< NaN when it has none
    std::optional<std::int64_t> tile;
};

struct ProjectDataset {
    std::int64_t id = 0;
    std::string name;
    ProjectFile file;
    std::string card; ///< JSON
};

struct ProjectRun {
    std::int64_t id = 0;
    std::string name;
    std::filesystem::path folder; ///< where it is, else where it was last
    bool isThere = false;
    std::string added; ///< ISO 8601, UTC
    std::vector<std::string> tags; ///< in alphabetical order
};

struct ProjectPrediction {
    std::int64_t source = 0; ///< as addSources gave it
    std::vector<float> probabilities; ///< 0 … 1, one a class of the run
    std::string time; ///< ISO 8601, UTC
};

struct RecentCatalog {
    std::filesystem::path path;
    std::string opened; ///< ISO 8601, UTC
    std::map<std::string, std::string> roles; ///< name of a role → name of its column
};

struct JournalImport {
    std::size_t added = 0;
    std::size_t known = 0; ///< events that an earlier import brought
    std::vector<std::string> warnings; ///< lines that were passed over
};

/// What an observer works on, in one file: tiles, sources, labels, datasets, runs, predictions and views. The tables are
/// written down in ProjectSchema.h.
///
/// One opener writes at a time; whoever opens the project besides gets it read-only and learns who holds it. What a
/// function has written when it returns is on the disk (fsync). Everything is one transaction: it is done whole or not at
/// all. A project is used from one thread at a time; threads that read beside a writer open the file for themselves.
/// All functions read or write the disk: none belongs on the thread of a window.
///
/// Errors of every function: FileReplaced (the file was removed, replaced or changed by others while it was open: nothing
/// was written to what it was), FileUnreadable, FileUnwritable (disk full, no permission, in use), DamagedProject,
/// ReadOnlyProject (a function that writes), BadOption (an argument that no project may hold: texts over 64 KiB, JSON over
/// 1 MiB, what is no JSON, numbers that are no probabilities, what refers to nothing), OutOfMemory.
class Project {
  public:
    /// A new project; a file of that name is never overwritten (FileUnwritable).
    static Result<Project> create(const std::filesystem::path& file);
    /// Opens to write where that is possible, else read-only. Brings a project of an older version to the current one and
    /// leaves a copy of what it was beside it ("<name>.v1.bak"). Errors, which leave the file as it is: FileNotFound,
    /// NotAProject, NewerProject, DamagedProject, and those of every function.
    static Result<Project> open(const std::filesystem::path& file);
    /// Opens to read only, beside a writer or where nothing may be written. A project of an older version is converted in
    /// memory. Errors as open().
    static Result<Project> openReadOnly(const std::filesystem::path& file);
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;
    /// As close(), without its word.
    ~Project();

    /// Moves everything into the one file and gives up the lock. The project cannot be used any more.
    Result<void> close();

    const std::filesystem::path& file() const;
    const std::optional<ReadOnlyReason>& readOnly() const; ///< nullopt: it can be written to
    const std::optional<std::filesystem::path>& backup() const; ///< the copy made when it was brought to this version
    Result<ProjectFacts> facts();
    Result<ProjectCounts> counts();
    /// Every fault of the file, one a line, at most 100 (integrity_check, foreign keys, readable events); empty when sound.
    Result<std::vector<std::string>> faults();

    /// Within 50 ms on the disk, and only then reported.
    Result<void> appendLabel(const LabelEvent& event);
    /// All of them or none.
    Result<void> appendLabels(std::span<const LabelEvent> events);
    /// In the order in which they were given; those imported from a journal first.
    Result<std::vector<LabelEvent>> labelEvents();
    /// Takes over the events of a labels.jsonl that are not there yet. Read again, a journal adds what it has gained.
    /// Errors: those of LabelJournal::read.
    Result<JournalImport> importJournal(const std::filesystem::path& journal);

    /// A tile opened once more is the one that it was (same name, same bands, same contents), at its new place.
    /// Errors: those of sampledFingerprintOf.
    Result<std::int64_t> addTile(const std::string& name, Survey survey, const std::map<Band, std::filesystem::path>& files);
    Result<std::vector<ProjectTile>> tiles();
    /// The file of a tile is `found` now; other missing files that lie beside it as they lay before are found with it.
    /// Returns what was found. WrongFile when `found` is not what the tile was made of.
    Result<std::vector<std::filesystem::path>> repointTile(std::int64_t tile, Band band, const std::filesystem::path& found);

    /// Numbers of the sources, in their order; a source that is there already keeps its number.
    Result<std::vector<std::int64_t>> addSources(std::span<const ProjectSource> sources);
    Result<std::map<std::int64_t, ProjectSource>> sources();

    /// A dataset that is there already keeps number and name, and is the file as it is now. Errors: those of
    /// sampledFingerprintOf.
    Result<std::int64_t> addDataset(const std::string& name, const std::filesystem::path& file, const std::string& card);
    Result<void> renameDataset(std::int64_t dataset, const std::string& name);
    Result<std::vector<ProjectDataset>> datasets();

    /// A run that is there already, told by its folder, keeps number and name.
    Result<std::int64_t> addRun(const std::string& name, const std::filesystem::path& folder);
    Result<void> renameRun(std::int64_t run, const std::string& name);
    Result<void> setRunTags(std::int64_t run, const std::vector<std::string>& tags);
    /// With its tags and predictions; its folder stays.
    Result<void> removeRun(std::int64_t run);
    Result<std::vector<ProjectRun>> runs();

    /// A run's earlier prediction for a source is replaced.
    Result<void> addPredictions(std::int64_t run, std::span<const ProjectPrediction> predictions);
    Result<std::vector<ProjectPrediction>> predictions(std::int64_t run);

    /// Settings of a view as JSON, and what was set last; nullopt: nothing was.
    Result<void> setView(const std::string& key, const std::string& json);
    Result<std::optional<std::string>> view(const std::string& key);

    /// Notes that a catalog was opened and what its columns mean. The latest 50 are kept.
    Result<void> rememberCatalog(const std::filesystem::path& file, const std::map<std::string, std::string>& roles);
    /// The latest first.
    Result<std::vector<RecentCatalog>> recentCatalogs();

  private:
    explicit Project(std::unique_ptr<ProjectParts> parts);
    std::unique_ptr<ProjectParts> parts_;
};

} // namespace iic
