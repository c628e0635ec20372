#include "TestSupport.h"

#include <QRegularExpression>

#include <cstdlib>

namespace iic::test {

std::optional<std::filesystem::path> realData() {
    const char* folder = std::getenv("IICNET_REAL_DATA");
    if (!folder || !std::filesystem::is_directory(folder))
        return std::nullopt;
    return std::filesystem::path(folder);
}

// The offscreen platform warns of what it cannot do, such as raising a window; that is no fault of the window.
void Test::init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support )")); }

} // namespace iic::test
