#include "WindowSession.h"

#include "analysis/SpectraMaterial.h"
#include "nn/Training.h"
#include "sim/SimulatedSpectra.h"
#include "widgets/SpectrumPanel.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>

#include <fstream>

using namespace iic;
using namespace iic::ui;

using iic::test::WindowSession;

namespace {

/// A window and the panel of spectra that its sky shows.
struct SpectrumSession : WindowSession {
    using WindowSession::WindowSession;

    void drop(const std::vector<std::filesystem::path>& paths) {
        QMimeData data;
        QList<QUrl> urls;
        for (const auto& path : paths)
            urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
        data.setUrls(urls);
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&window, &enter);
        QDropEvent dropped({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&window, &dropped);
    }
    SpectrumPanel& panel() { return *window.sky().findChild<SpectrumPanel*>("spectrumPanel"); }
    template <typename T> T& part(const char* name) { return *panel().findChild<T*>(name); }
    bool shows(const std::string& name) {
        return QTest::qWaitFor([&] { return panel().view().spectrum() && panel().view().spectrum()->curve().name == name; },
                               10000);
    }
    QString text(const char* name) { return part<QLabel>(name).text(); }
};

} // namespace

class TestSpectrumWindow : public iic::test::WindowTest {
    Q_OBJECT

    std::filesystem::path sky_;

    /// A simulated spectrum in a file named as those of the survey are, at a place on the sky.
    static std::filesystem::path writeTo(const std::filesystem::path& folder, SpectralClass spectralClass,
                                         std::optional<SkyCoord> place = {}) {
        Spectrum spectrum = simulateSpectrum(4, spectralClass, 2);
        if (place)
            spectrum.position = place;
        const auto file = folder / (spectrum.name + ".fits");
        return writeSpectrum(file, spectrum) ? file : std::filesystem::path();
    }
    static std::string nameOf(const std::filesystem::path& file) { return file.stem().string(); }

  private Q_SLOTS:
    void initTestCase() {
        useOwnSettings();
        sky_ = test::writeSmallSky(scratch("sky"));
        QVERIFY(!sky_.empty());
    }

    void thePanelSaysWhatToDoFirst() {
        SpectrumSession session(scratch("empty"));
        QVERIFY(!session.panel().isVisible());
        session.window.findChild<QAction*>("spectrumToggle")->trigger();
        QVERIFY(session.panel().isVisible());
        QVERIFY(session.text("spectrumNothing").contains("spec-*.fits"));
        QVERIFY(session.part<QPushButton>("openSpectrum").isVisible());
        session.window.findChild<QAction*>("spectrumToggle")->trigger();
        QVERIFY(!session.panel().isVisible());
    }

    void aDroppedSpectrumIsShownWithItsLines() {
        SpectrumSession session(scratch("drop"));
        const auto file = writeTo(scratch("one"), SpectralClass::Quasar);
        session.drop({file});
        QVERIFY(session.shows(nameOf(file)));
        QVERIFY(session.panel().isVisible());
        QVERIFY(session.text("spectrumFacts").contains("QSO") && session.text("spectrumFacts").contains("SNR"));
        const auto& options = session.panel().view().spectrum()->options();
        QCOMPARE(options.lines, std::optional(SpectralClass::Quasar));
        const auto redshift = simulateSpectrum(4, SpectralClass::Quasar, 2).redshift;
        QVERIFY(redshift && std::abs(options.redshift - *redshift) < 1e-4);
        QVERIFY(!session.part<QListView>("spectrumList").isVisible()); // there is no other to choose
        QCOMPARE(session.window.issues().issues().size(), std::size_t{0});
    }

    void linesMoveWithTheRedshiftAndAreThoseOfTheChosenClass() {
        SpectrumSession session(scratch("lines"));
        const auto file = writeTo(scratch("moved"), SpectralClass::Galaxy);
        session.drop({file});
        QVERIFY(session.shows(nameOf(file)));
        auto& redshift = session.part<QDoubleSpinBox>("spectrumRedshift");
        redshift.setFocus();
        redshift.selectAll();
        QTest::keyClicks(&redshift, "0.25");
        QTest::keyClick(&redshift, Qt::Key_Return);
        QCOMPARE(session.panel().view().spectrum()->options().redshift, 0.25);
        auto& lines = session.part<QComboBox>("spectrumLines");
        lines.setFocus();
        QTest::keyClick(&lines, Qt::Key_Up);
        QCOMPARE(session.panel().view().spectrum()->options().lines, std::optional(SpectralClass::Star));
        auto& back = session.part<QAbstractButton>("spectrumAsInFile");
        QVERIFY(back.isEnabled());
        QTest::mouseClick(&back, Qt::LeftButton);
        QCOMPARE(session.panel().view().spectrum()->options().lines, std::optional(SpectralClass::Galaxy));
        QVERIFY(!back.isEnabled());
    }

