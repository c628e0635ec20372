#pragma once

#include <cstdint>
#include <string>

namespace iic {

enum class DeviceChoice { Automatic, Cpu, Cuda };

struct DeviceInUse {
    bool cuda = false;
    std::string name; ///< "CPU · 2 threads", "CUDA · NVIDIA H100"
    std::string reason; ///< why CUDA was not used; empty when it was
};

/// Decides and, on the CPU, sets the number of threads to the cores (Debian's LibTorch starts with one).
DeviceInUse selectDevice(DeviceChoice choice);

/// Bytes in use: of the process where the CPU is used, of the device, by all who share it, where CUDA is; 0: not known.
std::uint64_t memoryInUse(const DeviceInUse& device);

} // namespace iic
