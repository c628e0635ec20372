// bench_window MODEL FOLDER: times what a user waits for in the real window at 1600 × 1000 on the tile in FOLDER:
// a frame of a pan and of a zoom, and the class after a click on a source.
#include "shell/MainWindow.h"
#include "widgets/Theme.h"
#include "workspaces/SkyWorkspace.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace iic;
using namespace iic::ui;

namespace {

/// As a window without events waits: the core is left to the network.
void handleEvents() {
    QCoreApplication::processEvents();
    QThread::usleep(500);
}

bool waitFor(const std::function<bool()>& done, int milliseconds) {
    QElapsedTimer waited;
    waited.start();
    while (!done() && waited.elapsed() < milliseconds)
        handleEvents();
    return done();
}

void rest(int milliseconds) {
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < milliseconds)
        handleEvents();
}

void print(const char* what, std::vector<double> times) {
    if (times.empty()) {
        std::printf("%-28s no figure\n", what);
        return;
    }
    std::sort(times.begin(), times.end());
    std::printf("%-28s median %6.1f ms   95 %% %6.1f ms   worst %6.1f ms   (%zu)\n", what, times[times.size() / 2],
                times[times.size() * 95 / 100], times.back(), times.size());
}

/// Each step is an event and the frame that answers it, painted into an image of the window's size.
std::vector<double> frames(MainWindow& window, int count, const std::function<void(int)>& step) {
    std::vector<double> times;
    QImage frame(window.size(), QImage::Format_RGB32);
    SkyView& sky = window.sky().sky();
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        step(i);
        sky.render(&frame);
        times.push_back(timer.nsecsElapsed() / 1e6);
        QCoreApplication::processEvents();
    }
    return times;
}

void click(SkyView& sky, const QPointF& place) {
    for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const auto held = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QMouseEvent event(type, place, sky.mapToGlobal(place), Qt::LeftButton, held, Qt::NoModifier);
        QApplication::sendEvent(&sky, &event);
    }
}

/// Times until the class of the clicked source is there; clicks that get no answer in five seconds are counted.
std::vector<double> clicks(MainWindow& window, int count, int& unanswered) {
    std::vector<double> times;
    const SourceList& sources = window.document().sources();
    SkyView& sky = window.sky().sky();
    const int stride = std::max(1, sources.size() / (4 * count));
    for (int row = 0; row < sources.size() && static_cast<int>(times.size()) < count; row += stride) {
        if (sources.prediction(row))
            continue;
        sky.centreOn(sources.position(row));
        rest(60);
        QElapsedTimer timer;
        timer.start();
        click(sky, sky.widgetPosition(sources.position(row)));
        const auto hasAnswer = [&] {
            const int current = window.document().current();
            return current >= 0 && separationArcsec(sources.position(current), sources.position(row)) < 6 &&
                   sources.prediction(current).has_value();
        };
        if (waitFor(hasAnswer, 5000))
            times.push_back(timer.nsecsElapsed() / 1e6);
        else
            ++unanswered;
    }
    return times;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_window MODEL FOLDER\n");
        return 2;
    }
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("bench_window"));
    applyTheme(application, ThemeChoice::Dark);
    const QTemporaryDir folder;
    MainWindow window({folder.filePath(QStringLiteral("bench.iicproj")).toStdString(), argv[1]});
    window.resize(1600, 1000);
    window.show();
    window.open({std::filesystem::path(argv[2])});
    if (!waitFor([&] { return window.document().store().size() > 0 && window.models().card(); }, 120000)) {
        std::fprintf(stderr, "bench_window: %s gives no sources, or the model is not ready\n", argv[2]);
        return 1;
    }
    rest(1500);
    SkyView& sky = window.sky().sky();
    std::printf("%d sources on the tile, window 1600 × 1000\n", window.document().store().size());
    const auto pan = [&](int i) {
        QKeyEvent event(QEvent::KeyPress, i / 10 % 2 ? Qt::Key_Left : Qt::Key_Right, Qt::NoModifier);
        QApplication::sendEvent(&sky, &event);
    };
    print("pan, whole tile in view", frames(window, 160, pan));
    sky.zoomBy(1 / sky.zoom());
    rest(500);
    print("pan at 100 %", frames(window, 160, pan));
    print("zoom", frames(window, 160, [&](int i) { sky.zoomBy(i / 40 % 2 ? 1.05 : 1 / 1.05); }));
    sky.zoomBy(2 / sky.zoom());
    int unanswered = 0;
    print("click to class", clicks(window, 40, unanswered));
    std::printf("clicks without an answer: %d\n", unanswered);
    return unanswered == 0 ? 0 : 1;
}
