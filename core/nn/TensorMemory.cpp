#include "nn/TensorMemory.h"

#include <c10/core/CPUAllocator.h>
#include <torch/version.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unordered_map>

namespace iic {

namespace {

// LibTorch 2.3 changed the interface.
#define IIC_NEWER_ALLOCATOR (TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3))
#if IIC_NEWER_ALLOCATOR
#define IIC_ALLOCATE_CONST
#else
#define IIC_ALLOCATE_CONST const
#endif

constexpr std::size_t pageSize = std::size_t{1} << 21; // a large page of x86 and ARM
constexpr std::size_t smallestKept = std::size_t{1} << 16; // malloc keeps what is smaller itself
constexpr std::size_t alignment = 64;

std::size_t roundedUp(std::size_t size, std::size_t unit) { return (size + unit - 1) / unit * unit; }

/// Blocks of memory by size; a request takes the smallest free one that holds it and is not twice as large.
class Blocks {
  public:
    void* take(std::size_t size) {
        if (size == 0)
            return nullptr;
        if (size < smallestKept)
            return fromSystem(roundedUp(size, alignment));
        size = roundedUp(size, smallestKept);
        const std::lock_guard lock(mutex_);
        const auto found = free_.lower_bound(size);
        if (found == free_.end() || found->first > 2 * size) {
            auto* block = fresh(size);
            inUse_.emplace(block, size);
            return block;
        }
        auto* block = found->second;
        inUse_.emplace(block, found->first);
        free_.erase(found);
        return block;
    }

    void giveBack(void* block) {
        const std::lock_guard lock(mutex_);
        const auto entry = inUse_.find(block);
        if (entry == inUse_.end())
            return std::free(block);
        free_.emplace(entry->second, block);
        inUse_.erase(entry);
    }

    void release() {
        const std::lock_guard lock(mutex_);
        freeAll();
    }

  private:
    void freeAll() {
        for (const auto& [size, block] : free_)
            std::free(block);
        free_.clear();
    }

    /// What is kept and fits nothing makes room before memory is said to be short.
    void* fresh(std::size_t size) {
        try {
            return fromSystem(size);
        } catch (const std::bad_alloc&) {
            freeAll();
            return fromSystem(size);
        }
    }

    static void* fromSystem(std::size_t size) {
        const bool isLarge = size >= pageSize;
        void* block = nullptr;
        if (::posix_memalign(&block, isLarge ? pageSize : alignment, size) != 0)
            throw std::bad_alloc();
        if (isLarge)
            ::madvise(block, size, MADV_HUGEPAGE);
        return block;
    }

    std::mutex mutex_;
    std::multimap<std::size_t, void*> free_;
    std::unordered_map<void*, std::size_t> inUse_;
};

Blocks& blocks() {
    static auto* const all = new Blocks; // outlives tensors that are static themselves
    return *all;
}

class KeepingAllocator final : public c10::Allocator {
  public:
    c10::DataPtr allocate(std::size_t size) IIC_ALLOCATE_CONST override {
        auto* block = blocks().take(size);
        return {block, block, giveBack, c10::DeviceType::CPU};
    }
    c10::DeleterFnPtr raw_deleter() const override { return giveBack; }
#if IIC_NEWER_ALLOCATOR
    void copy_data(void* target, const void* source, std::size_t size) const override { std::memcpy(target, source, size); }
#endif

  private:
    static void giveBack(void* block) {
        if (block)
            blocks().giveBack(block);
    }
};

} // namespace

void keepTensorMemory() {
    static KeepingAllocator* const allocator = [] {
        auto* made = new KeepingAllocator;
        c10::SetCPUAllocator(made, 1);
        return made;
    }();
    static_cast<void>(allocator);
}

void releaseTensorMemory() { blocks().release(); }

} // namespace iic
