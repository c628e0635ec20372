#pragma once

#include "DatasetSession.h"

#include "workspaces/explain/ExplainWorkspace.h"
#include "workspaces/explain/MapColumn.h"
#include "workspaces/explain/MapColumns.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/MapModel.h"
#include "workspaces/explain/StageModel.h"
#include "workspaces/explain/StagePanel.h"
#include "workspaces/explain/StageStrip.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

namespace iic::test {

/// A window on the explanation of the source that is chosen.
struct ExplainSession : DatasetSession {
    using DatasetSession::DatasetSession;

    ui::ExplainWorkspace& page() { return window.explain(); }
    QListView& stages() { return page().strip().view(); }
    ui::MapModel& maps() { return page().panel().maps().model(); }
    QString inspectedHere() {
        for (const QLabel* name : page().findChildren<QLabel*>(QStringLiteral("sourceName")))
            if (name->isVisible())
                return name->text();
        return {};
    }
    const std::vector<ui::MapColumn*>& columns() { return page().panel().maps().columns(); }
    template <typename Widget> Widget* part(const char* name) { return page().findChild<Widget*>(QLatin1String(name)); }
    QString nameShown() { return page().shown() ? page().shown()->name : QString(); }

    void show() { window.workspaces().show(page()); }
    /// The source of this name is shown, with its maps.
    bool explains(const QString& name) {
        return QTest::qWaitFor([&] { return nameShown() == name && !page().isBusy() && maps().rowCount() > 0; }, 20000);
    }
    bool settles() {
        return QTest::qWaitFor([this] { return !page().isBusy(); }, 20000);
    }
    void clickStage(int stage) {
        stages().scrollTo(stages().model()->index(stage, 0));
        QTest::mouseClick(stages().viewport(), Qt::LeftButton, {},
                          stages().visualRect(stages().model()->index(stage, 0)).center());
    }
    void pressInStages(Qt::Key key) { QTest::keyClick(&stages(), key); }
    void press(const char* button) { QTest::mouseClick(part<QToolButton>(button), Qt::LeftButton); }
    void choose(const char* box, int entry) {
        part<QComboBox>(box)->setCurrentIndex(entry);
        QVERIFY(settles());
    }
    QString stageText(int stage, int role = Qt::DisplayRole) { return stages().model()->index(stage, 0).data(role).toString(); }
};

} // namespace iic::test
