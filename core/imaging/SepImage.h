#pragma once

// The one place that includes SEP's header, for .cpp files only: it needs <cstddef> and has no extern "C" of its own.
#include <cstddef>
extern "C" {
#include <sep.h>
}

#include "base/Error.h"
#include "base/Image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace iic {

/// One where the pixel is not finite; empty when all are.
std::vector<std::uint8_t> blankMask(const FloatImage& image);

/// The image as SEP sees it. Pixels and mask are borrowed; an empty mask masks nothing.
sep_image sepView(const FloatImage& pixels, const std::vector<std::uint8_t>& mask);

/// SEP's status as an error of ours about `file`.
Error sepError(int status, const std::string& file, std::string reason);

} // namespace iic
