#include "project/CurrentLabels.h"

#include <cmath>
#include <unordered_map>

namespace iic {

namespace {

bool isPlace(const SkyCoord& position) { return std::isfinite(position.rightAscension) && std::isfinite(position.declination); }

bool isSameSource(const LabelEvent& a, const LabelEvent& b) {
    if (!isPlace(a.position) || !isPlace(b.position))
        return isPlace(a.position) == isPlace(b.position);
    return std::abs(a.position.declination - b.position.declination) <= sameSource / 3600 && // quick, for most
           separationArcsec(a.position, b.position) <= sameSource;
}

} // namespace

std::vector<LabelEvent> currentLabels(std::span<const LabelEvent> events) {
    std::unordered_map<std::string_view, std::vector<std::size_t>> byName;
    std::vector<bool> isLast(events.size(), true);
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto& earlier = byName[events[i].source];
        std::erase_if(earlier, [&](std::size_t known) {
            const bool isSuperseded = isSameSource(events[known], events[i]);
            isLast[known] = !isSuperseded;
            return isSuperseded;
        });
        earlier.push_back(i);
    }
    std::vector<LabelEvent> last;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (isLast[i])
            last.push_back(events[i]);
    return last;
}

} // namespace iic
