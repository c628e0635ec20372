#include "../../core/data/SampleDataset.h"
#include "workspaces/dataset/DatasetSummaryView.h"

#include "TestSupport.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace iic;
using namespace iic::ui;

namespace {

using Label = std::optional<std::uint8_t>;
using Split = std::optional<DatasetSplit>;

QTableView& tableOf(const DatasetSummaryView& view) { return *view.findChild<QTableView*>("datasetSizes"); }

/// What stands beside the name of a fact.
QString fact(const DatasetSummaryView& view, const QString& name) {
    for (const QLabel* label : view.findChildren<QLabel*>())
        if (label->accessibleName() == name)
            return label->text();
    return {};
}

QString factsOf(const DatasetSummaryView& view) {
    QStringList texts;
    for (const QLabel* label : view.findChildren<QLabel*>())
        texts << label->text();
    return texts.join('\n');
}

} // namespace

class TestDatasetSummary : public iic::test::Test {
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
    void theNumbersAreThoseOfSummarise() {
        const SharedDataset open = written("numbers.h5", test::sampleDataset(101));
        QVERIFY(open);
        const auto summary = summarise(open->dataset).value();
        DatasetSummaryView view;
        view.setDataset(open);
        const QAbstractItemModel& model = *tableOf(view).model();
        QCOMPARE(model.rowCount(), 5); // three classes, those without one, and all
        for (int label = 0; label < 3; ++label) {
            const auto& rows = summary.classes[std::size_t(label)].rows;
            QCOMPARE(model.index(label, 0).data().toString(), QString::fromStdString(summary.classes[std::size_t(label)].name));
            QVERIFY(!model.index(label, 0).data(Qt::DecorationRole).isNull());
            for (int part = 0; part < 4; ++part)
                QCOMPARE(model.index(label, part + 1).data().toString(), QString::number(rows[std::size_t(part)]));
            QCOMPARE(model.index(label, 5).data().toULongLong(), rows[0] + rows[1] + rows[2] + rows[3]);
        }
        QCOMPARE(model.index(3, 4).data().toULongLong(), summary.unlabelled);
        for (int part = 0; part < 3; ++part)
            QCOMPARE(model.index(4, part + 1).data().toULongLong(), summary.total()[std::size_t(part)]);
        QCOMPARE(model.index(4, 4).data().toULongLong(), summary.total()[3] + summary.unlabelled);
        QCOMPARE(model.index(4, 5).data().toULongLong(), 101);

        const Table table = view.table();
        QCOMPARE(table.rowCount(), std::size_t(5));
        QCOMPARE(table.find("training")->text(0), std::to_string(summary.classes[0].rows[0]));
        QCOMPARE(table.find("total")->text(4), std::string("101"));
    }