    void aSourceBringsItsSpectrumAndTheListItsSource() {
        SpectrumSession session(scratch("match"));
        QVERIFY(session.open(sky_));
        const auto folder = scratch("near");
        const int rows[2] = {3, 7};
        std::vector<std::filesystem::path> files;
        for (int i = 0; i < 2; ++i) {
            SkyCoord place = session.sources().position(rows[i]);
            place.declination += 0.4 / 3600;
            files.push_back(writeTo(folder, i == 0 ? SpectralClass::Star : SpectralClass::Galaxy, place));
        }
        session.drop({folder});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.spectra().heads().size(), std::size_t{2}, 10000);
        QVERIFY(session.sources().size() > 10); // the sky is still there
        auto& list = session.part<QListView>("spectrumList");
        QVERIFY(list.isVisible());
        for (int i = 1; i >= 0; --i) {
            session.document().setCurrent(rows[i]);
            QVERIFY(session.shows(nameOf(files[static_cast<std::size_t>(i)])));
            QVERIFY(session.text("spectrumPlace").contains("0.4″"));
        }
        const auto at = [&](int i) {
            for (int row = 0; row < list.model()->rowCount(); ++row)
                if (list.model()->index(row, 0).data().toString().startsWith(
                        QString::fromStdString(nameOf(files[static_cast<std::size_t>(i)]))))
                    return list.model()->index(row, 0);
            return QModelIndex();
        };
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(at(1)).center());
        QCOMPARE(session.document().current(), rows[1]);
        QVERIFY(session.shows(nameOf(files[1])));
        session.document().setCurrent(40);
        QVERIFY(session.text("spectrumPlace").contains("not of the selected source"));
    }

    void aHostileFileIsOneIssue() {
        SpectrumSession session(scratch("hostile"));
        const auto folder = scratch("bad");
        std::ofstream(folder / "spec-0001-50000-0001.fits") << "SIMPLE  = nothing of the kind <b>bold</b>";
        session.drop({folder / "spec-0001-50000-0001.fits"});
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().issues().size(), std::size_t{1}, 10000);
        QVERIFY(session.window.issues().issues().front().file.contains("spec-0001-50000-0001"));
        QVERIFY(session.panel().isVisible()); // and says that none is open
        const auto good = writeTo(folder, SpectralClass::Star);
        std::ofstream(folder / "spec-0001-50000-0002.fits") << "neither";
        session.drop({folder});
        QVERIFY(session.shows(nameOf(good)));
        QTest::qWait(50);
        QCOMPARE(session.window.issues().issues().size(), std::size_t{2}); // one for both
    }

    void theNetworkSaysWhatItIs() {
        NoProgress quiet;
        SpectraOptions few;
        few.simulatedPerClass = 10;
        const auto material = loadSpectraMaterial(few, quiet, {});
        QVERIFY(material.has_value());
        TrainingOptions options;
        options.card = material->card;
        options.runFolder = scratch("network");
        options.epochs = 1;
        options.batch = 12;
        options.device = DeviceChoice::Cpu;
        QVERIFY(train(material->training, material->validation, options, {}, quiet, {}).has_value());

        SpectrumSession session(scratch("answer"));
        QVERIFY(session.hasModel());
        const auto file = writeTo(scratch("asked"), SpectralClass::Star);
        session.drop({file});
        QVERIFY(session.shows(nameOf(file)));
        QVERIFY(session.text("spectrumAnswer").contains("No network"));
        session.window.spectra().network().load(options.runFolder / "best.h5");
        QTRY_VERIFY_WITH_TIMEOUT(session.text("spectrumAnswer").startsWith("Network: "), 20000);
        QVERIFY(session.window.models().card()->spec.architecture == Architecture::IicNet); // which classifies images still

        session.window.models().load(options.runFolder / "best.h5");
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().count(Severity::Error), 1, 20000);
        QVERIFY(session.window.models().card()->spec.architecture == Architecture::IicNet);
    }

    void aFileThatIsGoneIsSaidToBe() {
        SpectrumSession session(scratch("gone"));
        const auto folder = scratch("vanishing");
        const auto star = writeTo(folder, SpectralClass::Star), galaxy = writeTo(folder, SpectralClass::Galaxy);
        session.drop({folder});
        QVERIFY(session.shows(nameOf(star)));
        std::filesystem::remove(galaxy);
        session.window.spectra().setCurrent(1);
        QTRY_COMPARE_WITH_TIMEOUT(session.window.issues().issues().size(), std::size_t{1}, 10000);
        QVERIFY(!session.panel().view().spectrum());
        QTRY_VERIFY(session.panel().view().accessibleName().contains("no longer be read"));
    }

    void everyPartHasANameForThoseWhoDoNotSee() {
        SpectrumSession session(scratch("named"));
        const auto file = writeTo(scratch("heard"), SpectralClass::Galaxy);
        session.drop({file});
        QVERIFY(session.shows(nameOf(file)));
        for (const char* name : {"spectrumLines", "spectrumRedshift", "spectrumList"})
            QVERIFY2(!session.part<QWidget>(name).accessibleName().isEmpty(), name);
        QVERIFY(session.panel().view().accessibleName().contains(QString::fromStdString(nameOf(file))));
        session.panel().view().setFocus();
        QTest::keyClick(&session.panel().view(), Qt::Key_Right);
        QVERIFY(session.text("spectrumReadout").startsWith("λ "));
        QCOMPARE(session.panel().view().accessibleDescription(), session.text("spectrumReadout"));
    }
};

IIC_WINDOW_TEST_MAIN(TestSpectrumWindow)
#include "test_spectrum_window.moc"
