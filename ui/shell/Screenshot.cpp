#include "shell/Screenshot.h"

#include "shell/MainWindow.h"
#include "workspaces/SkyWorkspace.h"

#include <QApplication>
#include <QTimer>

#include <cmath>
#include <cstdio>

namespace iic::ui {

namespace {

/// The galaxy with most flux in W3 that the network is sure of: a good face for a picture.
int showpiece(const SourceList& sources) {
    int best = sources.size() > 0 ? 0 : -1;
    double brightest = INFINITY;
    for (int row = 0; row < sources.size(); ++row)
        if (const double w3 = sources.magnitude(row, Band::W3);
            sources.predictedClass(row) == SourceClass::Galaxy && w3 < brightest) {
            brightest = w3;
            best = row;
        }
    return best;
}

int wantedRow(MainWindow& window, const QString& select) {
    const SourceList& sources = window.document().sources();
    if (select.isEmpty())
        return showpiece(sources);
    const std::optional<SkyCoord> position = parsePosition(select.toStdString());
    if (!position || !window.document().tile())
        return -1;
    const std::optional<PixelCoord> pixel = window.document().tile()->reference().wcs.toPixel(*position);
    return pixel ? sources.nearest(*pixel, 10.0) : -1;
}

void grab(MainWindow& window, const QString& file) {
    const bool isWritten = window.grab().save(file);
    if (!isWritten)
        std::fprintf(stderr, "iicnet-studio: error: %s: the picture could not be written\n", qPrintable(file));
    QApplication::exit(isWritten ? 0 : 1);
}

/// Says why there is nothing to take a picture of.
void giveUp(MainWindow& window) {
    for (const Issue& issue : window.issues().issues())
        if (issue.severity == Severity::Error)
            std::fprintf(stderr, "iicnet-studio: error: %s: %s\n", qPrintable(issue.file), qPrintable(issue.what));
    if (window.issues().count(Severity::Error) == 0)
        std::fprintf(stderr, "iicnet-studio: error: %s\n",
                     !window.document().tile()      ? "no image was named to take a picture of"
                     : !window.controller().model() ? "there is no model to classify with"
                                                    : "there is no source to show");
    QApplication::exit(1);
}

} // namespace

void takeScreenshot(MainWindow& window, const ScreenshotOptions& options) {
    window.resize(options.size);
    constexpr int settle = 1500; // ms from the last change to a picture that no longer changes
    auto* timer = new QTimer(&window);
    timer->setSingleShot(true);
    timer->setInterval(settle);
    const auto restart = [timer] { timer->start(); };
    SourceStore& store = window.document().store();
    QObject::connect(&store, &SourceStore::wasReset, &window, [&window] { window.controller().classifyAll(); });
    QObject::connect(&window.controller(), &SkyController::modelChanged, &window,
                     [&window] { window.controller().classifyAll(); });
    QObject::connect(&window.sky().sky(), &SkyView::firstPictureShown, timer, restart);
    QObject::connect(&store, &SourceStore::wasReset, timer, restart);
    QObject::connect(&store, &SourceStore::predictionsChanged, timer, restart);
    QObject::connect(&window.controller(), &SkyController::picturesReady, timer, restart);
    QObject::connect(timer, &QTimer::timeout, &window, [&window, timer, options, rounds = std::make_shared<int>(0)] {
        if (window.isBusy())
            return timer->start();
        if (!window.document().tile() || !window.controller().model() || window.document().store().size() == 0) {
            constexpr int longest = 20; // rounds, for what is still on its way between two jobs
            if (window.issues().count(Severity::Error) == 0 && ++*rounds < longest)
                return timer->start();
            return giveUp(window);
        }
        if (window.document().current() < 0) {
            const int row = wantedRow(window, options.select);
            if (row < 0) {
                std::fprintf(stderr, "iicnet-studio: error: no source to select%s\n",
                             options.select.isEmpty() ? "" : qPrintable(QStringLiteral(" at ") + options.select));
                return QApplication::exit(1);
            }
            window.document().setCurrent(row);
            return timer->start();
        }
        grab(window, options.file);
    });
    timer->start();
}

} // namespace iic::ui
