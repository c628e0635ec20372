#pragma once

#include "models/SourceList.h"

namespace iic::test {

/// A catalog with these columns, in which every row has a place.
inline std::shared_ptr<const Catalog> catalogOf(Table table) {
    Reals rightAscension, declination;
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        rightAscension.push_back(10 + 0.001 * static_cast<double>(row));
        declination.push_back(-5);
    }
    table.add(realColumn("ra", "deg", std::move(rightAscension)));
    table.add(realColumn("dec", "deg", std::move(declination)));
    Result<Catalog> catalog = Catalog::fromTable(std::move(table), "sample");
    return std::make_shared<const Catalog>(std::move(*catalog));
}

inline ui::SourceList listOf(Table table) {
    return ui::SourceList(std::make_shared<const ui::SourceColumns>(ui::sourceColumns(catalogOf(std::move(table)), nullptr)));
}

/// Sources of a catalog: W1 10 … 16, W2 9, SNR in W3 0 … 9, by row.
inline ui::SourceList sampleList(int count) {
    Reals w1, w2, w3snr;
    for (int row = 0; row < count; ++row) {
        w1.push_back(10 + row % 7);
        w2.push_back(9);
        w3snr.push_back(row % 10);
    }
    Table table;
    table.add(realColumn("w1mpro", "mag", std::move(w1)));
    table.add(realColumn("w2mpro", "mag", std::move(w2)));
    table.add(realColumn("w3snr", {}, std::move(w3snr)));
    return listOf(std::move(table));
}

inline Prediction galaxy(float confidence) {
    Prediction prediction;
    prediction.status = PredictionStatus::Classified;
    prediction.probabilities = {(1 - confidence) / 2, confidence, (1 - confidence) / 2};
    return prediction;
}

} // namespace iic::test
