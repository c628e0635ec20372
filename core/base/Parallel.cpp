#include "base/Parallel.h"

#include <algorithm>
#include <exception>
#include <sched.h>
#include <thread>
#include <vector>

namespace iic {

int availableCores() {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return std::max(1, CPU_COUNT(&allowed));
    return std::max(1u, std::thread::hardware_concurrency());
}

void parallelRanges(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body, int threads) {
    const std::size_t workers = std::min<std::size_t>(count, static_cast<std::size_t>(threads > 0 ? threads : availableCores()));
    if (workers <= 1) {
        if (count > 0)
            body(0, count);
        return;
    }
    std::vector<std::exception_ptr> failures(workers);
    {
        std::vector<std::jthread> pool;
        for (std::size_t worker = 0; worker < workers; ++worker)
            pool.emplace_back([&, worker] {
                try {
                    body(count * worker / workers, count * (worker + 1) / workers);
                } catch (...) {
                    failures[worker] = std::current_exception();
                }
            });
    }
    for (const auto& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

} // namespace iic
