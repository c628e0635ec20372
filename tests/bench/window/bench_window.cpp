// bench_window MODEL FOLDER [DATASET]: times what a user waits for in the real window at 1600 × 1000 on the tile in FOLDER:
// a frame of a pan and of a zoom, and the class after a click on a source; with a dataset, also while a network learns from it.
#include "shell/MainWindow.h"
#include "shell/WorkspaceStack.h"
#include "widgets/Theme.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/explain/ExplainWorkspace.h"
#include "workspaces/explain/ExplainedSource.h"

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
    sky.render(&frame); // takes the image's memory and lays out pages still hidden, which a frame on a screen doesn't
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

/// How long the steps of the run take that goes on meanwhile, without the answers given between them.
class StepTimes {
  public:
    explicit StepTimes(TrainingController& training) {
        clock_.start();
        QObject::connect(&training, &TrainingController::progressed, &context_, [this] {
            steps_.push_back({now(), now() - began_});
            began_ = now();
        });
    }

    double now() const { return clock_.nsecsElapsed() / 1e6; }
    void goOnAfterAnAnswer() { began_ = now(); }

    /// Milliseconds, of the steps that ended after `moment`; 0 where none did.
    double longestSince(double moment) const {
        double longest = 0;
        for (const Step& step : steps_)
            if (step.end > moment)
                longest = std::max(longest, step.duration);
        return longest;
    }

  private:
    struct Step {
        double end, duration;
    };

    QElapsedTimer clock_;
    double began_ = 0;
    std::vector<Step> steps_;
    QObject context_; // last, so that nothing is told once the rest is gone
};

struct ClickTimes {
    std::vector<double> toClass;
    std::vector<double> beyondAStep; ///< what is over the longest step that ended meanwhile
};

/// Times until the class of the clicked source is there; clicks that get no answer in five seconds are counted.
ClickTimes clicks(MainWindow& window, int count, int& unanswered) {
    ClickTimes times;
    StepTimes steps(window.training());
    const SourceList& sources = window.document().sources();
    SkyView& sky = window.sky().sky();
    const int stride = std::max(1, sources.size() / (4 * count));
    for (int row = 0; row < sources.size() && static_cast<int>(times.toClass.size()) < count; row += stride) {
        if (sources.prediction(row))
            continue;
        sky.centreOn(sources.position(row));
        rest(60);
        const double asked = steps.now();
        click(sky, sky.widgetPosition(sources.position(row)));
        const auto hasAnswer = [&] {
            const int current = window.document().current();
            return current >= 0 && separationArcsec(sources.position(current), sources.position(row)) < 6 &&
                   sources.prediction(current).has_value();
        };
        if (!waitFor(hasAnswer, 5000)) {
            ++unanswered;
            continue;
        }
        steps.goOnAfterAnAnswer();
        times.toClass.push_back(steps.now() - asked);
        times.beyondAStep.push_back(std::max(0.0, times.toClass.back() - steps.longestSince(asked)));
    }
    return times;
}

void pan(SkyView& sky, int step) {
    QKeyEvent event(QEvent::KeyPress, step / 10 % 2 ? Qt::Key_Left : Qt::Key_Right, Qt::NoModifier);
    QApplication::sendEvent(&sky, &event);
}

/// Times until every map of a source that is chosen is there to be drawn.
bool isExplained(MainWindow& window, int row) {
    const auto& shown = window.explain().shown();
    return shown && shown->name == window.document().sources().name(row) && !window.explain().isBusy();
}

/// From the key to the maps of the source that is chosen, for the first time.
double opening(MainWindow& window) {
    rest(300); // what the clicks before have begun
    QElapsedTimer timer;
    timer.start();
    window.workspaces().show(window.explain());
    waitFor([&] { return isExplained(window, window.document().current()); }, 5000);
    return timer.nsecsElapsed() / 1e6;
}

std::vector<double> explanations(MainWindow& window, int count) {
    std::vector<double> times;
    rest(300);
    for (int row = 0; row < count; ++row) {
        QElapsedTimer timer;
        timer.start();
        window.document().setCurrent(row);
        if (waitFor([&] { return isExplained(window, row); }, 5000))
            times.push_back(timer.nsecsElapsed() / 1e6);
        rest(30);
    }
    window.workspaces().show(window.sky());
    return times;
}

/// Steps of the paper's batch as they are told, until `count` are.
std::vector<double> steps(const TrainingController& training, int count) {
    std::vector<double> times;
    const auto inputs = static_cast<double>(training.run()->request.options.batch);
    for (int i = 0; i < count; ++i) {
        const auto last = training.run()->lastStep->step;
        if (!waitFor([&] { return training.run()->lastStep->step != last; }, 60000))
            break;
        if (const double rate = training.run()->inputsPerSecond; rate > 0)
            times.push_back(1000 * inputs / rate);
    }
    return times;
}

/// From the click on Pause until the run rests, and on again.
std::vector<double> pauses(TrainingController& training, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        rest(100 + 97 * i);
        QElapsedTimer timer;
        timer.start();
        training.pause();
        if (!waitFor([&] { return training.state() == TrainingState::Paused; }, 60000))
            break;
        times.push_back(timer.nsecsElapsed() / 1e6);
        training.resume();
    }
    return times;
}

/// False where the run does not begin.
bool learnMeanwhile(MainWindow& window, const std::filesystem::path& dataset, const std::filesystem::path& runFolder) {
    TrainingRequest request;
    request.name = QStringLiteral("run");
    request.dataset = dataset;
    request.options.runFolder = runFolder;
    window.training().start(request);
    return waitFor([&] { return window.training().run()->lastStep.has_value(); }, 120000);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 3 && argc != 4) {
        std::fprintf(stderr, "usage: bench_window MODEL FOLDER [DATASET]\n");
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
    print("pan, whole tile in view", frames(window, 160, [&](int i) { pan(sky, i); }));
    sky.zoomBy(1 / sky.zoom());
    rest(500);
    print("pan at 100 %", frames(window, 160, [&](int i) { pan(sky, i); }));
    print("zoom", frames(window, 160, [&](int i) { sky.zoomBy(i / 40 % 2 ? 1.05 : 1 / 1.05); }));
    sky.zoomBy(2 / sky.zoom());
    int unanswered = 0;
    print("click to class", clicks(window, 40, unanswered).toClass);
    print("opening Explain to the maps", {opening(window)});
    print("source to its maps", explanations(window, 40));
    if (argc == 4) {
        if (!learnMeanwhile(window, argv[3], folder.filePath(QStringLiteral("run")).toStdString())) {
            std::fprintf(stderr, "bench_window: nothing is learned from %s: %s\n", argv[3],
                         qPrintable(window.training().fault()));
            return 1;
        }
        print("training: a step", steps(window.training(), 10));
        const ClickTimes times = clicks(window, 40, unanswered);
        print("training: click to class", times.toClass);
        print("training: beyond a step", times.beyondAStep);
        sky.zoomBy(1 / sky.zoom());
        print("training: pan at 100 %", frames(window, 400, [&](int i) { pan(sky, i); }));
        print("training: click to pause", pauses(window.training(), 10));
        window.training().stop();
        waitFor([&] { return !window.training().isActive(); }, 60000);
    }
    std::printf("clicks without an answer: %d\n", unanswered);
    return unanswered == 0 ? 0 : 1;
}
