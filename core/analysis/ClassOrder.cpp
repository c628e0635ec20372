#include "analysis/ClassOrder.h"

#include "catalog/Catalog.h"

#include <fmt/format.h>

namespace iic {

Result<std::array<std::size_t, 3>> classOrder(const ModelCard& card) {
    std::array<std::size_t, 3> order{};
    if (card.classes.size() != order.size())
        return fail(ErrorCode::ModelMismatch, "", "the model does not tell star, galaxy and quasar apart",
                    fmt::format("3 classes expected, {} found", card.classes.size()));
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto known = parseClass(card.classes[i]);
        if (!known)
            return fail(ErrorCode::ModelMismatch, "", "the model has an unknown class", card.classes[i]);
        order[i] = static_cast<std::size_t>(*known);
    }
    return order;
}

} // namespace iic
