#pragma once

#include "shell/MainWindow.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/SourceTable.h"

#include "sim/SimulatedSky.h"

#include "TestSupport.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace iic::test {

inline std::filesystem::path demoModel() { return std::filesystem::path(IIC_SOURCE_DIR) / "resources/models/demo/best.h5"; }

/// A test of the real window, with settings and folders of its own.
class WindowTest : public Test {
  protected:
    std::filesystem::path scratch(const char* name) {
        const std::filesystem::path path = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        return path;
    }
    /// Before the first window.
    void useOwnSettings() const {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("IICnet"));
        QCoreApplication::setApplicationName(QLatin1String(metaObject()->className()));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.filePath(QStringLiteral("settings")));
    }

  private:
    QTemporaryDir folder_;
};

/// A window on what was opened, with its own journal.
struct WindowSession {
    explicit WindowSession(const std::filesystem::path& folder, const std::filesystem::path& model = demoModel())
        : window({folder / "session.iicproj", model}) {
        window.resize(1280, 800);
        window.show();
    }
    bool open(const std::filesystem::path& path) {
        window.open({path});
        return QTest::qWaitFor([this] { return window.document().store().size() > 0; }, 30000);
    }
    ui::SkyDocument& document() { return window.document(); }
    const ui::SourceList& sources() { return window.document().sources(); }
    ui::SkyView& sky() { return window.sky().sky(); }

    /// A real click on the sky at a position, as a hand would make it.
    void click(const SkyCoord& position) {
        QTest::mouseClick(&sky(), Qt::LeftButton, {}, sky().widgetPosition(position).toPoint());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&sky(), key, modifiers); }
    UserLabel currentLabel() { return sources().label(document().current()); }
    bool hasModel() {
        return QTest::qWaitFor([this] { return window.models().card().has_value(); }, 20000);
    }
    /// A source well inside the tile with no other near it.
    int innerSource() {
        const FloatImage& image = document().tile()->reference().pixels;
        for (int row = 0; row < sources().size(); ++row) {
            const PixelCoord p = sources().pixel(row);
            if (p.x < 60 || p.y < 60 || p.x > image.width() - 60 || p.y > image.height() - 60)
                continue;
            int near = 0;
            for (int other = 0; other < sources().size(); ++other)
                near += std::hypot(p.x - sources().pixel(other).x, p.y - sources().pixel(other).y) < 10;
            if (near == 1)
                return row;
        }
        return 0;
    }
    /// Away from every source.
    SkyCoord emptyPlace() {
        const Tile& tile = *document().tile();
        for (int x = 60; x < 340; x += 3)
            for (int y = 60; y < 340; y += 3)
                if (sources().nearest({double(x), double(y)}, 10) < 0)
                    return *tile.reference().wcs.toSky({double(x), double(y)});
        return {};
    }

    ui::MainWindow window;
};

/// A small simulated sky with its catalog, written to a folder; empty when that failed.
inline std::filesystem::path writeSmallSky(const std::filesystem::path& folder) {
    SimulationOptions options;
    options.side = 400;
    options.sourceCount = 250;
    options.faintestW1 = 15;
    NoProgress quiet;
    const JobResult<SimulatedSky> sky = simulateSky(options, quiet, {});
    return sky && writeSimulatedSky(*sky, folder) ? folder : std::filesystem::path();
}

} // namespace iic::test
