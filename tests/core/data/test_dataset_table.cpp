#include "data/DatasetTable.h"

#include "SampleDataset.h"
#include "TestSupport.h"

#include <cmath>

using namespace iic;

class TestDatasetTable : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void holdsWhatTheDatasetSays() {
        auto sample = test::sampleDataset();
        sample.columns.magnitudeError[0] = {0.1f, 0.2f, NAN, NAN};
        const Table table = datasetTable(sample.card, sample.columns);
        QCOMPARE(table.rowCount(), sample.columns.size());
        QCOMPARE(table.find("designation")->text(1), std::string("J1001 ζ"));
        QCOMPARE(table.find("w2mpro")->number(4).value_or(NAN), double(sample.columns.magnitude[4][1]));
        QCOMPARE(table.find("dataset_class")->text(1), std::string("galaxy"));
        QVERIFY(table.find("dataset_class")->text(2).empty());
        QCOMPARE(table.find("split")->text(3), std::string("left out"));
        QCOMPARE(table.find("quality_flags")->text(3), std::string("edge nan"));
        QVERIFY(table.find("quality_flags")->text(0).empty());
        QCOMPARE(table.find("tile")->text(1), std::string("ζ tile"));

        const Catalog catalog = datasetCatalog(sample.card, sample.columns);
        QCOMPARE(catalog.truth(1), std::optional(SourceClass::Galaxy));
        QVERIFY(!catalog.truth(2));
        QVERIFY(!catalog.isUpperLimit(0, Band::W1));
        QVERIFY(catalog.isUpperLimit(0, Band::W3));
        QCOMPARE(catalog.position(0)->declination, sample.columns.position[0].declination);
        QCOMPARE(catalog.identifier(0), std::string("J0"));
    }

    void imagesLieNowhere() {
        auto sample = test::sampleDataset();
        for (auto& place : sample.columns.position)
            place = {NAN, NAN};
        const Catalog catalog = datasetCatalog(sample.card, sample.columns);
        QCOMPARE(catalog.size(), sample.columns.size());
        QVERIFY(!catalog.position(0));
    }
};

IIC_CORE_TEST_MAIN(TestDatasetTable)
#include "test_dataset_table.moc"
