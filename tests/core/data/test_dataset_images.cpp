#include "FullDisk.h"
#include "HostileFiles.h"
#include "SampleDataset.h"
#include "TestSupport.h"

#include "catalog/TableFile.h"
#include "data/DatasetSummary.h"
#include "data/ExportImages.h"
#include "data/ImportImages.h"

#include <QTemporaryDir>

#include <cmath>
#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <set>

using namespace iic;
using namespace iic::test;

namespace {

/// A picture whose top left pixel is red, its top right green, its bottom left blue and the rest grey.
cv::Mat corners(int side, int width = 0) {
    cv::Mat image(side, width > 0 ? width : side, CV_8UC3, cv::Scalar(51, 51, 51));
    image.at<cv::Vec3b>(0, 0) = {0, 0, 255};
    image.at<cv::Vec3b>(0, image.cols - 1) = {0, 255, 0};
    image.at<cv::Vec3b>(side - 1, 0) = {255, 0, 0};
    return image;
}

ErrorCode codeOf(const JobResult<DatasetReport>& report) {
    return report ? ErrorCode::Internal : std::get<Error>(report.error()).code;
}

} // namespace

class TestDatasetImages : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }

    void picture(const std::string& name, const cv::Mat& image) const {
        std::filesystem::create_directories(at(name).parent_path());
        QVERIFY(cv::imwrite(at(name), image));
    }

    JobResult<DatasetReport> import(const std::string& source, int side = 0) const {
        ImportOptions options;
        options.source = at(source);
        options.out = at("images.h5");
        options.overwrite = true;
        options.side = side;
        NoProgress quiet;
        return importImages(options, quiet, {});
    }

    void galaxy10(const std::string& name, std::size_t count, int side, bool packed) const {
        const hid_t file = H5Fcreate(at(name).c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        std::vector<std::uint8_t> pixels(count * static_cast<std::size_t>(side * side * 3)), answers(count);
        for (std::size_t i = 0; i < pixels.size(); ++i)
            pixels[i] = static_cast<std::uint8_t>(i % 251);
        for (std::size_t i = 0; i < count; ++i)
            answers[i] = static_cast<std::uint8_t>(i % 10);
        const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
        const auto width = static_cast<hsize_t>(side);
        const std::array<hsize_t, 4> chunk{1, width, width, 3};
        if (packed) {
            H5Pset_chunk(list, 4, chunk.data());
            H5Pset_deflate(list, 4);
        }
        put(file, "images", H5T_STD_U8LE, {count, width, width, 3}, pixels.data(), list);
        put(file, "ans", H5T_STD_U8LE, {count}, answers.data());
        H5Pclose(list);
        H5Fclose(file);
    }

  private Q_SLOTS:
    void aFolderOfClassesIsADataset() {
        for (int i = 0; i < 20; ++i) {
            picture(fmt::format("sky/Stars/{:02}.png", i), corners(12));
            picture(fmt::format("sky/QSO/{:02}.jpg", i), cv::Mat(12, 12, CV_8UC3, cv::Scalar(0, 102, 204)));
            picture(fmt::format("sky/galaxies/{:02}.PNG.png", i), cv::Mat(12, 12, CV_16UC1, cv::Scalar(13107)));
        }
        std::ofstream(at("sky/galaxies/notes.txt")) << "not an image";
        const auto report = import("sky");
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto dataset = Dataset::open(at("images.h5")).value();
        QVERIFY(dataset.card().kind == DatasetKind::Images);
        QVERIFY((dataset.card().classes == std::vector<std::string>{"star", "galaxy", "quasar"}));
        QCOMPARE(dataset.size(), std::size_t{60});
        QCOMPARE(dataset.card().side, 12);
        const auto columns = dataset.columns().value();
        QCOMPARE(columns.name[3], std::string("Stars/03.png"));
        QCOMPARE(std::ranges::count(columns.split, DatasetSplit::Test), std::ptrdiff_t{6});
        QVERIFY(dataset.card().split.leaking);

        std::vector<float> pixels(3 * 3 * 144);
        QVERIFY(dataset.readCutouts(std::vector<std::size_t>{0, 20, 40}, pixels));
        const auto pixel = [&](int image, int plane, int x, int y) {
            return pixels[static_cast<std::size_t>(((image * 3 + plane) * 12 + y) * 12 + x)];
        };
        QVERIFY(pixel(0, 0, 0, 11) == 1 && pixel(0, 1, 0, 11) == 0); // red at the top left: rows count from the bottom
        QVERIFY(pixel(0, 1, 11, 11) == 1 && pixel(0, 2, 0, 0) == 1);
        QVERIFY(std::abs(pixel(0, 0, 5, 5) - 0.2F) < 1e-6F && std::abs(pixel(1, 1, 5, 5) - 0.2F) < 1e-6F);
        QVERIFY(std::abs(pixel(2, 0, 5, 5) - 0.8F) < 0.02F && std::abs(pixel(2, 2, 5, 5)) < 0.02F);
        const auto inputs = loadInputs(dataset, DatasetSplit::Training, {});
        QVERIFY(inputs && inputs->count() == 48);
    }

    void otherClassesKeepTheirNames() {
        for (const char* name : {"b arm", "a ring", "star"})
            for (int i = 0; i < 12; ++i)
                picture(fmt::format("shapes/{}/{}.png", name, i), corners(5));
        picture("shapes/star/1.jpg", corners(5));
        QVERIFY(import("shapes"));
        const auto names = Dataset::open(at("images.h5"))->columns()->name;
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), std::size_t{37});
        QVERIFY((Dataset::open(at("images.h5"))->card().classes == std::vector<std::string>{"a ring", "b arm", "star"}));
    }

    void imagesOfSeveralSizesNeedASide() {
        picture("sizes/a/1.png", corners(8));
        picture("sizes/a/2.png", corners(8, 9));
        const auto refused = import("sizes");
        QVERIFY(codeOf(refused) == ErrorCode::ImplausibleData);
        QCOMPARE(std::get<Error>(refused.error()).file, at("sizes/a/2.png").string());
        QVERIFY(import("sizes", 16));
        QCOMPARE(Dataset::open(at("images.h5"))->card().side, 16);
    }

    void whatIsNoImageIsRefused() {
        QVERIFY(codeOf(import("nowhere")) == ErrorCode::FileNotFound);
        std::filesystem::create_directories(at("empty/star"));
        QVERIFY(codeOf(import("empty")) == ErrorCode::ImplausibleData);
        picture("bad/a/1.png", corners(8));
        std::ofstream(at("bad/a/2.png")) << "not an image at all, but long enough to have a header";
        QVERIFY(codeOf(import("bad")) == ErrorCode::ImplausibleData);
        auto giant = bytesOf(at("bad/a/1.png"));
        giant[16] = '\x10'; // 268 million pixels wide
        std::ofstream(at("bad/a/2.png"), std::ios::binary) << giant;
        QVERIFY(codeOf(import("bad")) == ErrorCode::ImplausibleData);
        std::ofstream(at("bad/a/2.png"), std::ios::binary) << bytesOf(at("bad/a/1.png")).substr(0, 60);
        QVERIFY(codeOf(import("bad")) == ErrorCode::ImplausibleData);
    }

    void galaxy10IsImported_data() {
        QTest::addColumn<bool>("packed");
        QTest::newRow("plain") << false;
        QTest::newRow("packed") << true;
    }
    void galaxy10IsImported() {
        QFETCH(bool, packed);
        galaxy10("galaxy10.h5", 200, 9, packed);
        const auto report = import("galaxy10.h5");
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto dataset = Dataset::open(at("images.h5")).value();
        QCOMPARE(dataset.size(), std::size_t{200});
        QCOMPARE(dataset.card().classes.size(), std::size_t{10});
        QCOMPARE(dataset.labels().value()[37], std::uint8_t{7});
        std::vector<float> pixels(243);
        QVERIFY(dataset.readCutouts(std::vector<std::size_t>{3}, pixels));
        const std::size_t first = 3 * 243; // red of the top left pixel
        QCOMPARE(pixels[8 * 9], static_cast<float>(first % 251) / 255);
        QCOMPARE(pixels[81 + 8 * 9 + 1], static_cast<float>((first + 4) % 251) / 255);
    }

    void otherHdf5FilesAreRefused() {
        galaxy10("galaxy10.h5", 20, 9, false);
        const std::vector<std::uint8_t> few(300);
        const std::vector<std::function<void(hid_t)>> changes{
            [](hid_t f) { test::remove(f, "ans"); },
            [](hid_t f) { test::remove(f, "images"); },
            [&](hid_t f) { put(f, "ans", H5T_STD_U8LE, {19}, few.data()); },
            [&](hid_t f) {
                put(f, "images", H5T_STD_U8LE, {20, 3, 5}, few.data());
            },
            [&](hid_t f) {
                put(f, "images", H5T_STD_U8LE, {20, 1, 5, 3}, few.data());
            },
            [&](hid_t f) {
                put(f, "images", H5T_STD_U8LE, {1ULL << 50, 1, 1, 3});
            },
            [](hid_t f) {
                test::remove(f, "images");
                H5Lcreate_external("/etc/passwd", "/images", f, "images", H5P_DEFAULT, H5P_DEFAULT);
            },
        };
        for (const auto& change : changes) {
            std::filesystem::copy_file(at("galaxy10.h5"), at("changed.h5"), std::filesystem::copy_options::overwrite_existing);
            alter(at("changed.h5"), change);
            const auto refused = import("changed.h5");
            QVERIFY(codeOf(refused) == ErrorCode::BadDataset);
            QCOMPARE(std::get<Error>(refused.error()).file, at("changed.h5").string());
        }
        std::ofstream(at("text.h5")) << "no";
        QVERIFY(codeOf(import("text.h5")) == ErrorCode::BadDataset);
    }

    void theFileThatIsImportedIsNeverWrittenOver() {
        galaxy10("own.h5", 20, 9, false);
        ImportOptions options;
        options.source = at("own.h5");
        options.out = at("sub") / "../own.h5";
        std::filesystem::create_directories(at("sub"));
        options.overwrite = true;
        NoProgress quiet;
        QVERIFY(codeOf(importImages(options, quiet, {})) == ErrorCode::BadOption);
        QVERIFY(import("own.h5"));
    }

    void whatIsExportedIsImportedAgain() {
        galaxy10("galaxy10.h5", 200, 9, false);
        QVERIFY(import("galaxy10.h5"));
        const auto dataset = Dataset::open(at("images.h5")).value();
        NoProgress quiet;
        ExportOptions options;
        options.folder = at("exported");
        options.input.side = 0;
        const auto count = exportImages(dataset, options, quiet, {});
        QVERIFY2(count, count ? "" : std::get<Error>(count.error()).oneLine().c_str());
        QCOMPARE(*count, std::size_t{200});
        const auto index = readTable(at("exported/index.csv")).value();
        QCOMPARE(index.rowCount(), std::size_t{200});
        std::size_t compared = 0;
        for (std::size_t i = 0; i < index.rowCount(); ++i) {
            const auto file = at("exported") / index.find("file")->text(i);
            QVERIFY(std::filesystem::is_regular_file(file));
            QVERIFY(index.find("file")->text(i).starts_with(index.find("split")->text(i)));
            if (i % 50 == 0) {
                const auto image = cv::imread(file, cv::IMREAD_COLOR);
                const auto first = static_cast<std::size_t>(*index.find("row")->number(i)) * 243;
                QCOMPARE(image.at<cv::Vec3b>(0, 0)[2], static_cast<std::uint8_t>(first % 251));
                QCOMPARE(image.at<cv::Vec3b>(8, 8)[0], static_cast<std::uint8_t>((first + 242) % 251));
                ++compared;
            }
        }
        QCOMPARE(compared, std::size_t{4});
        QVERIFY(import("exported/training"));

        const auto whole = import("exported");
        QVERIFY2(whole, whole ? "" : std::get<Error>(whole.error()).oneLine().c_str());
        QVERIFY(whole->card.split.rule == SplitRule::Given && !whole->card.split.leaking);
        QCOMPARE(whole->card.classes.size(), std::size_t{10});
        const auto before = summarise(dataset).value(), after = summarise(Dataset::open(at("images.h5")).value()).value();
        for (std::size_t label = 0; label < 10; ++label)
            QVERIFY(before.classes[label].name == after.classes[label].name &&
                    before.classes[label].rows == after.classes[label].rows);
        const auto again = exportImages(dataset, options, quiet, {});
        QVERIFY(!again && std::get<Error>(again.error()).code == ErrorCode::FileExists);
    }

    void foldersThatAreSplitStaySo() {
        const auto write = [&](const std::string& folder, int count) {
            for (int i = 0; i < count; ++i)
                picture(fmt::format("halves/{}/{}.png", folder, i), cv::Mat(6, 6, CV_8UC3, cv::Scalar(1, 2, 3)));
        };
        for (const auto& [folder, count] : {std::pair{"Train/stars", 5},
                                            {"Train/QSO", 4},
                                            {"val/QSO", 2},
                                            {"test/galaxies", 3},
                                            {"test/unlabelled", 1},
                                            {"left_out/stars", 1}})
            write(folder, count);
        const auto report = import("halves");
        QVERIFY2(report, report ? "" : std::get<Error>(report.error()).oneLine().c_str());
        const auto dataset = Dataset::open(at("images.h5")).value();
        const auto summary = summarise(dataset).value();
        using Rows = std::array<std::size_t, 4>;
        QVERIFY((summary.classes[0].rows == Rows{5, 0, 0, 1}) && (summary.classes[1].rows == Rows{0, 0, 3, 0}) &&
                (summary.classes[2].rows == Rows{4, 2, 0, 0}));
        QCOMPARE(summary.unlabelled, std::size_t{1});
        QCOMPARE(dataset.columns()->name[0], std::string("Train/stars/0.png"));
        QVERIFY((splitWarnings(summary) == std::vector<std::string>{"training has no galaxy", "validation has no star",
                                                                    "validation has no galaxy", "test has no star",
                                                                    "test has no quasar"}));
        write("__MACOSX", 2);
        QVERIFY(import("halves")->rows == report->rows);
        write("spiral", 2); // of no split
        const auto refused = import("halves");
        QVERIFY(codeOf(refused) == ErrorCode::ImplausibleData && std::get<Error>(refused.error()).file == at("halves/spiral"));
        std::filesystem::remove_all(at("halves/spiral"));
        std::filesystem::rename(at("halves/test/galaxies/0.png"), at("halves/test/0.png")); // a test without classes
        QVERIFY(codeOf(import("halves")) == ErrorCode::ImplausibleData);
        std::filesystem::create_directories(at("never split"));
        std::filesystem::rename(at("halves/left_out"), at("never split/left_out"));
        QVERIFY(import("never split")->card.split.rule == SplitRule::Random);
    }

    void exportedNamesAreSafe() {
        auto sample = sampleDataset(8);
        sample.card.classes = {"../../up", "..", "A/b", "a_b"};
        for (std::size_t row = 0; row < 8; ++row) {
            sample.columns.label[row] = static_cast<std::uint8_t>(row % 4);
            sample.columns.split[row] = row == 7 ? DatasetSplit::LeftOut : DatasetSplit::Test;
            sample.columns.name[row] = row == 0 ? "/etc/passwd\n" : row == 1 ? ".." : std::string(200, 'x');
            sample.columns.tile[row] = 0;
        }
        QVERIFY(test::write(at("names.h5"), sample));
        ExportOptions options;
        options.folder = at("names");
        options.input = {ChannelPreset::ZscalePerBand, {Band::W3}, 16, 5};
        NoProgress quiet;
        const auto count = exportImages(Dataset::open(at("names.h5")).value(), options, quiet, {});
        QVERIFY2(count, count ? "" : std::get<Error>(count.error()).oneLine().c_str());
        QCOMPARE(*count, std::size_t{7});
        std::set<std::string> classes;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(at("names")))
            if (entry.path().extension() == ".png") {
                classes.insert(entry.path().parent_path().filename());
                QVERIFY(entry.path().filename().string().size() < 120);
            }
        QVERIFY((classes == std::set<std::string>{"_.._.._up", "_..", "A_b", "a_b_2"}));
        QVERIFY(!std::filesystem::exists(at("up")));
    }

    void aFullDiskLeavesNoFolder() {
        galaxy10("galaxy10.h5", 200, 9, false);
        QVERIFY(import("galaxy10.h5"));
        ExportOptions options;
        options.folder = at("full");
        options.input.side = 0;
        NoProgress quiet;
        JobResult<std::size_t> count;
        {
            const FullDisk full(100);
            count = exportImages(Dataset::open(at("images.h5")).value(), options, quiet, {});
        }
        QVERIFY(!count && std::get<Error>(count.error()).code == ErrorCode::FileUnwritable);
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
            QVERIFY(!entry.path().filename().string().starts_with("full"));
    }
};

IIC_CORE_TEST_MAIN(TestDatasetImages)
#include "test_dataset_images.moc"
