#include "base/Error.h"

namespace iic {

std::string printable(std::string text) {
    for (char& letter : text)
        if (const auto code = static_cast<unsigned char>(letter); code < 0x20 || code == 0x7f)
            letter = '?';
    return text;
}

std::string Error::oneLine() const {
    std::string line = file.empty() ? reason : file + ": " + reason;
    if (!detail.empty())
        line += " (" + detail + ")";
    return printable(std::move(line));
}

} // namespace iic
