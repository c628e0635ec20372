#include "models/BlockList.h"

#include "TestSupport.h"

using namespace iic::ui;

class TestBlockList : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void isTheListItStandsFor_data() {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 4095, 4096, 4097, 8192, 10'000})
            QTest::addRow("%d", count) << count;
    }

    void isTheListItStandsFor() {
        QFETCH(int, count);
        BlockList<int> list;
        list.fill(7, count);
        QList<int> plain(count, 7);
        for (int i = 0; i < 3; ++i) {
            list.append(i);
            plain.append(i);
        }
        for (qsizetype i = 0; i < plain.size(); i += 511) {
            list.set(i, int(i));
            plain[i] = int(i);
        }
        for (const qsizetype i : {plain.size() / 2, plain.size() - 3}) {
            list.removeAt(i);
            plain.removeAt(i);
        }
        QCOMPARE(list.size(), plain.size());
        for (qsizetype i = 0; i < plain.size(); ++i)
            QCOMPARE(list.at(i), plain[i]);
        while (!plain.isEmpty()) {
            list.removeAt(list.size() - 1);
            plain.removeLast();
        }
        QCOMPARE(list.size(), 0);
        list.append(3);
        QCOMPARE(list.at(0), 3);
    }

    void aCopyKeepsWhatItHad() {
        BlockList<int> list;
        list.fill(1, 5000);
        const BlockList<int> copy = list;
        list.set(4999, 2);
        list.append(3);
        QCOMPARE(copy.at(4999), 1);
        QCOMPARE(copy.size(), 5000);
        QCOMPARE(list.at(4999), 2);
        QCOMPARE(&copy.at(0), &list.at(0)); // shared still
    }
};

IIC_CORE_TEST_MAIN(TestBlockList)
#include "test_block_list.moc"
