#include "catalog/Catalog.h"

#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace iic {

namespace {

struct Alias {
    Role role;
    std::vector<std::string_view> names; ///< lower case, best first; # stands for the band's number
};

/// AllWISE as IRSA, ESA and VizieR (II/328) name it, unWISE, CatWISE2020 (also II/365), SDSS SpecObj, PhotoObj and V/147, V/154.
const std::vector<Alias>& plainAliases() {
    static const std::vector<Alias> aliases{
        {Role::Identifier,
         {"designation", "allwise", "wisea", "source_name", "unwise_objid", "source_id", "specobjid", "objid", "name", "id",
          "spobjid", "sdss_name", "allwise_oid"}},
        {Role::RightAscension,
         {"ra", "raj2000", "ra_j2000", "ra_icrs", "_ra", "radeg", "ra_deg", "alpha_j2000", "plug_ra", "plugra", "_raj2000",
          "_ra_icrs"}},
        {Role::Declination,
         {"dec", "dej2000", "dec_j2000", "de_icrs", "_de", "decdeg", "dec_deg", "decj2000", "delta_j2000", "plug_dec", "plugdec",
          "_dej2000", "_de_icrs"}},
        {Role::ClassLabel, {"truth", "class", "spclass", "spobjclass", "label", "type", "class_noqso", "spcl"}},
        {Role::SpectralSubclass, {"subclass", "sp_subclass", "subcl"}},
        {Role::Redshift, {"redshift", "z_spec", "zspec", "specz", "spec_z", "z", "zsp", "z_best", "zfinal"}},
        {Role::RedshiftWarning, {"zwarning", "zwarn", "z_warning", "f_zsp"}},
        {Role::ContaminationFlags, {"cc_flags", "ccf"}},
        {Role::ExtendedFlag, {"ext_flg", "ex", "ext_flag"}},
        {Role::PhotometricQuality, {"ph_qual", "qph"}},
    };
    return aliases;
}

struct BandAlias {
    Role first;
    std::vector<std::string_view> patterns;
};

const std::vector<BandAlias>& bandAliases() {
    static const std::vector<BandAlias> aliases{
        {Role::Magnitude1, {"w#mpro", "w#mpro_pm", "w#mag", "mag_w#_vg", "w#mpro_vega", "w#mag_vega", "w#", "w#mpropm"}},
        {Role::MagnitudeError1,
         {"w#sigmpro", "w#sigmpro_pm", "e_w#mag", "w#mag_err", "w#_err", "w#magerr", "err_w#mag", "sig_w#", "w#sig",
          "w#mpro_error", "e_w#mpropm"}},
        {Role::SignalToNoise1, {"w#snr", "w#snr_pm", "snr#", "snrw#", "snrw#pm"}},
    };
    return aliases;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

/// The first column whose name is an alias, else the first that is one with a suffix a cross-match added ("ra_allwise").
std::optional<std::string> columnNamed(const Table& table, const std::vector<std::string>& aliases) {
    for (const auto& alias : aliases)
        if (const auto* column = table.find(alias))
            return column->name;
    for (const auto& alias : aliases) {
        static constexpr std::array<std::string_view, 5> suffixes{"_allwise", "_wise", "_catwise", "_unwise", "_1"};
        for (const auto suffix : suffixes)
            if (const auto* column = table.find(alias + std::string(suffix)))
                return column->name;
    }
    return std::nullopt;
}

std::string forBand(std::string_view pattern, int band) {
    std::string name(pattern);
    std::replace(name.begin(), name.end(), '#', static_cast<char>('1' + band));
    return name;
}

/// Beside magnitudes in g, r and i, z is a magnitude.
bool isZMagnitude(const Table& table) { return table.find("g") && table.find("r") && table.find("i"); }

/// Names that mean something else in this table.
void eraseMisleading(std::vector<std::string>& names, Role role, const Table& table) {
    if (role == Role::ClassLabel && holdsPredictions(table) && !table.find("class_iicnet"))
        std::erase(names, "class");
    if (role == Role::Redshift && isZMagnitude(table))
        std::erase(names, "z");
    if (role == Role::ClassLabel) // codes such as the type of PhotoObj are no classes
        std::erase_if(names, [&table](const std::string& name) {
            const auto* column = table.find(name);
            return column && !std::holds_alternative<Texts>(column->values);
        });
}

} // namespace

bool holdsPredictions(const Table& table) {
    return table.find("p_star") && table.find("p_galaxy") && table.find("p_quasar") && table.find("confidence");
}

RoleMap guessRoles(const Table& table) {
    RoleMap roles;
    for (const auto& [role, known] : plainAliases()) {
        std::vector<std::string> names(known.begin(), known.end());
        eraseMisleading(names, role, table);
        if (const auto column = columnNamed(table, names))
            roles[role] = *column;
    }
    for (const auto& [first, patterns] : bandAliases())
        for (int band = 0; band < bandCount; ++band) {
            std::vector<std::string> names;
            for (const auto pattern : patterns)
                names.push_back(forBand(pattern, band));
            if (const auto column = columnNamed(table, names))
                roles[static_cast<Role>(static_cast<int>(first) + band)] = *column;
        }
    return roles;
}

std::string_view className(SourceClass sourceClass) {
    static constexpr std::array<std::string_view, 3> names{"star", "galaxy", "quasar"};
    return names[static_cast<std::size_t>(sourceClass)];
}

std::uint32_t classRgb(SourceClass sourceClass) {
    static constexpr std::array<std::uint32_t, 3> colours{0xE69F00, 0x56B4E9, 0xCC79A7};
    return colours[static_cast<std::size_t>(sourceClass)];
}

std::optional<SourceClass> parseClass(std::string_view text) {
    const auto word = lower(trimmedCell(text));
    if (word == "star" || word == "lm-star" || word == "hm-star") // low and high mass, as X-ray catalogs say
        return SourceClass::Star;
    if (word == "galaxy" || word == "gal")
        return SourceClass::Galaxy;
    if (word == "quasar" || word == "qso" || word == "agn")
        return SourceClass::Quasar;
    return std::nullopt;
}

} // namespace iic
