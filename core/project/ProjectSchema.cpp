#include "project/ProjectSchema.h"

#include <array>

namespace iic {

namespace {

// uuid, created, and program: the version of the program that last changed the tables.
constexpr const char* meta = "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID";

constexpr std::array version1{
    meta,
    "CREATE TABLE tiles (id INTEGER PRIMARY KEY, name TEXT NOT NULL, survey TEXT NOT NULL) STRICT",
    "CREATE TABLE tile_files (tile INTEGER NOT NULL REFERENCES tiles (id),"
    " band TEXT NOT NULL CHECK (band IN ('W1', 'W2', 'W3', 'W4')), relative_path TEXT, absolute_path TEXT NOT NULL,"
    " size INTEGER NOT NULL CHECK (size >= 0), hash INTEGER NOT NULL, PRIMARY KEY (tile, band)) STRICT, WITHOUT ROWID",
    "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL, ra REAL, dec REAL,"
    " tile INTEGER REFERENCES tiles (id)) STRICT",
    "CREATE UNIQUE INDEX source_identity ON sources (name, ifnull(tile, 0), ifnull(ra, -1), ifnull(dec, -100))",
    // Append-only, in the order in which they were given; `imported` ones, from a journal, are older than all others.
    "CREATE TABLE label_events (id INTEGER PRIMARY KEY, time TEXT NOT NULL, user TEXT NOT NULL, source TEXT NOT NULL,"
    " ra REAL, dec REAL,"
    " old_label TEXT NOT NULL CHECK (old_label IN ('none', 'star', 'galaxy', 'quasar', 'unsure', 'artefact')),"
    " new_label TEXT NOT NULL CHECK (new_label IN ('none', 'star', 'galaxy', 'quasar', 'unsure', 'artefact')),"
    " reason TEXT NOT NULL, model TEXT NOT NULL, imported INTEGER NOT NULL CHECK (imported IN (0, 1))) STRICT",
    "CREATE TRIGGER label_events_not_updated BEFORE UPDATE ON label_events"
    " BEGIN SELECT RAISE(ABORT, 'label events are never changed'); END",
    "CREATE TRIGGER label_events_not_deleted BEFORE DELETE ON label_events"
    " BEGIN SELECT RAISE(ABORT, 'label events are never deleted'); END",
    "CREATE TRIGGER label_events_not_replaced BEFORE INSERT ON label_events"
    " WHEN EXISTS (SELECT 1 FROM label_events WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'label events are never replaced'); END",
    // card: JSON that describes the dataset.
    "CREATE TABLE datasets (id INTEGER PRIMARY KEY, name TEXT NOT NULL, relative_path TEXT, absolute_path TEXT NOT NULL,"
    " size INTEGER NOT NULL CHECK (size >= 0), hash INTEGER NOT NULL, card TEXT NOT NULL) STRICT",
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, relative_path TEXT, absolute_path TEXT NOT NULL,"
    " added TEXT NOT NULL) STRICT",
    // probabilities: little-endian float32, one a class of the run.
    "CREATE TABLE predictions (run INTEGER NOT NULL REFERENCES runs (id), source INTEGER NOT NULL REFERENCES sources (id),"
    " probabilities BLOB NOT NULL, time TEXT NOT NULL, PRIMARY KEY (run, source)) STRICT, WITHOUT ROWID",
    // value: JSON.
    "CREATE TABLE view_state (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
};

constexpr std::array version2{
    "CREATE TABLE run_tags (run INTEGER NOT NULL REFERENCES runs (id), tag TEXT NOT NULL, PRIMARY KEY (run, tag))"
    " STRICT, WITHOUT ROWID",
    // In the order in which they were opened; roles: a JSON object, the name of a role → the name of its column.
    "CREATE TABLE catalogs (id INTEGER PRIMARY KEY, relative_path TEXT, absolute_path TEXT NOT NULL UNIQUE,"
    " opened TEXT NOT NULL, roles TEXT NOT NULL) STRICT",
};

} // namespace

std::span<const char* const> projectStep(int version) {
    switch (version) {
    case 1: return version1;
    case 2: return version2;
    default: return {};
    }
}

const char* projectMetaTable() { return meta; }

} // namespace iic
