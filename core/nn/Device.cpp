#include "nn/Device.h"

#include "base/Parallel.h"
#include "nn/TensorMemory.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace iic {

namespace {

DeviceInUse useCpu(std::string reason) {
    keepTensorMemory();
    at::set_num_threads(availableCores());
    at::globalContext().setFlushDenormal(true);
    return {false, fmt::format("CPU · {} threads", at::get_num_threads()), std::move(reason)};
}

std::uint64_t processMemory() {
    std::ifstream pages("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    return pages >> all >> resident ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

struct CudaMemory {
    std::size_t free = 0, total = 0;
};

/// LibTorch's own count needs CUDA's headers; the library is there where a device is used.
CudaMemory cudaMemory() {
    using MemoryInfo = int (*)(std::size_t * free, std::size_t * total);
    static const auto memoryInfo = reinterpret_cast<MemoryInfo>(dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    CudaMemory memory;
    return memoryInfo && memoryInfo(&memory.free, &memory.total) == 0 ? memory : CudaMemory{};
}

void allowTf32(bool isAllowed) {
    at::globalContext().setAllowTF32CuBLAS(isAllowed);
    at::globalContext().setAllowTF32CuDNN(isAllowed);
}

} // namespace

RoundedProducts::RoundedProducts(bool areWished) { allowTf32(areWished); }
RoundedProducts::~RoundedProducts() { allowTf32(false); }

OneThread::OneThread(bool isWished) : threadsBefore_(at::get_num_threads()) {
    if (isWished)
        at::set_num_threads(1);
}
OneThread::~OneThread() { at::set_num_threads(threadsBefore_); }

std::string_view deviceName(DeviceChoice choice) {
    switch (choice) {
    case DeviceChoice::Cpu: return "cpu";
    case DeviceChoice::Cuda: return "cuda";
    default: return "auto";
    }
}

std::string whyNotCuda() {
    return at::hasCUDA() ? std::string() : "no CUDA device can be used: LibTorch is built without CUDA or finds no driver";
}

DeviceInUse selectDevice(DeviceChoice choice) {
    if (choice == DeviceChoice::Cpu)
        return useCpu("the CPU was asked for");
    if (auto reason = whyNotCuda(); !reason.empty())
        return useCpu(std::move(reason));
    allowTf32(false); // the answers would no longer agree with those of a CPU
    return {true, "CUDA", {}};
}

std::uint64_t memoryInUse(const DeviceInUse& device) {
    if (!device.cuda)
        return processMemory();
    const auto memory = cudaMemory();
    return memory.total - memory.free;
}

std::uint64_t memoryFree(const DeviceInUse& device) { return device.cuda ? cudaMemory().free : 0; }

std::size_t networkThreads() { return static_cast<std::size_t>(at::get_num_threads()); }

void onNetworkThreads(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body) {
    at::parallel_for(0, static_cast<std::int64_t>(count), 1, [&](std::int64_t first, std::int64_t last) {
        body(static_cast<std::size_t>(first), static_cast<std::size_t>(last));
    });
}

} // namespace iic