    void aClickPicksTheRowsOfACell() {
        const SharedDataset open = written("picked.h5", test::sampleDataset(40));
        DatasetSummaryView view;
        view.resize(600, 700);
        view.setDataset(open);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        std::vector<std::pair<Label, Split>> picked;
        connect(&view, &DatasetSummaryView::cellPicked, this,
                [&](Label label, Split split) { picked.emplace_back(label, split); });
        QTableView& table = tableOf(view);
        const auto click = [&](int row, int column) {
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(row, column)).center());
        };
        click(1, 2);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{1, DatasetSplit::Validation}));
        click(2, 0);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{2, std::nullopt}));
        click(3, 4);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{noLabel, DatasetSplit::LeftOut}));
        click(4, 3);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{std::nullopt, DatasetSplit::Test}));
        click(4, 5);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{std::nullopt, std::nullopt}));
        QCOMPARE(picked.size(), std::size_t(5));
        QTest::keyClick(&table, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&table, Qt::Key_Right);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(picked.back(), (std::pair<Label, Split>{0, DatasetSplit::Training}));
        QCOMPARE(picked.size(), std::size_t(6));
    }

    void theTableIsCopiedWithTabs() {
        const SharedDataset open = written("copied.h5", test::sampleDataset(40));
        DatasetSummaryView view;
        view.setDataset(open);
        view.show();
        QTableView& table = tableOf(view);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split('\n');
        QCOMPARE(lines[0], QString("class\ttraining\tvalidation\ttest\tleft out\ttotal"));
        QCOMPARE(lines.size(), 1 + 5 + 1);
        const auto& rows = open->summary.classes[0].rows;
        QCOMPARE(lines[1], QString("star\t%1\t%2\t%3\t%4\t%5")
                               .arg(rows[0])
                               .arg(rows[1])
                               .arg(rows[2])
                               .arg(rows[3])
                               .arg(rows[0] + rows[1] + rows[2] + rows[3]));
        table.selectionModel()->select(QItemSelection(table.model()->index(0, 1), table.model()->index(1, 2)),
                                       QItemSelectionModel::ClearAndSelect);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count('\n'), 2);
        QCOMPARE(QApplication::clipboard()->text().count('\t'), 2);
        QVERIFY(QApplication::clipboard()->text().startsWith(QString::number(rows[0])));
    }

    void theFactsAreSaidInWords() {
        const SharedDataset open = written("facts.h5", test::sampleDataset(40));
        DatasetSummaryView view;
        view.setDataset(open);
        QCOMPARE(fact(view, "Cutouts"), QString("40"));
        QVERIFY2(fact(view, "Pixels and field").contains(QStringLiteral("5 × 5")), qPrintable(fact(view, "Pixels and field")));
        QCOMPARE(fact(view, "Bands"), QString("W1 W3"));
        QCOMPARE(fact(view, "Survey"), QString("AllWISE Atlas"));
        QVERIFY(fact(view, "Tiles").startsWith("2: 1500p020_ac51"));
        QVERIFY(fact(view, "Split").contains("seed 5") && fact(view, "Split").contains("12.5"));
        QVERIFY(fact(view, "Not taken").contains("3 edge") && fact(view, "Not taken").contains("4 too faint"));
        QVERIFY(fact(view, "Made from").contains("catalog.tbl"));
        for (const auto& [flag, count] : open->summary.flags)
            if (count > 0)
                QVERIFY(fact(view, "Quality").contains(QString::number(count)));
        QVERIFY(!factsOf(view).contains("Leaking"));

        auto leaking = test::sampleDataset(40);
        leaking.card.split = {SplitRule::Random, 3, 0, true, 0, 0};
        view.setDataset(written("leaking.h5", leaking));
        QVERIFY(fact(view, "Split").contains("random"));
        QVERIFY(factsOf(view).contains("Leaking"));
    }

    void whatAFileSaysIsNoMarkup() {
        auto hostile = test::sampleDataset(10);
        hostile.card.origin = "<b>bold</b>\n<img src=x>";
        hostile.card.classes = {"a\tb", "<i>c</i>", "quasar"};
        DatasetSummaryView view;
        view.setDataset(written("hostile.h5", hostile));
        view.show();
        QVERIFY(fact(view, "Made from").startsWith("<b>bold</b>?<img"));
        for (const QLabel* label : view.findChildren<QLabel*>())
            if (!label->accessibleName().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        tableOf(view).setFocus();
        QTest::keyClick(&tableOf(view), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().split('\n')[1].count('\t'), 5);
    }

    void withoutADatasetItSaysSo() {
        DatasetSummaryView view;
        view.show();
        QVERIFY(!tableOf(view).isVisible());
        QVERIFY(factsOf(view).contains("No dataset"));
        view.setDataset(written("then.h5", test::sampleDataset(10)));
        QVERIFY(tableOf(view).isVisible());
        view.setDataset(nullptr);
        QVERIFY(!tableOf(view).isVisible());
        QCOMPARE(view.table().rowCount(), std::size_t(0));
    }
};

IIC_WINDOW_TEST_MAIN(TestDatasetSummary)
#include "test_dataset_summary.moc"
