// bench_rows FOLDER [ROWS]: opens the tile in FOLDER with a catalog of a million rows in the real window, sorts, filters,
// selects and scrolls it, and prints the longest time in which the window could not answer.
#include "catalog/TableFile.h"
#include "shell/MainWindow.h"
#include "widgets/Theme.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/SourceTable.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <random>

using namespace iic;
using namespace iic::ui;

namespace {

/// A catalog of sources strewn over the tile.
Table strewn(const Tile& tile, int rows) {
    const FloatImage& image = tile.reference().pixels;
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> x(0, image.width() - 1), y(0, image.height() - 1), magnitude(8, 17), colour(-0.2, 1.5);
    Texts names, flags;
    Reals rightAscension, declination, w1, w2, w3, snr;
    for (int row = 0; row < rows; ++row) {
        const SkyCoord place = tile.reference().wcs.toSky({x(random), y(random)}).value_or(SkyCoord{});
        names.push_back(designation(place));
        flags.push_back(row % 5 ? "0000" : "h000");
        rightAscension.push_back(place.rightAscension);
        declination.push_back(place.declination);
        w1.push_back(magnitude(random));
        w2.push_back(w1.back() - colour(random));
        w3.push_back(w2.back() - 2 * colour(random));
        snr.push_back(5 + row % 40);
    }
    Table table;
    table.add(textColumn("designation", std::move(names)));
    table.add(realColumn("ra", "deg", std::move(rightAscension)));
    table.add(realColumn("dec", "deg", std::move(declination)));
    table.add(realColumn("w1mpro", "mag", std::move(w1)));
    table.add(realColumn("w2mpro", "mag", std::move(w2)));
    table.add(realColumn("w3mpro", "mag", std::move(w3)));
    table.add(realColumn("w1snr", {}, Reals(snr)));
    table.add(realColumn("w3snr", {}, std::move(snr)));
    table.add(textColumn("cc_flags", std::move(flags)));
    return table;
}

struct Pause {
    double longest = 0, total = 0; ///< ms
};

/// Lets the window live until the work is done and a while after it, and takes the longest turn of its event loop.
Pause watch(const std::function<void()>& step, const std::function<bool()>& isDone) {
    constexpr int afterwards = 2500; // ms; what follows a little later belongs to it
    QElapsedTimer whole, turn;
    whole.start();
    Pause pause;
    double doneAt = -1;
    bool isFirst = true;
    while (doneAt < 0 || static_cast<double>(whole.elapsed()) - doneAt < afterwards) {
        turn.start();
        if (std::exchange(isFirst, false))
            step();
        QCoreApplication::processEvents();
        pause.longest = std::max(pause.longest, static_cast<double>(turn.nsecsElapsed()) / 1e6);
        if (doneAt < 0 && isDone()) {
            doneAt = static_cast<double>(whole.elapsed());
            pause.total = doneAt;
        }
        QThread::usleep(200);
    }
    return pause;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_rows FOLDER [ROWS]\n");
        return 2;
    }
    const int rows = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("bench_rows"));
    applyTheme(application, ThemeChoice::Dark);
    const QTemporaryDir folder;
    MainWindow window({folder.filePath(QStringLiteral("bench.iicproj")).toStdString(), {}});
    window.resize(1600, 1000);
    window.show();
    SkyDocument& document = window.document();
    QTableView& table = window.sky().table().view();
    window.open({std::filesystem::path(argv[1])});
    watch([] {}, [&] { return document.store().size() > 0; });

    const std::filesystem::path catalog = folder.filePath(QStringLiteral("many.fits")).toStdString();
    if (!writeTable(catalog, strewn(*document.tile(), rows), TableFormat::Fits)) {
        std::fprintf(stderr, "bench_rows: the catalog could not be written\n");
        return 1;
    }
    double worst = 0;
    const auto report = [&](const char* what, const std::function<void()>& step, const std::function<bool()>& isDone) {
        const Pause pause = watch(step, isDone);
        worst = std::max(worst, pause.longest);
        std::printf("%-40s longest pause %6.1f ms   done after %6.0f ms\n", what, pause.longest, pause.total);
        std::fflush(stdout);
    };
    const auto isSettled = [&] { return !document.shown().isWorking(); };
    std::printf("%d rows, window 1600 × 1000\n", rows);
    report(
        "open", [&] { window.open({catalog}); }, [&] { return document.store().size() == rows; });
    report(
        "sort by w1mpro", [&] { table.sortByColumn(static_cast<int>(SourceColumn::Magnitude1), Qt::AscendingOrder); }, isSettled);
    report(
        "sort by designation", [&] { table.sortByColumn(0, Qt::DescendingOrder); }, isSettled);
    report(
        "filter w1mpro < 15 && cc_flags == \"0000\"",
        [&] { static_cast<void>(window.filter().add({}, QStringLiteral("w1mpro < 15 && cc_flags == \"0000\""))); }, isSettled);
    report(
        "filter unlabelled too", [&] { static_cast<void>(window.filter().add({}, QStringLiteral("isnull(label)"))); }, isSettled);
    report(
        "select one", [&] { document.setCurrent(rows / 2); }, isSettled);
    report(
        "label it", [&] { document.labels().give(rows / 2, UserLabel::Star); }, isSettled);
    report(
        "clear the filter", [&] { window.filter().clear(); }, isSettled);
    report(
        "scroll to the end", [&] { table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum()); }, isSettled);
    report(
        "zoom the sky to fit", [&] { window.sky().sky().zoomToFit(); }, isSettled);
    int listed = 0;
    QObject::connect(&document.store(), &SourceStore::wasReset, &window, [&] { ++listed; });
    report(
        "open it again", [&] { window.open({catalog}); }, [&] { return listed > 0; });
    report(
        "open another catalog", [&] { window.controller().detect(); }, [&] { return document.store().size() != rows; });
    std::printf("longest pause of all: %.1f ms\n", worst);
    return worst <= 100 ? 0 : 1;
}
