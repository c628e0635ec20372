#include "TestSupport.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace iic::test {

namespace {

std::atomic<int> warnings{0};

void countMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtDebugMsg && type != QtInfoMsg)
        ++warnings;
    std::fprintf(stderr, "%s%s\n",
                 type == QtDebugMsg || type == QtInfoMsg ? "" : "Qt warning (fails the test): ", qPrintable(text));
}

} // namespace

std::optional<std::filesystem::path> realData() {
    const char* folder = std::getenv("IICNET_REAL_DATA");
    if (!folder || !std::filesystem::is_directory(folder))
        return std::nullopt;
    return std::filesystem::path(folder);
}

// Qt Test installs its own handler during qExec and calls the one set before for messages it does not
// itself expect (QTest::ignoreMessage), so what is counted here is what no test foresaw.
void failOnQtWarnings() { qInstallMessageHandler(countMessage); }

int qtWarningCount() { return warnings; }

} // namespace iic::test
