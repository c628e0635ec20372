#include "TestSupport.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace {

/// The modules of core, bottom first; of two on one rung neither may include the other.
const QMap<QString, int> coreRungs{{"base", 0},       {"astro", 1},   {"spectra", 2}, {"catalog", 2}, {"metrics", 1},
                                   {"statistics", 1}, {"imaging", 3}, {"sim", 4},     {"data", 4},    {"nn", 5},
                                   {"analysis", 6},   {"study", 7},   {"project", 8}};
const QMap<QString, int> uiRungs{{"bridge", 0},  {"models", 1},     {"plots", 1}, {"report", 2},
                                 {"widgets", 2}, {"workspaces", 3}, {"shell", 4}};

/// Where the records that a project keeps are described; it never computes.
const QSet<QString> projectMayUse{"base", "astro", "catalog", "data"};

/// C libraries that stay inside the module that uses them.
const QRegularExpression cLibraries("^(fitsio|wcslib/|wcs\\.h|sep\\.h|hdf5|opencv2/|sqlite3|SQLiteCpp/|curl/|expat|nanoflann)");
const QRegularExpression qtHeader("^(Q[A-Z]|Qt[A-Z]\\w*/|qcustomplot)");
const QRegularExpression torchHeader("^(torch/|ATen/|c10/)");

/// What is wrong with `included` in the file at `path` (relative to the source tree); empty when nothing is.
QString breach(const QString& path, const QString& included) {
    const QStringList folders = path.split('/');
    const QString layer = folders.value(0), module = folders.value(1);
    const QString target = included.section('/', 0, 0);

    if (layer == "core" && qtHeader.match(included).hasMatch())
        return "Qt in core";
    if (torchHeader.match(included).hasMatch() && (layer != "core" || module != "nn"))
        return "torch outside core/nn";
    if (included.startsWith("..") || (folders.size() > 1 && included.startsWith("core/")) || included.startsWith("ui/"))
        return "a path that goes round the layer's root";

    if (layer == "core") {
        if (uiRungs.contains(target) && included.contains('/'))
            return "ui in core";
        if (coreRungs.contains(target) && included.contains('/') && target != module &&
            coreRungs.value(target) >= coreRungs.value(module, -1))
            return "core/" + module + " is not above core/" + target;
        if (module == "project" && coreRungs.contains(target) && included.contains('/') && target != module &&
            !projectMayUse.contains(target))
            return "core/project keeps what others make and does not use core/" + target;
    }
    if (layer == "ui" && uiRungs.contains(target) && included.contains('/') && target != module &&
        uiRungs.value(target) >= uiRungs.value(module, -1))
        return "ui/" + module + " is not above ui/" + target;
    if (layer == "app" && module == "cli" &&
        (qtHeader.match(included).hasMatch() || (uiRungs.contains(target) && included.contains('/'))))
        return "the command line includes the window";
    return {};
}

using Includes = QMap<QString, QStringList>;

/// Headers that show torch or a C library to who includes them, themselves or through another such header.
QSet<QString> leakyHeaders(const Includes& tree) {
    QSet<QString> leaky;
    for (bool grown = true; grown;) {
        grown = false;
        for (auto file = tree.begin(); file != tree.end(); ++file) {
            if (!file.key().endsWith(".h") || leaky.contains(file.key()))
                continue;
            const bool leaks = std::any_of(file->begin(), file->end(), [&](const QString& included) {
                return cLibraries.match(included).hasMatch() || torchHeader.match(included).hasMatch() ||
                       leaky.contains("core/" + included) || leaky.contains("ui/" + included);
            });
            if (leaks) {
                leaky << file.key();
                grown = true;
            }
        }
    }
    return leaky;
}

/// HDF5 is used by two modules: a source of nn may read the header in which data keeps its handles.
bool mayShare(const QString& file, const QString& header) {
    return header == "core/data/Hdf5.h" && file.startsWith("core/nn/") && file.endsWith(".cpp");
}

/// Who includes a leaky header from outside its module: such a header is its module's own affair.
QStringList leaks(const Includes& tree) {
    QStringList found;
    for (const QString& header : leakyHeaders(tree))
        for (auto file = tree.begin(); file != tree.end(); ++file)
            for (const QString& included : *file)
                if (header.section('/', 1) == included && file.key().section('/', 0, 1) != header.section('/', 0, 1) &&
                    !mayShare(file.key(), header))
                    found << file.key() + " includes " + included + ", which shows torch or a C library";
    return found;
}

QStringList includesOf(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression directive("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
    QStringList included;
    auto matches = directive.globalMatch(QString::fromUtf8(source.readAll()));
    while (matches.hasNext())
        included << matches.next().captured(1);
    return included;
}

} // namespace

