#include "../../core/data/SampleDataset.h"
#include "workspaces/dataset/BuildDatasetDialog.h"
#include "workspaces/dataset/ExportImagesDialog.h"
#include "workspaces/dataset/ImportImagesDialog.h"
#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/dataset/SimulateDatasetDialog.h"
#include "workspaces/dataset/SourceFileLists.h"
#include "workspaces/dataset/SplitDatasetDialog.h"

#include "TestSupport.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace iic;
using namespace iic::ui;

namespace {

/// A dialog on the screen and the keys a user presses in it.
struct Hands {
    explicit Hands(OptionsDialog& shown) : dialog(shown) { dialog.show(); }

    QLineEdit* edit(const char* name) const {
        if (auto* path = dialog.findChild<PathField*>(name))
            return &path->edit();
        return dialog.findChild<QLineEdit*>(name);
    }
    void type(const char* name, const QString& text) const {
        QLineEdit* field = edit(name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    void press(const char* name) const {
        auto* button = dialog.findChild<QAbstractButton*>(name);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
    }
    void choose(const char* name, int item) const {
        auto* box = dialog.findChild<QComboBox*>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < item; ++i)
            QTest::keyClick(box, Qt::Key_Down);
    }
    /// What stands below a field; empty where nothing does.
    QString reason(const char* name) const {
        const auto* label = dialog.findChild<QLabel*>(QLatin1String(name) + QLatin1String("Reason"));
        return label && label->isVisible() ? label->text() : QString();
    }
    bool mayGo() const { return dialog.findChild<QPushButton*>("go")->isEnabled(); }
    bool go() const {
        QTest::mouseClick(dialog.findChild<QPushButton*>("go"), Qt::LeftButton);
        return dialog.result() == QDialog::Accepted;
    }
    /// The value keeps the dialog from going on and the reason is said; then the old one is put back.
    bool refuses(const char* name, const QString& text, const QString& word) const {
        const QString before = edit(name)->text();
        type(name, text);
        const bool refused = !mayGo() && reason(name).contains(word);
        type(name, before);
        return refused && mayGo();
    }

    OptionsDialog& dialog;
};

void drop(QWidget* target, const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &event);
}

} // namespace

