#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace iic {

enum class DeviceChoice { Automatic, Cpu, Cuda };

struct DeviceInUse {
    bool cuda = false;
    std::string name; ///< "CPU · 2 threads", "CUDA · NVIDIA H100"
    std::string reason; ///< why CUDA was not used; empty when it was
};

/// "auto", "cpu", "cuda": the names in records and on the command line.
std::string_view deviceName(DeviceChoice choice);

/// Why no CUDA device can be used; empty where one can. The first call may take a while.
std::string whyNotCuda();

/// Decides and, on the CPU, sets the number of threads to the cores (Debian's LibTorch starts with one).
DeviceInUse selectDevice(DeviceChoice choice);

/// While it lives CUDA may round what is multiplied to TF32, where that is wished; nothing else in the program is to be rounded.
class RoundedProducts {
  public:
    explicit RoundedProducts(bool areWished);
    ~RoundedProducts();
    RoundedProducts(const RoundedProducts&) = delete;
    RoundedProducts& operator=(const RoundedProducts&) = delete;
};

/// While it lives a CPU computes networks on one thread, where that is wished: of steps of some microseconds cores would only wait
/// for each other.
class OneThread {
  public:
    explicit OneThread(bool isWished);
    ~OneThread();
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

  private:
    int threadsBefore_;
};

std::size_t networkThreads();

/// parallelRanges on the threads that networks compute with: after a network has answered they look for more to do for a while, and
/// other threads would have to share the cores with them.
void onNetworkThreads(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body);

/// Bytes in use: of the process where the CPU is used, of the device, by all who share it, where CUDA is; 0: not known.
std::uint64_t memoryInUse(const DeviceInUse& device);

/// Bytes that CUDA's device has left for whoever asks; 0: not known, or a CPU is used.
std::uint64_t memoryFree(const DeviceInUse& device);

} // namespace iic
