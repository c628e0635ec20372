#include "nn/Device.h"

#include "base/Parallel.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <fmt/format.h>

namespace iic {

namespace {

DeviceInUse useCpu(std::string reason) {
    at::set_num_threads(availableCores());
    at::globalContext().setFlushDenormal(true);
    return {false, fmt::format("CPU · {} threads", at::get_num_threads()), std::move(reason)};
}

} // namespace

DeviceInUse selectDevice(DeviceChoice choice) {
    if (choice == DeviceChoice::Cpu)
        return useCpu("the CPU was asked for");
    if (!at::hasCUDA())
        return useCpu("no CUDA device can be used: LibTorch is built without CUDA or finds no driver");
    return {true, "CUDA", {}};
}

} // namespace iic
