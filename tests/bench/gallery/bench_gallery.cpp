// bench_gallery DATASET: scrolls the gallery of a dataset in the real window at 1600 × 1000, sixty steps a second, from its first row to its
// 10,000th; prints how long a step with its frame takes, and how many of the cutouts in view were there to be drawn.
#include "shell/MainWindow.h"
#include "shell/WorkspaceStack.h"
#include "widgets/GalleryView.h"
#include "widgets/Theme.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetWorkspace.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>

using namespace iic;
using namespace iic::ui;

namespace {

constexpr int frameTime = 16'667; // µs
constexpr int lastRow = 10'000;

bool waitFor(const std::function<bool()>& done, int milliseconds) {
    QElapsedTimer waited;
    waited.start();
    while (!done() && waited.elapsed() < milliseconds) {
        QCoreApplication::processEvents();
        QThread::usleep(500);
    }
    return done();
}

/// Of the cutouts in view, how many have their picture.
double shareThere(const GalleryView& view) {
    const auto rows = view.visibleRows();
    int there = 0;
    for (int row = rows.first; row < rows.first + rows.count; ++row)
        there += view.model()->index(row, 0).data(Qt::DecorationRole).value<QImage>().isNull() ? 0 : 1;
    return rows.count == 0 ? 1 : double(there) / rows.count;
}

void scroll(GalleryView& view, int side, double rowsPerFrame) {
    view.setPictureSide(side);
    QCoreApplication::processEvents();
    QScrollBar& bar = *view.verticalScrollBar();
    bar.setValue(0);
    const int lines = lastRow / view.columns(), lineHeight = std::max(1, view.visualRect(view.model()->index(0, 0)).height());
    const int end = std::min(bar.maximum(), lines * lineHeight), step = std::max(1, int(rowsPerFrame * lineHeight));
    std::vector<double> times, shares;
    QImage frame(view.size(), QImage::Format_RGB32);
    const auto show = [&](int place) {
        QElapsedTimer timer;
        timer.start();
        bar.setValue(place);
        view.render(&frame);
        QCoreApplication::processEvents(); // what came of the loader in between is taken in the same frame
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        shares.push_back(shareThere(view));
        while (timer.nsecsElapsed() / 1000 < frameTime)
            QThread::usleep(200);
    };
    for (int place = 0; place < end; place += step)
        show(place);
    std::sort(times.begin(), times.end());
    std::printf(
        "%3d px, %4.2f lines a frame   median %5.1f ms   95 %% %5.1f ms   worst %5.1f ms   pictures there %5.1f %%   (%zu frames)\n",
        side, rowsPerFrame, times[times.size() / 2], times[times.size() * 95 / 100], times.back(),
        100 * std::accumulate(shares.begin(), shares.end(), 0.0) / double(shares.size()), times.size());
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_gallery DATASET\n");
        return 2;
    }
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryDir folder;
    applyTheme(application, ThemeChoice::Dark);
    MainWindow window({std::filesystem::path(folder.path().toStdString()) / "bench.iicproj", {}});
    window.resize(1600, 1000);
    window.show();
    window.open({std::filesystem::path(argv[1])});
    if (!waitFor([&] { return window.datasetDocument().dataset() && !window.isBusy(); }, 60000) ||
        window.datasetDocument().sources().size() < lastRow) {
        std::fprintf(stderr, "bench_gallery: no dataset of %d sources\n", lastRow);
        return 1;
    }
    GalleryView& view = window.dataset().gallery().view();
    for (const double lines : {1.0, 4.0}) // a hand on the wheel, and one on the bar
        for (const int side : {96, 48})
            scroll(view, side, lines);
    return 0;
}
