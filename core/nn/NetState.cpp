#include "nn/NetState.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace iic {

std::vector<NamedTensor> copyOut(const NamedState& state) {
    const torch::NoGradGuard noGrad;
    std::vector<NamedTensor> tensors;
    tensors.reserve(state.size());
    for (const auto& [name, tensor] : state) {
        const auto plain = tensor.to(at::kCPU, at::kFloat).contiguous();
        const auto* first = plain.data_ptr<float>();
        tensors.push_back({name, tensor.sizes().vec(), {first, first + plain.numel()}});
    }
    return tensors;
}

Result<void> copyIn(std::span<const NamedTensor> tensors, const NamedState& state) {
    const torch::NoGradGuard noGrad;
    const auto bad = [](std::string detail) {
        return fail(ErrorCode::BadCheckpoint, {}, "the checkpoint does not fit the network its card describes",
                    std::move(detail));
    };
    for (const auto& [name, tensor] : state) {
        const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
        if (found == tensors.end())
            return bad(fmt::format("{} is missing", name));
        if (tensor.sizes() != at::IntArrayRef(found->shape))
            return bad(
                fmt::format("{}: {} expected, {} found", name, fmt::join(tensor.sizes(), " × "), fmt::join(found->shape, " × ")));
        // NaN is not below 0 either: let the reader of the file refuse what is not finite.
        if (name.ends_with("running_var") && std::ranges::any_of(found->values, [](float variance) { return variance < 0; }))
            return bad(fmt::format("{}: a variance is negative", name));
        auto target = tensor;
        target.copy_(torch::from_blob(const_cast<float*>(found->values.data()), found->shape, at::kFloat));
    }
    if (tensors.size() != state.size())
        return bad(fmt::format("{} tensors expected, {} found", state.size(), tensors.size()));
    return {};
}

} // namespace iic
