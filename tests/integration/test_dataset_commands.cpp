#include "CommandTest.h"

/// `iicnet dataset` as a user's shell calls it.
class TestDatasetCommands : public iic::test::CommandTest {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        const auto made =
            run({"simulate", "--out", path("sky"), "--side", "400", "--sources", "500", "--balanced", "--seed", "3"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
    }

    void datasetsAreBuiltSplitAndExported() {
        const QStringList sources{"--tiles", path("sky"), "--catalog", path("sky/catalog.tbl"), "--truth", path("sky/truth.tbl")};
        const auto built = run(QStringList{"dataset", "build", "--out", path("d.h5"), "--rule", "random", "--json"} + sources);
        QVERIFY2(built.exit == 0, qPrintable(built.error));
        QVERIFY(built.json()["cutouts"].get<int>() > 100);
        QVERIFY(built.json()["card"]["split"]["leaking"].get<bool>());
        QCOMPARE(built.json()["classes"].size(), 3u);
        QVERIFY(!QFile::exists(path("d.h5.parts")));
        const auto info = run({"dataset", "info", path("d.h5"), "--check"});
        QVERIFY2(info.exit == 0 && info.output.contains("LEAKING"), qPrintable(info.output + info.error));
        const auto first = contents("d.h5");
        QCOMPARE(run(QStringList{"dataset", "build", "--out", path("e.h5"), "--rule", "random"} + sources).exit, 0);
        QVERIFY(contents("e.h5") == first);

        const auto split = run({"dataset", "split", path("e.h5"), "--rule", "random", "--seed", "2", "--json"});
        QVERIFY2(split.exit == 0, qPrintable(split.error));
        QVERIFY(contents("e.h5") != first && contents("e.h5").size() > 1000);
        failsWith(run({"dataset", "split", path("e.h5"), "--block-arcmin", "600"}), {"e.h5", "too few blocks", "shares reached"});

        const auto exported = run({"dataset", "export", path("d.h5"), "--out", path("png"), "--json"});
        QVERIFY2(exported.exit == 0, qPrintable(exported.error));
        QCOMPARE(readCsv(path("png/index.csv")).size(), exported.json()["images"].get<int>());
        const auto imported = run({"dataset", "import", path("png"), "--out", path("i.h5"), "--json"});
        QVERIFY2(imported.exit == 0, qPrintable(imported.error));
        QCOMPARE(imported.json()["card"]["side"].get<int>(), 80);
        QVERIFY(imported.json()["classes"] == built.json()["classes"]);
        failsWith(run({"dataset", "split", path("i.h5")}), {"i.h5", "where a cutout lies", "at random"});
    }

    void theWordsOfASplitAreChecked() {
        const QStringList split{"dataset", "split", path("no.h5")};
        for (const auto& [more, reason] : std::initializer_list<std::pair<QStringList, QString>>{
                 {{"--seed", "-1"}, "--seed: a whole number from 0 on expected, -1 found"},
                 {{"--seed", "1.5"}, "--seed: a whole number"},
                 {{"--rule", "foo"}, "--rule: foo not in {blocks,random,none}"}}) {
            const auto outcome = run(split + more);
            QVERIFY2(outcome.exit == 2 && outcome.error.contains(reason), qPrintable(outcome.error));
        }
    }

    void rolesAreTaken() {
        write("kinds.csv", "name,ra,dec,kind\nA,180,0,galaxy\n");
        const QStringList build{"dataset",         "build",  "--tiles", path("sky"), "--catalog",
                                path("kinds.csv"), "--rule", "none",    "--out",     path("kinds.h5")};
        failsWith(run(build), {"kinds.csv", "does not say what its sources are"}, path("kinds.h5"));
        const auto outcome = run(build + QStringList{"--role", "class=kind"});
        failsWith(outcome, {"kinds.csv", "no source with a class lies on the tiles", "1 off the tiles"}, path("kinds.h5"));
    }

    void optionsAreCheckedBeforeTheCutting() {
        const QStringList build{"dataset", "build",     "--tiles", path("sky"), "--catalog", path("sky/catalog.tbl"),
                                "--out",   path("w.h5")};
        const auto wrong = run(build + QStringList{"--truth", path("sky/truth.tbl"), "--rule", "random", "--block-arcmin", "5"});
        QVERIFY2(wrong.exit == 2 && wrong.error.contains("only a split over blocks"), qPrintable(wrong.error));
        failsWith(run(build + QStringList{"--keep-unlabelled"}), {"catalog.tbl", "no row has a class to split by", "none"},
                  path("w.h5"));
        QVERIFY(!QFile::exists(path("w.h5.parts")));
    }

    void damageIsFound() {
        const QStringList simulate{"dataset", "simulate",     "--out", path("few.h5"),        "--per-class",
                                   "20",      "--field-side", "400",   "--sources-per-field", "60"};
        QCOMPARE(run(simulate).exit, 0);
        QCOMPARE(run({"dataset", "info", path("few.h5"), "--check"}).exit, 0);
        QFile file(path("few.h5"));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(10'000) && file.write("damage") == 6);
        file.close();
        failsWith(run({"dataset", "info", path("few.h5"), "--check"}), {"few.h5", "a cutout in it is damaged", "row 0"});
        QCOMPARE(run({"dataset", "info", path("few.h5")}).exit, 0);
    }

    void whatIsThereIsNotOverwrittenUnasked() {
        const QStringList sources{"--tiles", path("sky"), "--catalog", path("sky/catalog.tbl"), "--truth", path("sky/truth.tbl")};
        const QString out = path("kept.h5");
        const auto build = [&](const QStringList& more) {
            return run(QStringList{"dataset", "build", "--out", out, "--rule", "random"} + sources + more);
        };
        QCOMPARE(build({}).exit, 0);
        const auto kept = contents("kept.h5");
        failsWith(build({"--minimum-snr", "9"}), {"kept.h5", "another recipe", "minimumSnr: 5.0 then, 9.0 now", "overwrite"});
        QVERIFY(contents("kept.h5") == kept);
        QCOMPARE(build({}).exit, 0); // the same again
        QVERIFY(contents("kept.h5") == kept);

        const auto simulate = QStringList{
            "dataset", "simulate", "--out", out, "--per-class", "20", "--field-side", "400", "--sources-per-field", "60"};
        failsWith(run(simulate), {"kept.h5", "is there already", "overwrite it with --overwrite"});
        QCOMPARE(run({"dataset", "export", out, "--out", path("pictures")}).exit, 0);
        const QStringList import{"dataset", "import", path("pictures/training"), "--out", out};
        failsWith(run(import), {"kept.h5", "is there already"});
        QVERIFY(QFile::copy(out, path("other.h5")));
        const QStringList split{"dataset", "split", path("other.h5"), "--rule", "random", "--seed", "5", "--out", out};
        failsWith(run(split), {"kept.h5", "is there already"});
        QVERIFY(contents("kept.h5") == kept);

        for (const QStringList& words :
             {QStringList{"dataset", "build", "--minimum-snr", "9", "--rule", "none", "--out", out} + sources, split, import,
              simulate}) {
            const auto before = contents("kept.h5");
            const auto outcome = run(words + QStringList{"--overwrite"});
            QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
            QVERIFY(contents("kept.h5") != before);
        }
    }

    void datasetErrorsLeaveNothing() {
        failsWith(run({"dataset", "build", "--tiles", path("sky"), "--catalog", path("sky/catalog.tbl"), "--out", path("n.h5")}),
                  {"catalog.tbl", "does not say what its sources are"}, path("n.h5"));
        QVERIFY(!QFile::exists(path("n.h5.parts")));
        write("no.h5", "not a dataset");
        failsWith(run({"dataset", "info", path("no.h5")}), {"no.h5", "not a whole HDF5 file"});
        failsWith(run({"dataset", "export", path("no.h5"), "--out", path("none")}), {"no.h5"}, path("none"));
        failsWith(run({"dataset", "import", path("sky"), "--out", path("n.h5")}), {"not a folder of images by class"},
                  path("n.h5"));
    }
};

IIC_CORE_TEST_MAIN(TestDatasetCommands)
#include "test_dataset_commands.moc"
