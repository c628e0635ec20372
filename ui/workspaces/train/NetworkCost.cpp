#include "workspaces/train/NetworkCost.h"

namespace iic::ui {

std::optional<NetworkSize> NetworkCost::of(const ModelSpec& spec) {
    const Shape shape{spec.channels, spec.stemKernel, spec.inputSide};
    if (const auto known = known_.find(shape); known != known_.end())
        return known->second;
    job_.replace(compute_.submit<NetworkSize>(
        Priority::Interactive,
        [spec](JobContext&) -> JobResult<NetworkSize> {
            NetworkSize size;
            for (const StageSummary& stage : summarise(spec)) {
                size.parameters += stage.parameters;
                size.multiplyAdds += stage.multiplyAdds;
            }
            return size;
        },
        [this, shape](const NetworkSize& size) {
            known_[shape] = size;
            Q_EMIT counted();
        }));
    return std::nullopt;
}

} // namespace iic::ui