class TestLayers : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void everyIncludeGoesDown() {
        const QString root = IIC_SOURCE_DIR;
        QStringList breaches;
        Includes tree;
        int includes = 0;
        for (const QString layer : {"core", "ui", "app"}) {
            QDirIterator files(root + '/' + layer, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString file = files.next();
                const QString path = file.mid(root.size() + 1);
                tree[path] = includesOf(file);
                for (const QString& included : tree[path]) {
                    ++includes;
                    if (const QString why = breach(path, included); !why.isEmpty())
                        breaches << path + " includes " + included + ": " + why;
                }
            }
        }
        breaches << leaks(tree);
        QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join('\n')));
        QVERIFY2(includes > 100, "the source tree was not found");
    }

    void everyModuleHasARung() {
        const QDir core(QString(IIC_SOURCE_DIR) + "/core"), ui(QString(IIC_SOURCE_DIR) + "/ui");
        for (const QString& module : core.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(coreRungs.contains(module), qPrintable(module));
        for (const QString& module : ui.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(uiRungs.contains(module), qPrintable(module));
    }

    void librariesStayInsideTheirModule() {
        const Includes own{{"core/imaging/SepView.h", {"sep.h"}},
                           {"core/imaging/Detection.cpp", {"imaging/SepView.h"}},
                           {"core/project/Rows.h", {"SQLiteCpp/SQLiteCpp.h"}},
                           {"core/nn/Net.h", {"torch/torch.h"}},
                           {"core/nn/Classifier.cpp", {"nn/Net.h"}}};
        QCOMPARE(leaks(own), QStringList());
        Includes direct = own;
        direct["ui/bridge/Job.cpp"] = QStringList{"nn/Net.h", "project/Rows.h"};
        QCOMPARE(leaks(direct).size(), 2);
        Includes throughAnother = own;
        throughAnother["core/nn/Classifier.h"] = QStringList{"nn/Net.h"};
        throughAnother["app/cli/main.cpp"] = QStringList{"nn/Classifier.h"};
        QCOMPARE(leaks(throughAnother).size(), 1);
    }

    void breachesAreSeen_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("included");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("down") << "core/nn/Training.h"
                              << "data/LabelledInputs.h" << true;
        QTest::newRow("imaging on catalog") << "core/imaging/Detection.h"
                                            << "catalog/Table.h" << true;
        QTest::newRow("project on catalog") << "core/project/Project.h"
                                            << "catalog/Table.h" << true;
        QTest::newRow("project on the network") << "core/project/Project.h"
                                                << "nn/Training.h" << false;
        QTest::newRow("own module") << "core/astro/TileSet.h"
                                    << "astro/Band.h" << true;
        QTest::newRow("torch where it belongs") << "core/nn/Network.cpp"
                                                << "torch/torch.h" << true;
        QTest::newRow("C library in a source") << "core/astro/FitsImage.cpp"
                                               << "fitsio.h" << true;
        QTest::newRow("ui on core") << "ui/widgets/SkyView.h"
                                    << "astro/TileSet.h" << true;
        QTest::newRow("up") << "core/data/TrainingSet.h"
                            << "nn/Training.h" << false;
        QTest::newRow("sideways") << "core/sim/SimulatedSky.cpp"
                                  << "data/TrainingSet.h" << false;
        QTest::newRow("base on astro") << "core/base/Image.h"
                                       << "astro/Band.h" << false;
        QTest::newRow("Qt in core") << "core/base/Error.cpp"
                                    << "QString" << false;
        QTest::newRow("Qt module in core") << "core/base/Error.cpp"
                                           << "QtCore/qstring.h" << false;
        QTest::newRow("torch in the window") << "ui/bridge/Compute.cpp"
                                             << "torch/torch.h" << false;
        QTest::newRow("core on ui") << "core/analysis/ClassifyTile.cpp"
                                    << "widgets/SkyView.h" << false;
        QTest::newRow("widgets on shell") << "ui/widgets/SkyView.cpp"
                                          << "shell/MainWindow.h" << false;
        QTest::newRow("round the root") << "core/nn/Network.cpp"
                                        << "../astro/Band.h" << false;
        QTest::newRow("the command line on Qt") << "app/cli/main.cpp"
                                                << "QCoreApplication" << false;
    }
    void breachesAreSeen() {
        QFETCH(QString, path);
        QFETCH(QString, included);
        QFETCH(bool, allowed);
        QCOMPARE(breach(path, included).isEmpty(), allowed);
    }
};

IIC_CORE_TEST_MAIN(TestLayers)
#include "test_layers.moc"
