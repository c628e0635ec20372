#include "base/Parallel.h"
#include "catalog/ExpressionKernels.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <new>

namespace iic {

namespace {

/// The truth of every row of a block.
const std::uint8_t* evaluateBlock(const RowFilter::Program& program, std::vector<Slot>& stack, std::size_t first,
                                  std::size_t count) {
    std::size_t top = 0; // slots in use
    for (const auto& instruction : program.instructions)
        if (const auto* source = std::get_if<ColumnSource>(&instruction))
            load(stack[top++], *source, first, count);
        else if (const auto* constant = std::get_if<Constant>(&instruction))
            load(stack[top++], *constant);
        else if (const auto* region = std::get_if<Region>(&instruction)) {
            --top;
            applyRegion(*region, stack[top - 1], stack[top], count);
        } else if (const auto operation = std::get<Operator>(instruction); isUnary(operation))
            applyUnary(operation, stack[top - 1], count);
        else {
            --top;
            applyBinary(operation, stack[top - 1], stack[top], count);
        }
    Slot& whole = stack.front();
    if (!whole.values.isConstant)
        return whole.values.truths;
    const auto truth = *whole.values.truths;
    std::fill_n(whole.truths(), count, truth);
    return whole.truths();
}

using Counts = std::array<std::size_t, 3>; ///< by truth value

void take(const std::uint8_t* truths, std::size_t count, std::uint8_t* passes, Counts& counts) {
    std::size_t sum = 0, passing = 0;
    for (std::size_t i = 0; i < count; ++i) {
        passes[i] = truths[i] == isTrue;
        passing += passes[i];
        sum += truths[i];
    }
    counts[isTrue] += passing;
    counts[isUnknown] += sum - passing * isTrue;
    counts[isFalse] += count - passing - (sum - passing * isTrue);
}

JobResult<FilterResult> evaluateRows(const RowFilter::Program& program, const std::stop_token& stop) {
    constexpr std::size_t rowsWorthAThread = 32'768;
    FilterResult result;
    result.passes.resize(program.rows);
    std::mutex guard;
    Counts all{};
    const auto threads = std::min<std::size_t>(static_cast<std::size_t>(availableCores()), 1 + program.rows / rowsWorthAThread);
    parallelRanges(
        program.rows,
        [&](std::size_t begin, std::size_t end) {
            std::vector<Slot> stack(program.depth);
            Counts counts{};
            for (std::size_t first = begin; first < end && !stop.stop_requested(); first += blockRows) {
                const auto count = std::min(blockRows, end - first);
                take(evaluateBlock(program, stack, first, count), count, result.passes.data() + first, counts);
            }
            const std::lock_guard lock(guard);
            for (std::size_t truth = 0; truth < all.size(); ++truth)
                all[truth] += counts[truth];
        },
        static_cast<int>(threads));
    if (stop.stop_requested())
        return cancelled();
    result.trueRows = all[isTrue];
    result.falseRows = all[isFalse];
    result.unknownRows = all[isUnknown];
    return result;
}

} // namespace

JobResult<FilterResult> RowFilter::evaluate(std::stop_token stop) const try {
    return evaluateRows(*program_, stop);
} catch (const std::bad_alloc&) {
    return tl::unexpected<Stop>(Error{ErrorCode::OutOfMemory, {}, "the filter does not fit into the memory", {}});
}

} // namespace iic
