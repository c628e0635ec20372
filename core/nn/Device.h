#pragma once

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

} // namespace iic
