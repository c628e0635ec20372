#pragma once

#include <QSize>
#include <QString>

namespace iic::ui {

class MainWindow;

struct ScreenshotOptions {
    QString file;
    QSize size{1600, 1000};
    QString select; ///< a position or designation to select; empty: the brightest galaxy
};

/// Once the picture is there and every source is classified, selects a source, writes the window to a file and
/// ends the program: 0 when the file is written, 1 when it is not or nothing could be opened.
void takeScreenshot(MainWindow& window, const ScreenshotOptions& options);

} // namespace iic::ui
