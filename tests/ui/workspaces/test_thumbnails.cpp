#include "../../core/data/SampleDataset.h"
#include "models/IssueModel.h"
#include "widgets/CutoutPictures.h"
#include "widgets/GalleryView.h"
#include "widgets/InputPicture.h"
#include "workspaces/dataset/CutoutHover.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/dataset/ThumbnailModel.h"

#include "TestSupport.h"

#include <QApplication>
#include <QFrame>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTemporaryDir>

#include <numeric>

using namespace iic;
using namespace iic::ui;
using Rows = std::vector<std::size_t>;

namespace {

/// A dataset of sky whose pixels are in form.
test::SampleDataset skySample(std::size_t count) {
    auto sample = test::sampleDataset(count, 9);
    sample.card.bands = {Band::W1, Band::W2, Band::W3};
    sample.card.planes = 3;
    sample.card.fieldArcsec = 10;
    sample.units.assign(2, FluxUnits{1e-6, 2e-6, 3e-6, 4e-6});
    Random random(3);
    sample.pixels.clear();
    for (std::size_t i = 0; i < count * 3 * 81; ++i)
        sample.pixels.push_back(static_cast<float>(10 + random.normal()));
    return sample;
}

test::SampleDataset imageSample(std::size_t count) {
    auto sample = test::imageSample(count, {"star", "galaxy", "quasar"});
    Random random(4);
    sample.pixels.clear();
    for (std::size_t i = 0; i < count * 3 * 36; ++i)
        sample.pixels.push_back(static_cast<float>(random.uniform()));
    return sample;
}

/// The picture readInputs gives, made here pixel by pixel.
QImage expectedPicture(const Dataset& dataset, const InputOptions& options, std::size_t row) {
    const auto side = static_cast<std::size_t>(options.side);
    std::vector<float> input(options.channels.size() * side * side);
    if (!dataset.readInputs(std::span(&row, 1), options, input))
        return {};
    QImage image(options.side, options.side, QImage::Format_RGB32);
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x) {
            std::array<int, 3> colour{};
            for (std::size_t c = 0; c < 3; ++c)
                colour[c] = static_cast<int>(std::lround(255 * input[(c * side + y) * side + x]));
            image.setPixel(static_cast<int>(x), static_cast<int>(side - 1 - y), qRgb(colour[0], colour[1], colour[2]));
        }
    return image;
}

Rows range(std::size_t first, std::size_t count) {
    Rows rows(count);
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

/// What came, in the order it came.
struct Came {
    explicit Came(ThumbnailLoader& loader) {
        QObject::connect(&loader, &ThumbnailLoader::ready, &loader,
                         [this](const Rows& more) { rows.insert(rows.end(), more.begin(), more.end()); });
    }
    bool has(std::size_t row) const { return std::ranges::find(rows, row) != rows.end(); }
    Rows rows;
};

} // namespace

