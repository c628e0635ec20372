#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace iic {

/// Numbers as FITS and VOTable store them: the highest byte first.
template <typename T> T fromBigEndian(const char* bytes) {
    static_assert(std::endian::native == std::endian::little);
    using Bits = std::conditional_t<
        sizeof(T) == 1, std::uint8_t,
        std::conditional_t<sizeof(T) == 2, std::uint16_t, std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;
    Bits bits;
    std::memcpy(&bits, bytes, sizeof bits);
    if constexpr (sizeof(T) == 2)
        bits = __builtin_bswap16(bits);
    else if constexpr (sizeof(T) == 4)
        bits = __builtin_bswap32(bits);
    else if constexpr (sizeof(T) == 8)
        bits = __builtin_bswap64(bits);
    return std::bit_cast<T>(bits);
}

} // namespace iic
