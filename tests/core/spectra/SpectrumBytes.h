#pragma once

#include "FitsTableBytes.h"

namespace iic::test {

/// Rows of a coadd table: flux, loglam and ivar as floats.
inline std::vector<std::string> coaddRows(int count, double first = 3.6, double step = 1e-4) {
    std::vector<std::string> rows;
    for (int row = 0; row < count; ++row)
        rows.push_back(highestFirst(static_cast<float>(row)) + highestFirst(static_cast<float>(first + row * step)) +
                       highestFirst(4.0f));
    return rows;
}

inline std::vector<TestField> coaddFields(bool upper = false) {
    return upper ? std::vector<TestField>{{"E", "FLUX"}, {"E", "LOGLAM"}, {"E", "IVAR"}}
                 : std::vector<TestField>{{"E", "flux"}, {"E", "loglam"}, {"1E", "ivar"}};
}

inline std::string specObjUnit(const std::string& className = "QSO   ", float redshift = 2.5f, double declination = -1.25) {
    return tableUnit({{"J", "PLATE"},
                      {"J", "MJD"},
                      {"J", "FIBERID"},
                      {"D", "PLUG_RA"},
                      {"D", "PLUG_DEC"},
                      {"6A", "CLASS"},
                      {"9A", "SUBCLASS"},
                      {"E", "Z"}},
                     {highestFirst<std::int32_t>(3655) + highestFirst<std::int32_t>(55240) + highestFirst<std::int32_t>(2) +
                      highestFirst(150.5) + highestFirst(declination) + className + "BROADLINE" + highestFirst(redshift)});
}

/// A whole and valid file of `count` pixels.
inline std::string spectrumBytes(int count = 60) {
    return emptyPrimary + tableUnit(coaddFields(), coaddRows(count)) + specObjUnit();
}

} // namespace iic::test
