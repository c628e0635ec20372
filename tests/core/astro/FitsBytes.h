#pragma once

#include "astro/FitsImage.h"

#include <QTemporaryDir>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace iic::test {

using Cards = std::vector<std::string>;

inline std::string padded(std::string bytes, char fill) {
    bytes.resize((bytes.size() + 2879) / 2880 * 2880, fill);
    return bytes;
}

/// Cards as 80 characters each and END, filled up to a block.
inline std::string headerBytes(const Cards& cards) {
    std::string bytes;
    for (const auto& card : cards)
        bytes += fmt::format("{:<80}", card);
    return padded(bytes + fmt::format("{:<80}", "END"), ' ');
}

inline std::string bigEndian(const std::vector<float>& values) {
    std::string bytes;
    for (const float value : values)
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(std::bit_cast<std::uint32_t>(value) >> shift & 0xff);
    return bytes;
}

inline Cards imageCards(long long width, long long height, int bits = -32) {
    return {"SIMPLE  = T", fmt::format("BITPIX  = {}", bits), "NAXIS   = 2", fmt::format("NAXIS1  = {}", width),
            fmt::format("NAXIS2  = {}", height)};
}

inline Cards operator+(Cards cards, const Cards& more) {
    cards.insert(cards.end(), more.begin(), more.end());
    return cards;
}

/// 1, 2, 3 … in file order.
inline std::vector<float> counting(int count) {
    std::vector<float> values;
    for (int number = 1; number <= count; ++number)
        values.push_back(static_cast<float>(number));
    return values;
}

/// A whole and valid file of counting pixels.
inline std::string imageBytes(int width, int height, const Cards& more = {}) {
    return headerBytes(imageCards(width, height) + more) + padded(bigEndian(counting(width * height)), '\0');
}

/// The sky of a small image as the Atlas writes it.
inline Cards skyCards(const std::string& projection = "SIN", double rightAscension = 150, double declination = 2,
                      double scale = 1.375, double middle = 3) {
    return {fmt::format("CTYPE1  = 'RA---{}'", projection),  fmt::format("CTYPE2  = 'DEC--{}'", projection),
            fmt::format("CRVAL1  = {:.9f}", rightAscension), fmt::format("CRVAL2  = {:.9f}", declination),
            fmt::format("CRPIX1  = {:.2f}", middle),         fmt::format("CRPIX2  = {:.2f}", middle),
            fmt::format("CDELT1  = {:.16f}", -scale / 3600), fmt::format("CDELT2  = {:.16f}", scale / 3600)};
}

/// Files with given bytes in a folder that goes away with it.
class Folder {
  public:
    std::filesystem::path path() const { return folder_.path().toStdString(); }
    std::filesystem::path file(const std::string& name) const { return path() / name; }

    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories(file(name).parent_path());
        std::ofstream(file(name), std::ios::binary) << bytes;
        return file(name);
    }

    std::string bytes(const std::string& name) const {
        std::ifstream stream(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path()))
            names.push_back(entry.path().filename().string());
        return names;
    }

  private:
    QTemporaryDir folder_;
};

} // namespace iic::test
