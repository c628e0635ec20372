#pragma once

#include "astro/Band.h"
#include "astro/Coordinates.h"
#include "base/Error.h"
#include "catalog/Table.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>

namespace iic {

/// What a column means to the program.
enum class Role {
    Identifier,
    RightAscension,
    Declination,
    ClassLabel,
    SpectralSubclass,
    Redshift,
    RedshiftWarning,
    ContaminationFlags,
    ExtendedFlag,
    PhotometricQuality,
    Magnitude1,
    Magnitude2,
    Magnitude3,
    Magnitude4,
    MagnitudeError1,
    MagnitudeError2,
    MagnitudeError3,
    MagnitudeError4,
    SignalToNoise1,
    SignalToNoise2,
    SignalToNoise3,
    SignalToNoise4,
};

inline constexpr int roleCount = static_cast<int>(Role::SignalToNoise4) + 1;

/// The table was written with the predictions of a network.
bool holdsPredictions(const Table& table);

/// Role → column name. Guessed from known names (AllWISE at IRSA, ESA and VizieR II/328, unWISE, CatWISE2020, SDSS SpecObj
/// and PhotoObj also as VizieR has them; also with the suffixes of a cross-match), ignoring case; the user may change it
/// (RoleChanges.h). A predicted `class` is never taken for the truth; the user's `label` beside it is. `z` beside `g`, `r`
/// and `i` is a magnitude.
using RoleMap = std::map<Role, std::string>;
RoleMap guessRoles(const Table& table);

enum class SourceClass { Star, Galaxy, Quasar };
/// "star", "galaxy", "quasar".
std::string_view className(SourceClass sourceClass);
/// 0xRRGGBB, of Okabe and Ito: told apart by eyes of every kind.
std::uint32_t classRgb(SourceClass sourceClass);
/// Reads those names and STAR, GALAXY, QSO, AGN… whatever their case, blanks around them passed over.
std::optional<SourceClass> parseClass(std::string_view text);

/// A table whose rows are sources on the sky.
class Catalog {
  public:
    /// NoPositions when no columns, or rows but none of them, hold right ascension and declination in degrees.
    static Result<Catalog> fromTable(Table table, const std::string& file);
    static Result<Catalog> fromTable(Table table, RoleMap roles, const std::string& file);
    /// Rows that need lie nowhere on the sky.
    static Catalog withoutPositions(Table table, RoleMap roles);

    const Table& table() const { return table_; }
    const RoleMap& roles() const { return roles_; }
    std::size_t size() const { return table_.rowCount(); }

    std::optional<SkyCoord> position(std::size_t row) const; ///< nullopt when null or out of range
    std::string identifier(std::size_t row) const; ///< the identifier, else the designation of the position
    /// What the row is labelled as; nullopt when it is not, or isLabelDoubtful.
    std::optional<SourceClass> truth(std::size_t row) const;
    /// The label is one that SDSS gives (STAR, GALAXY, QSO) and zWarning, where the table has it, is not 0.
    bool isLabelDoubtful(std::size_t row) const;
    std::optional<double> redshift(std::size_t row) const;
    std::optional<double> magnitude(std::size_t row, Band band) const;
    std::optional<double> magnitudeError(std::size_t row, Band band) const; ///< nullopt: an upper limit, or none given
    /// The magnitude is a limit: the catalog lists errors in this band and this row has none, or its SNR is below 2.
    bool isUpperLimit(std::size_t row, Band band) const;
    std::optional<double> signalToNoise(std::size_t row, Band band) const;
    std::string text(std::size_t row, Role role) const;

  private:
    const Column* column(Role role) const;
    Table table_;
    RoleMap roles_;
    std::array<std::optional<std::size_t>, roleCount> columns_; ///< of the table, by role
};

/// readTable and fromTable.
Result<Catalog> readCatalog(const std::filesystem::path& path);

} // namespace iic
