#pragma once

#include <QTest>

#include <filesystem>
#include <optional>

namespace iic::test {

/// The folder of real survey data named by IICNET_REAL_DATA, when there is one.
std::optional<std::filesystem::path> realData();

/// From here on a Qt warning, critical or fatal message makes the test program fail.
void failOnQtWarnings();
/// How many such messages were seen.
int qtWarningCount();

} // namespace iic::test

/// Skips a test that needs real data where there is none; the reason is counted by scripts/test.
#define IIC_REQUIRE_REAL_DATA(folder)                                                                                            \
    const auto folder##Option = iic::test::realData();                                                                           \
    if (!folder##Option)                                                                                                         \
        QSKIP("no real data: IICNET_REAL_DATA is not set");                                                                      \
    const std::filesystem::path folder = *folder##Option

/// main() of a test program without widgets.
#define IIC_CORE_TEST_MAIN(Class)                                                                                                \
    int main(int argc, char** argv) {                                                                                            \
        iic::test::failOnQtWarnings();                                                                                           \
        QCoreApplication application(argc, argv);                                                                                \
        Class test;                                                                                                              \
        const int failures = QTest::qExec(&test, argc, argv);                                                                    \
        return failures + iic::test::qtWarningCount();                                                                           \
    }

/// main() of a test program that opens windows; include <QApplication> before using it.
#define IIC_WINDOW_TEST_MAIN(Class)                                                                                              \
    int main(int argc, char** argv) {                                                                                            \
        iic::test::failOnQtWarnings();                                                                                           \
        QApplication application(argc, argv);                                                                                    \
        Class test;                                                                                                              \
        const int failures = QTest::qExec(&test, argc, argv);                                                                    \
        return failures + iic::test::qtWarningCount();                                                                           \
    }
