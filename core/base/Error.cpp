#include "base/Error.h"

namespace iic {

std::string Error::oneLine() const {
    std::string line = file.empty() ? reason : file + ": " + reason;
    if (!detail.empty())
        line += " (" + detail + ")";
    return line;
}

} // namespace iic