class TestDatasetDialogs : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    QString at(const QString& name) const { return folder_.filePath(name); }
    QString touch(const QString& name) const {
        std::ofstream(at(name).toStdString()) << "x";
        return at(name);
    }
    SharedDataset dataset(const char* name, const test::SampleDataset& sample = test::sampleDataset(10)) const {
        const std::filesystem::path path = at(name).toStdString();
        return test::write(path, sample) ? openDataset(path).value_or(nullptr) : nullptr;
    }

  private Q_SLOTS:
    void numbersAreCheckedAsTyped_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isRight");
        QTest::addColumn<double>("value");
        QTest::newRow("whole") << "12" << true << 12.0;
        QTest::newRow("blanks") << " 12 " << true << 12.0;
        QTest::newRow("lowest") << "5" << true << 5.0;
        QTest::newRow("too low") << "4" << false << 0.0;
        QTest::newRow("too high") << "601" << false << 0.0;
        QTest::newRow("words") << "many" << false << 0.0;
        QTest::newRow("nothing") << "" << false << 0.0;
        QTest::newRow("nan") << "nan" << false << 0.0;
        QTest::newRow("infinite") << "inf" << false << 0.0;
        QTest::newRow("negative") << "-12" << false << 0.0;
        QTest::newRow("fraction") << "12.5" << false << 0.0;
    }
    void numbersAreCheckedAsTyped() {
        QFETCH(QString, typed);
        QFETCH(bool, isRight);
        QFETCH(double, value);
        NumberField whole(NumberField::Kind::Whole, 5, 600);
        QTest::keyClicks(&whole, typed);
        QCOMPARE(whole.value().has_value(), isRight);
        QCOMPARE(whole.value().value_or(0), value);
        QCOMPARE(whole.check().mayGoOn(), isRight);
        QCOMPARE(whole.check().text.isEmpty(), isRight);
        NumberField real(NumberField::Kind::Real, 5, 600);
        QTest::keyClicks(&real, typed);
        QCOMPARE(real.value().has_value(), isRight || typed == "12.5");
    }

    void seedsHaveAllTheirBits() {
        const std::unique_ptr<NumberField> seed(seedField(1));
        seed->setText("18446744073709551615");
        QCOMPARE(seed->whole(), std::optional(std::uint64_t(-1)));
        seed->setText("9007199254740993");
        QCOMPARE(seed->whole(), std::optional(std::uint64_t(9007199254740993)));
        seed->setText("18446744073709551616");
        QVERIFY(!seed->check().mayGoOn());
    }

    void aBuildIsGathered() {
        BuildDatasetDialog dialog;
        Hands hands(dialog);
        QVERIFY(!hands.mayGo());
        QVERIFY(!hands.reason("tiles").isEmpty() && !hands.reason("catalogs").isEmpty() && !hands.reason("out").isEmpty());
        drop(dialog.findChild<QListWidget*>("tileFiles")->viewport(),
             {touch("w1.fits"), touch("w2.fits"), at("absent.fits"), at("w1.fits")});
        drop(dialog.findChild<QTableWidget*>("catalogFiles")->viewport(), {touch("catalog.csv")});
        QVERIFY(hands.reason("tiles").isEmpty() && hands.reason("catalogs").isEmpty() && !hands.mayGo());
        hands.type("out", at("built"));
        QVERIFY(hands.mayGo());

        BuildOptions options = dialog.options();
        const BuildOptions defaults;
        QCOMPARE(options.tiles, (std::vector<std::filesystem::path>{at("w1.fits").toStdString(), at("w2.fits").toStdString()}));
        QCOMPARE(options.catalogs.size(), std::size_t(1));
        QCOMPARE(options.catalogs[0].catalog, std::filesystem::path(at("catalog.csv").toStdString()));
        QVERIFY(options.catalogs[0].truth.empty());
        QCOMPARE(options.out, std::filesystem::path(at("built.h5").toStdString()));
        QVERIFY(options.bands.empty() && !options.restart);
        QCOMPARE(options.fieldArcsec, defaults.fieldArcsec);
        QCOMPARE(options.selection.minimumSignalToNoise, defaults.selection.minimumSignalToNoise);
        QCOMPARE(options.selection.maximumPerClass, std::size_t(0));
        QCOMPARE(options.selection.dropFlags, defaults.selection.dropFlags);
        QVERIFY(options.split.rule == SplitRule::Blocks && options.split.blockArcmin == 0 && options.split.seed == 1);

        QVERIFY(hands.refuses("field", "4", "5"));
        QVERIFY(hands.refuses("field", "wide", "600"));
        QVERIFY(hands.refuses("minimumSnr", "-1", "0"));
        QVERIFY(hands.refuses("maximumPerClass", "0", "1"));
        QVERIFY(hands.refuses("blockSize", "0", "0.5"));
        QVERIFY(hands.refuses("splitSeed", "-3", "whole"));
        QVERIFY(hands.refuses("out", at("nowhere/built.h5"), "no folder"));
        QVERIFY(hands.refuses("out", folder_.path(), "folder"));

        hands.type("field", "42.5");
        hands.type("minimumSnr", "7");
        hands.type("maximumPerClass", "300");
        hands.press("balance");
        hands.press("keepUnlabelled");
        hands.press("drop-saturated");
        hands.press("drop-nan");
        hands.type("blockSize", "12.5");
        hands.type("splitSeed", "77");
        dialog.findChild<CatalogList*>()->setTruth(0, at("truth.csv"));
        options = dialog.options();
        QCOMPARE(options.fieldArcsec, 42.5);
        QCOMPARE(options.selection.minimumSignalToNoise, 7.0);
        QCOMPARE(options.selection.maximumPerClass, std::size_t(300));
        QVERIFY(options.selection.balance && options.selection.keepUnlabelled);
        QCOMPARE(options.selection.dropFlags, std::uint16_t(bit(QualityFlag::Edge) | bit(QualityFlag::Saturated)));
        QCOMPARE(options.split.blockArcmin, 12.5);
        QCOMPARE(options.split.seed, std::uint64_t(77));
        QCOMPARE(options.selection.seed, std::uint64_t(77));
        QCOMPARE(options.catalogs[0].truth, std::filesystem::path(at("truth.csv").toStdString()));
        QVERIFY(hands.go());
        QCOMPARE(settings::datasetFolder.read(), folder_.path());
    }

    void bandsMayBeChosen() {
        BuildDatasetDialog dialog;
        Hands hands(dialog);
        dialog.addTiles({touch("w1.fits")});
        dialog.addCatalog(touch("catalog.csv"));
        hands.type("out", at("bands.h5"));
        QVERIFY(hands.mayGo());
        hands.press("chooseBands");
        QVERIFY(!hands.mayGo() && hands.reason("bands").contains("band"));
        hands.press("bandW3");
        hands.press("bandW1");
        QVERIFY(hands.mayGo());
        QCOMPARE(dialog.options().bands, (std::vector<Band>{Band::W1, Band::W3}));
    }

    void aRandomSplitIsSaidToLeak() {
        BuildDatasetDialog dialog;
        Hands hands(dialog);
        const auto* meaning = dialog.findChild<QLabel*>("splitMeaning");
        QVERIFY(!meaning->text().contains("Leaks"));
        hands.choose("splitRule", 1);
        QVERIFY(meaning->text().contains("Leaks") && meaning->property("problem").toBool());
        QVERIFY(dialog.options().split.rule == SplitRule::Random && !hands.edit("blockSize")->isEnabled());
        hands.choose("splitRule", 2);
        QVERIFY(dialog.options().split.rule == SplitRule::None);
    }

    void aSimulatedSkyBringsItsCatalogAlong() {
        QVERIFY(QDir().mkpath(at("sky")));
        touch("sky/catalog.tbl");
        touch("sky/truth.tbl");
        BuildDatasetDialog dialog;
        dialog.addTiles({at("sky")});
        const auto catalogs = dialog.options().catalogs;
        QCOMPARE(catalogs.size(), std::size_t(1));
        QCOMPARE(catalogs[0].truth, std::filesystem::path(at("sky/truth.tbl").toStdString()));
    }

    void listsAreEditedWithTheKeyboard() {
        BuildDatasetDialog dialog;
        Hands hands(dialog);
        dialog.addTiles({touch("w1.fits"), touch("w2.fits")});
        dialog.addCatalog(touch("catalog.csv"));
        QVERIFY(QTest::qWaitForWindowActive(&dialog)); // shortcuts ask for it
        auto* tiles = dialog.findChild<QListWidget*>("tileFiles");
        tiles->setFocus();
        QTest::keyClick(tiles, Qt::Key_End);
        QTest::keyClick(tiles, Qt::Key_Home);
        QTest::keyClick(tiles, Qt::Key_Delete);
        QCOMPARE(dialog.options().tiles, std::vector<std::filesystem::path>{at("w2.fits").toStdString()});
        auto* catalogs = dialog.findChild<QTableWidget*>("catalogFiles");
        catalogs->setFocus();
        QVERIFY(!dialog.findChild<QPushButton*>("chooseTruth")->isEnabled());
        QTest::keyClick(catalogs, Qt::Key_Space);
        QVERIFY(dialog.findChild<QPushButton*>("chooseTruth")->isEnabled());
        QTest::keyClick(catalogs, Qt::Key_Delete);
        QVERIFY(dialog.options().catalogs.empty());
        QVERIFY(!hands.reason("catalogs").isEmpty());
    }

    void anUnfinishedBuildIsTold() {
        QVERIFY(QDir().mkpath(at("unfinished.h5.parts")));
        touch("unfinished.h5.parts/plan.json");
        BuildDatasetDialog dialog;
        Hands hands(dialog);
        dialog.addTiles({touch("w1.fits")});
        dialog.addCatalog(touch("catalog.csv"));
        hands.type("out", at("fresh.h5"));
        QVERIFY(!dialog.findChild<QCheckBox*>("restart")->isVisible());
        hands.type("out", at("unfinished.h5"));
        QVERIFY(hands.mayGo());
        QVERIFY(hands.reason("out").contains("goes on"));
        QVERIFY(!dialog.options().restart);
        hands.press("restart");
        QVERIFY(hands.reason("out").contains("thrown away"));
        QVERIFY(dialog.options().restart);
    }

    void aSimulationIsGathered() {
        SimulateDatasetDialog dialog;
        Hands hands(dialog);
        QVERIFY(!hands.mayGo());
        hands.type("out", at("simulated.h5"));
        QVERIFY(hands.mayGo());
        const SimulatedDatasetOptions defaults;
        SimulatedDatasetOptions options = dialog.options();
        QCOMPARE(options.numbers, paperNumbers());
        QCOMPARE(options.seed, defaults.seed);
        QCOMPARE(options.fieldSide, defaults.fieldSide);
        QCOMPARE(options.sourcesPerField, defaults.sourcesPerField);
        const QString size = dialog.findChild<QLabel*>("size")->text();
        QVERIFY2(size.contains("21,736") && size.contains("53"), qPrintable(size)); // some 530 MB
        QVERIFY(!hands.edit("quasar-test")->isEnabled());

        hands.press("ownNumbers");
        QVERIFY(hands.edit("quasar-test")->isEnabled());
        hands.type("quasar-test", "0");
        QVERIFY(!hands.mayGo());
        QVERIFY2(hands.reason("numbers").contains("quasar, test"), qPrintable(hands.reason("numbers")));
        hands.type("quasar-test", "12");
        hands.type("star-training", "345");
        QVERIFY(hands.refuses("fieldSide", "100", "128"));
        QVERIFY(hands.refuses("sourcesPerField", "9", "10"));
        QVERIFY(hands.refuses("seed", "1.5", "whole"));
        hands.type("seed", "5");
        hands.type("fieldSide", "512");
        hands.type("sourcesPerField", "60");
        hands.type("minimumSnr", "6.5");
        options = dialog.options();
        auto numbers = paperNumbers();
        numbers[2][2] = 12;
        numbers[0][0] = 345;
        QCOMPARE(options.numbers, numbers);
        QCOMPARE(options.seed, std::uint64_t(5));
        QCOMPARE(options.fieldSide, 512);
        QCOMPARE(options.sourcesPerField, 60);
        QCOMPARE(options.minimumSignalToNoise, 6.5);
        hands.press("paperNumbers");
        QCOMPARE(dialog.options().numbers, paperNumbers());
        QVERIFY(hands.go());
    }

    void theSizeIsThatOnTheDisk() {
        const auto sample = [] {
            auto made = test::sampleDataset(2000, 39);
            made.card.bands.assign(allBands.begin(), allBands.end());
            made.card.planes = 4;
            made.card.fieldArcsec = 50;
            made.pixels.assign(2000 * 4 * 39 * 39, 1.0F);
            return made;
        }();
        QVERIFY(dataset("size.h5", sample));
        const auto bytes = double(std::filesystem::file_size(at("size.h5").toStdString()));
        QVERIFY(std::abs(double(simulatedBytes(2000)) / bytes - 1) < 0.02);
    }

    void aSplitIsGathered() {
        const SharedDataset open = dataset("split.h5");
        QVERIFY(open);
        SplitDatasetDialog dialog(open);
        Hands hands(dialog);
        QVERIFY(hands.mayGo());
        QCOMPARE(dialog.options().seed, std::uint64_t(5)); // as it is split now
        QCOMPARE(dialog.out(), open->dataset.path());
        hands.type("splitSeed", "x");
        QVERIFY(!hands.mayGo() && !hands.reason("splitSeed").isEmpty());
        hands.type("splitSeed", "8");
        hands.press("another");
        QVERIFY(!hands.mayGo() && !hands.reason("out").isEmpty());
        hands.type("out", at("another"));
        QVERIFY(hands.mayGo());
        hands.choose("splitRule", 1);
        QVERIFY(dialog.options().rule == SplitRule::Random && dialog.options().seed == 8);
        QCOMPARE(dialog.out(), std::filesystem::path(at("another.h5").toStdString()));
        hands.press("replace");
        QCOMPARE(dialog.out(), open->dataset.path());
        QVERIFY(hands.go());
    }

    void imagesAreSplitAtRandomAlone() {
        auto sample = test::sampleDataset(10, 4);
        sample.card = {};
        sample.card.kind = DatasetKind::Images;
        sample.card.planes = 2;
        sample.card.side = 4;
        sample.card.classes = {"star", "galaxy", "quasar"};
        sample.units.clear();
        std::ranges::fill(sample.columns.tile, -1);
        const SharedDataset open = dataset("images.h5", sample);
        QVERIFY(open);
        SplitDatasetDialog split(open);
        Hands hands(split);
        QVERIFY(hands.mayGo());
        QVERIFY(split.options().rule == SplitRule::Random);
        QCOMPARE(split.findChild<QComboBox*>("splitRule")->count(), 1);
        QVERIFY(!split.findChild<QLineEdit*>("blockSize")->isVisible());

        ExportImagesDialog exporting(open);
        Hands on(exporting);
        on.type("folder", at("pictures of images"));
        QVERIFY(on.mayGo());
        QCOMPARE(exporting.options().input.side, 0);
    }

    void anImportIsGathered() {
        QVERIFY(QDir().mkpath(at("classes/star")));
        ImportImagesDialog dialog;
        Hands hands(dialog);
        QVERIFY(!hands.mayGo() && !hands.reason("source").isEmpty());
        hands.type("source", at("classes"));
        hands.type("out", at("imported.h5"));
        QVERIFY(hands.mayGo());
        QVERIFY(hands.refuses("source", at("absent"), "no such folder"));
        QVERIFY(hands.refuses("side", "0", "1"));
        QVERIFY(!hands.edit("classes")->isEnabled());
        hands.type("side", "64");
        hands.type("seed", "3");
        ImportOptions options = dialog.options();
        QCOMPARE(options.source, std::filesystem::path(at("classes").toStdString()));
        QCOMPARE(options.side, 64);
        QCOMPARE(options.split.seed, std::uint64_t(3));
        QVERIFY(options.split.rule == SplitRule::Random && options.classes.empty());

        hands.press("galaxy10");
        QVERIFY(!hands.mayGo() && hands.reason("source").contains("no such file"));
        hands.type("source", touch("Galaxy10.h5"));
        hands.type("classes", "disturbed, , round");
        QVERIFY(!hands.mayGo() && !hands.reason("classes").isEmpty());
        hands.type("classes", "disturbed, merging ,round");
        QVERIFY(hands.mayGo());
        QCOMPARE(dialog.options().classes, (std::vector<std::string>{"disturbed", "merging", "round"}));
        QVERIFY(hands.go());
    }

    void anExportIsGathered() {
        auto sample = test::sampleDataset(10);
        sample.units[1].fill(std::nan(""));
        const SharedDataset open = dataset("export.h5", sample);
        QVERIFY(open);
        ExportImagesDialog dialog(open);
        Hands hands(dialog);
        hands.type("folder", at("pictures"));
        QVERIFY(!hands.mayGo()); // a tile has no zero points
        QVERIFY2(hands.reason("preset").contains("flux"), qPrintable(hands.reason("preset")));
        hands.choose("preset", 1);
        QVERIFY(hands.mayGo());
        QVERIFY(hands.refuses("folder", folder_.path(), "empty"));
        QVERIFY(hands.refuses("folder", at("absent/pictures"), "no folder"));
        QVERIFY(hands.refuses("side", "2000", "1,024"));
        hands.type("side", "64");
        hands.press("leftOut");
        ExportOptions options = dialog.options();
        QCOMPARE(options.folder, std::filesystem::path(at("pictures").toStdString()));
        QVERIFY(options.leftOut && options.input.preset == ChannelPreset::ZscalePerBand);
        QCOMPARE(options.input.side, 64);
        QCOMPARE(options.input.fieldArcsec, 5.0);
        QCOMPARE(options.input.channels, std::vector<Band>{Band::W1}); // of two bands one is shown
        hands.choose("Red", 1);
        QCOMPARE(dialog.options().input.channels, std::vector<Band>{Band::W3});
        hands.choose("kind", 0);
        hands.choose("Green", 0);
        QCOMPARE(dialog.options().input.channels, (std::vector<Band>{Band::W3, Band::W1, Band::W1}));
        QVERIFY(hands.go());
    }

    void theKeyboardComesToTheFieldsFirst() {
        SimulateDatasetDialog dialog;
        Hands hands(dialog);
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QVERIFY(dialog.findChild<QRadioButton*>("paperNumbers")->hasFocus());
        hands.type("out", at("keys.h5"));
        QTest::keyClick(hands.edit("out"), Qt::Key_Return);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void everyFieldHasAName() {
        BuildDatasetDialog build;
        SimulateDatasetDialog simulate;
        ImportImagesDialog import;
        SplitDatasetDialog split(dataset("named.h5"));
        ExportImagesDialog exporting(dataset("named too.h5"));
        for (const QDialog* dialog : std::initializer_list<QDialog*>{&build, &simulate, &import, &split, &exporting})
            for (const QWidget* widget : dialog->findChildren<QWidget*>())
                if (qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget)) {
                    const bool isNamed =
                        !widget->accessibleName().isEmpty() || !widget->parentWidget()->accessibleName().isEmpty();
                    QVERIFY2(isNamed, qPrintable(dialog->windowTitle() + ": " + widget->objectName()));
                }
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetDialogs)
#include "test_dataset_dialogs.moc"
