#pragma once

#include <cstdint>
#include <span>

namespace iic {

/// A project is an SQLite database in WAL mode. Its header carries `projectApplicationId` and, as user_version, the
/// version of its tables. The statements below are the whole of the format: a project holds these tables, indices and
/// triggers, word for word, and nothing else; what holds more is refused unopened.
///
/// Conventions: names and paths are UTF-8; times are ISO 8601 in UTC; positions are ICRS degrees, NULL where there is
/// none; a fingerprint is size + hash of SampledFingerprint, its hash as a signed integer of the same bits; a path is kept
/// relative to the project's folder where the two have more than the root in common (else NULL), and absolute.
inline constexpr std::int32_t projectApplicationId = 0x49494370; ///< "IICp"
inline constexpr int currentProjectVersion = 2;

/// What brings a project from version `version` − 1 to `version`; a new project is brought from 0 to the current one.
std::span<const char* const> projectStep(int version);

/// The statement that makes the table `meta`, the same in every version to come: a program that meets a newer project
/// reads in it which program wrote it.
const char* projectMetaTable();

} // namespace iic
