#pragma once

#include <QTest>

#include <filesystem>
#include <optional>

namespace iic::test {

/// The folder of real survey data named by IICNET_REAL_DATA, when there is one.
std::optional<std::filesystem::path> realData();

/// What every test class is: a Qt warning fails the test function that prints it.
class Test : public QObject {
    Q_OBJECT

  protected Q_SLOTS:
    void init();
};

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
        QCoreApplication application(argc, argv);                                                                                \
        Class test;                                                                                                              \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }

/// main() of a test program that opens windows; include <QApplication> before using it.
#define IIC_WINDOW_TEST_MAIN(Class)                                                                                              \
    int main(int argc, char** argv) {                                                                                            \
        QApplication application(argc, argv);                                                                                    \
        Class test;                                                                                                              \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }
