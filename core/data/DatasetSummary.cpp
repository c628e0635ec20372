#include "data/DatasetSummary.h"

#include <fmt/format.h>

namespace iic {

std::array<std::size_t, 4> DatasetSummary::total() const {
    std::array<std::size_t, 4> sums{};
    for (const auto& one : classes)
        for (std::size_t part = 0; part < sums.size(); ++part)
            sums[part] += one.rows[part];
    return sums;
}

std::vector<std::string> splitWarnings(const DatasetSummary& summary) {
    const auto total = summary.total();
    std::vector<std::string> warnings;
    if (total[0] + total[1] + total[2] == 0)
        return warnings;
    for (const auto split : usedSplits) {
        const auto part = static_cast<std::size_t>(split);
        if (total[part] == 0) {
            warnings.push_back(fmt::format("{} has no row", splitName(split)));
            continue;
        }
        for (const auto& one : summary.classes)
            if (one.rows[part] == 0 && one.rows[0] + one.rows[1] + one.rows[2] > 0)
                warnings.push_back(fmt::format("{} has no {}", splitName(split), one.name));
    }
    return warnings;
}

Result<DatasetSummary> summarise(const Dataset& dataset) {
    return dataset.columns().map([&](const DatasetColumns& columns) { return summarise(dataset.card(), columns); });
}

DatasetSummary summarise(const DatasetCard& card, const DatasetColumns& columns) {
    DatasetSummary summary;
    for (const auto& name : card.classes)
        summary.classes.push_back({name, {}});
    for (const auto flag : qualityFlags)
        summary.flags.emplace_back(flag, 0);
    for (std::size_t row = 0; row < columns.size(); ++row) {
        const auto part = std::min<std::size_t>(static_cast<std::size_t>(columns.split[row]), 3);
        if (columns.label[row] == noLabel)
            ++summary.unlabelled;
        else
            ++summary.classes[columns.label[row]].rows[part];
        for (auto& [flag, count] : summary.flags)
            count += (columns.flags[row] & bit(flag)) != 0;
    }
    return summary;
}

} // namespace iic