class TestThumbnails : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;

    SharedDataset written(const char* name, const test::SampleDataset& sample) {
        const std::filesystem::path path = folder_.filePath(name).toStdString();
        if (!test::write(path, sample))
            return nullptr;
        const auto open = openDataset(path);
        return open ? *open : nullptr;
    }

  private Q_SLOTS:
    /// Two sources of one shape, the second three times as bright: to the network they look alike, side by side they do not.
    void stretchedAlikeBrightnessCompares() {
        auto sample = skySample(2);
        for (std::size_t cutout = 0; cutout < 2; ++cutout)
            for (std::size_t i = 0; i < 3 * 81; ++i) {
                const double x = double(i % 9) - 4, y = double(i % 81 / 9) - 4;
                const double noise = double((i * 7919) % 13) / 13; // the same in both
                sample.pixels[cutout * 3 * 81 + i] =
                    float(100 * (cutout + 1) + (cutout == 0 ? 1 : 3) * (noise + 60 * std::exp(-(x * x + y * y) / 4)));
            }
        const SharedDataset open = written("alike.h5", sample);
        QVERIFY(open);
        const auto centre = [](const QImage& picture) { return qGray(picture.pixel(picture.width() / 2, picture.height() / 2)); };
        const auto halfway = [](const QImage& picture) {
            return qGray(picture.pixel(picture.width() * 2 / 3, picture.height() / 2));
        };
        ThumbnailLoader loader;
        loader.setDataset(open);
        loader.want({0, 1});
        QTRY_VERIFY(!loader.picture(0).isNull() && !loader.picture(1).isNull());
        QVERIFY(std::abs(halfway(loader.picture(0)) - halfway(loader.picture(1))) <= 12);

        QSignalSpy resets(&loader, &ThumbnailLoader::wasRestretched);
        loader.setStretch(PictureStretch::SameForAll);
        QCOMPARE(resets.count(), 1);
        loader.want({0, 1});
        QTRY_VERIFY(!loader.picture(0).isNull() && !loader.picture(1).isNull());
        QCOMPARE(loader.picture(0).size(), QSize(80, 80));
        QVERIFY2(halfway(loader.picture(1)) > halfway(loader.picture(0)) + 25,
                 qPrintable(QStringLiteral("%1 %2").arg(halfway(loader.picture(0))).arg(halfway(loader.picture(1)))));
        QVERIFY(centre(loader.picture(1)) > centre(loader.picture(0)));
        const int sky0 = qGray(loader.picture(0).pixel(2, 2)), sky1 = qGray(loader.picture(1).pixel(2, 2));
        QVERIFY2(std::abs(sky0 - sky1) < 40, qPrintable(QStringLiteral("%1 %2").arg(sky0).arg(sky1))); // each above its own sky

        loader.setStretch(PictureStretch::AsTheNetwork);
        loader.want({0});
        QTRY_VERIFY(!loader.picture(0).isNull());
        QCOMPARE(loader.picture(0), expectedPicture(open->dataset, shownInput(open->dataset), 0));
    }

    void imagesAreAsTheyAreHoweverStretched() {
        const SharedDataset open = written("images-alike.h5", imageSample(3));
        QVERIFY(open);
        ThumbnailLoader loader;
        loader.setDataset(open);
        loader.setStretch(PictureStretch::SameForAll);
        loader.want({1});
        QTRY_VERIFY(!loader.picture(1).isNull());
        QCOMPARE(loader.picture(1), expectedPicture(open->dataset, shownInput(open->dataset), 1));
    }

    void whatRestsBelowTheMouseIsShownBandByBand() {
        const SharedDataset open = written("hover.h5", skySample(6));
        QVERIFY(open);
        ThumbnailLoader loader;
        QStringListModel names({"a", "b", "c", "d", "e", "f"});
        ThumbnailModel model(loader, [](int row) { return std::optional(static_cast<std::size_t>(row)); });
        model.setSourceModel(&names);
        GalleryView view;
        view.setModel(&model);
        model.follow(view);
        CutoutHover hover(
            view, loader, [](int place) { return 5 - place; }, &view);
        loader.setDataset(open);
        view.resize(600, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto restOn = [&](int place) {
            const QPoint at = view.visualRect(model.index(place, 0)).center();
            QHelpEvent event(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
            QApplication::sendEvent(view.viewport(), &event);
        };
        restOn(1);
        QTRY_VERIFY(hover.card() && hover.card()->isVisible());
        const auto* pictures = hover.card()->findChild<CutoutPictures*>();
        QVERIFY2(pictures->accessibleDescription().contains("W1") && pictures->accessibleDescription().contains("W3") &&
                     !pictures->accessibleDescription().contains("W4"),
                 qPrintable(pictures->accessibleDescription()));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view.viewport(), &leave);
        QVERIFY(!hover.card()->isVisible());
        restOn(2);
        loader.setDataset(nullptr); // what is on its way has nowhere to go
        QCoreApplication::processEvents();
        QVERIFY(!hover.card()->isVisible());
    }

    void picturesAreWhatTheNetworkSees() {
        const SharedDataset open = written("sky.h5", skySample(10));
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        QVERIFY(loader.picture(3).isNull());
        loader.want({3, 0, 9});
        QTRY_COMPARE(came.rows.size(), std::size_t(3));
        const InputOptions options = shownInput(open->dataset);
        QCOMPARE(options.side, 80);
        QCOMPARE(options.fieldArcsec, 10.0);
        QVERIFY(options.preset == ChannelPreset::SharedFluxScale);
        for (const std::size_t row : {0, 3, 9})
            QCOMPARE(loader.picture(row), expectedPicture(open->dataset, options, row));
        QVERIFY(loader.picture(1).isNull());
    }

    void imagesAreShownAsTheyAre() {
        const auto sample = imageSample(4);
        const SharedDataset open = written("images.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        loader.want({2});
        QTRY_VERIFY(came.has(2));
        const QImage picture = loader.picture(2);
        QCOMPARE(picture.size(), QSize(6, 6));
        QCOMPARE(picture, expectedPicture(open->dataset, shownInput(open->dataset), 2));
        const float red = sample.pixels[2 * 3 * 36];
        QCOMPARE(qRed(picture.pixel(0, 5)), int(std::lround(255 * red))); // the first pixel is at the bottom
    }

    void aDatasetWithoutZeroPointsIsShownBandByBand() {
        auto sample = skySample(3);
        sample.units[1].fill(std::nan(""));
        const SharedDataset open = written("no zero points.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        QSignalSpy failed(&loader, &ThumbnailLoader::failed);
        loader.setDataset(open);
        loader.want({1});
        QTRY_VERIFY(came.has(1));
        QCOMPARE(failed.count(), 0);
        loader.setDataset(open, InputOptions{.fieldArcsec = 10});
        QCOMPARE(failed.count(), 1); // these options ask for Jy
        loader.want({1});
        QVERIFY(loader.picture(1).isNull());
    }

    void fewBandsAreGrey() {
        const SharedDataset open = written("two bands.h5", test::sampleDataset(4));
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        loader.want({0});
        QTRY_VERIFY(came.has(0));
        QVERIFY(loader.picture(0).allGray());
    }

    void whatHasScrolledAwayIsNotRead() {
        const SharedDataset open = written("long.h5", skySample(2000));
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        for (std::size_t page = 0; page < 19; ++page)
            loader.want(range(100 * page, 100));
        loader.want(range(1900, 100));
        QTRY_VERIFY(came.has(1999));
        QVERIFY(came.rows.size() <= 100 + ThumbnailLoader::batchSize);
        for (const std::size_t row : range(1900, 100))
            QVERIFY(!loader.picture(row).isNull());
        QVERIFY(loader.picture(150).isNull());
        // The most urgent come first.
        const auto place = [&](std::size_t row) { return std::ranges::find(came.rows, row) - came.rows.begin(); };
        QVERIFY(place(1900) < place(1999));
    }

    void whatIsThereIsNotReadAgain() {
        const SharedDataset open = written("again.h5", skySample(40));
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        loader.want(range(0, 40));
        QTRY_COMPARE(came.rows.size(), std::size_t(40));
        loader.want(range(0, 40));
        loader.want({0, 0, 5, 4000});
        QCoreApplication::processEvents();
        QCOMPARE(came.rows.size(), std::size_t(40));
        loader.setDataset(open);
        QVERIFY(loader.picture(0).isNull());
        loader.want({0});
        QTRY_COMPARE(came.rows.size(), std::size_t(41));
    }

    void keepsToItsBudget() {
        const SharedDataset open = written("budget.h5", skySample(300));
        QVERIFY(open);
        constexpr std::size_t each = 80 * 80 * 4;
        ThumbnailLoader loader;
        Came came(loader);
        loader.setDataset(open);
        loader.setBudget(50 * each);
        for (std::size_t page = 0; page < 15; ++page) {
            loader.want(range(20 * page, 20));
            QTRY_COMPARE(came.rows.size(), 20 * (page + 1));
            QVERIFY(loader.bytesKept() <= 50 * each);
            for (const std::size_t row : range(20 * page, 20))
                QVERIFY(!loader.picture(row).isNull());
        }
        QVERIFY(loader.picture(0).isNull());
        loader.want(range(0, 100)); // more than the budget, but all on the screen
        QTRY_VERIFY(came.rows.size() >= 400);
        for (const std::size_t row : range(0, 100))
            QVERIFY(!loader.picture(row).isNull());
    }

    void aDamagedDatasetIsOneIssue() {
        const SharedDataset open = written("cut.h5", skySample(2000));
        QVERIFY(open);
        std::filesystem::resize_file(open->dataset.path(), 200'000); // some 200 cutouts are left, and no column
        ThumbnailLoader loader;
        IssueModel issues;
        connect(&loader, &ThumbnailLoader::failed, this, [&](const Error& error) { issues.add(error); });
        loader.setDataset(open);
        loader.want(range(1000, 200));
        QTRY_COMPARE(issues.rowCount(), 1);
        QCOMPARE(issues.issues().front().file, QString::fromStdString(open->dataset.path().string()));
        QVERIFY(loader.picture(1000).isNull());
    }

    void manyBadRowsAreOneIssue() {
        auto sample = skySample(400);
        for (std::size_t row = 0; row < 399; ++row)
            sample.columns.offset[row] = {400, 0};
        const SharedDataset open = written("many bad.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        IssueModel issues;
        connect(&loader, &ThumbnailLoader::failed, this, [&](const Error& error) { issues.add(error); });
        loader.setDataset(open);
        loader.want(range(0, 400));
        QTRY_COMPARE(came.rows, Rows{399});
        QCOMPARE(issues.rowCount(), 1);
        QCOMPARE(issues.issues().front().count, 1);
    }

    void oneBadRowTakesNoOtherAlong() {
        auto sample = skySample(20);
        sample.columns.offset[7] = {400, 0};
        const SharedDataset open = written("one bad.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        QSignalSpy failed(&loader, &ThumbnailLoader::failed);
        loader.setDataset(open);
        loader.want(range(0, 20));
        QTRY_COMPARE(came.rows.size(), std::size_t(19));
        QCOMPARE(failed.count(), 1);
        QVERIFY(loader.picture(7).isNull() && !loader.picture(8).isNull());
    }

    void whatCannotBeReadIsSaidInItsPlace() {
        auto sample = skySample(20);
        sample.columns.offset[7] = {400, 0};
        const SharedDataset open = written("said.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        QStringListModel sources(QStringList(20, "source"));
        ThumbnailModel model(loader, [](int row) { return std::optional<std::size_t>(row); });
        model.setSourceModel(&sources);
        GalleryView view;
        view.setModel(&model);
        view.resize(800, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        model.follow(view);
        loader.setDataset(open);
        const auto fault = [&](int row) { return model.index(row, 0).data(gallery::FaultRole).toString(); };
        const auto picture = [&](int row) { return view.grab(view.visualRect(model.index(row, 0))).toImage(); };
        const QImage before = picture(7);
        QTRY_VERIFY(!fault(7).isEmpty());
        QVERIFY(fault(6).isEmpty());
        QVERIFY(picture(7) != before);
        QVERIFY(model.index(7, 0).data().toString().contains(fault(7)));
        QSignalSpy failed(&loader, &ThumbnailLoader::bandsFailed);
        loader.requestBands(7);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toULongLong(), 7ULL);
        loader.setDataset(written("whole.h5", skySample(20)));
        QVERIFY(fault(7).isEmpty());
    }

    void everyBandCanBeSeen() {
        const auto sample = skySample(5);
        const SharedDataset open = written("bands.h5", sample);
        QVERIFY(open);
        ThumbnailLoader loader;
        std::vector<std::pair<std::size_t, InspectionPictures>> came;
        connect(&loader, &ThumbnailLoader::bandsReady, this,
                [&](std::size_t row, const InspectionPictures& pictures) { came.emplace_back(row, pictures); });
        loader.setDataset(open);
        loader.requestBands(1);
        loader.requestBands(4);
        QTRY_COMPARE(came.size(), std::size_t(1)); // the one asked for last
        QCOMPARE(came[0].first, std::size_t(4));
        const InputOptions options = shownInput(open->dataset);
        QCOMPARE(came[0].second.modelInput, expectedPicture(open->dataset, options, 4));
        for (std::size_t band = 0; band < 3; ++band) {
            FloatImage plane(9, 9);
            std::copy_n(sample.pixels.begin() + static_cast<std::ptrdiff_t>((4 * 3 + band) * 81), 81, plane.pixels().begin());
            QCOMPARE(came[0].second.bands[band],
                     pictureOfBand(resample(plane, sample.columns.offset[4], 1.375, options.side, options.fieldArcsec)));
        }
        QVERIFY(came[0].second.bands[3].isNull());
    }

    void aGalleryShowsWhatComes() {
        const SharedDataset open = written("gallery.h5", skySample(500));
        QVERIFY(open);
        ThumbnailLoader loader;
        Came came(loader);
        QStringList names;
        for (int row = 0; row < 500; ++row)
            names << QString::number(row);
        QStringListModel sources(names);
        ThumbnailModel model(loader, [](int row) { return std::optional<std::size_t>(499 - row); });
        model.setSourceModel(&sources);
        GalleryView view;
        view.setModel(&model);
        view.resize(500, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        model.follow(view);
        loader.setDataset(open);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const auto first = model.index(0, 0);
        QTRY_VERIFY(!first.data(Qt::DecorationRole).value<QImage>().isNull());
        QCOMPARE(first.data(Qt::DecorationRole).value<QImage>(), expectedPicture(open->dataset, shownInput(open->dataset), 499));
        QCOMPARE(first.data().toString(), QString("0"));
        QVERIFY(changed.count() > 0);
        QVERIFY(!came.has(0));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_End);
        QTRY_VERIFY(!model.index(499, 0).data(Qt::DecorationRole).value<QImage>().isNull());
        QVERIFY(came.has(0));
        QVERIFY(came.rows.size() < 300);
    }
};

IIC_WINDOW_TEST_MAIN(TestThumbnails)
#include "test_thumbnails.moc"
