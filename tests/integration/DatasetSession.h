#pragma once

#include "WindowSession.h"

#include "shell/WorkspaceStack.h"
#include "widgets/FilterEdit.h"
#include "widgets/GalleryView.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetWorkspace.h"

#include "data/BuildDataset.h"

#include <QLabel>

namespace iic::test {

/// A dataset of a small sky, beside it on the disk.
inline std::filesystem::path buildSmallDataset(const std::filesystem::path& sky, const char* name = "sources.h5",
                                               std::uint64_t splitSeed = 1) {
    BuildOptions options;
    options.tiles = {sky};
    options.catalogs = {{sky / "catalog.tbl", sky / "truth.tbl"}};
    options.out = sky / name;
    options.split.rule = SplitRule::Random;
    options.split.seed = splitSeed;
    NoProgress quiet;
    return buildDataset(options, quiet, {}) ? options.out : std::filesystem::path();
}

/// A window with a dataset open and its workspace shown.
struct DatasetSession : WindowSession {
    using WindowSession::WindowSession;

    bool openDataset(const std::filesystem::path& file) {
        window.open({file});
        return QTest::qWaitFor([this] { return dataset().dataset() != nullptr && isShown(); }, 20000) && settled();
    }
    ui::DatasetDocument& dataset() { return window.datasetDocument(); }
    const ui::SourceList& rows() { return dataset().sources(); }
    ui::GalleryView& gallery() { return window.dataset().gallery().view(); }
    bool isShown() { return &window.workspaces().current() == &window.dataset(); }
    bool settled() {
        return QTest::qWaitFor([this] { return !dataset().shown().isWorking(); }, 20000);
    }
    void pressInGallery(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&gallery(), key, modifiers); }
    void clickInGallery(int place, Qt::KeyboardModifiers modifiers = {}) {
        const QModelIndex index = gallery().model()->index(place, 0);
        QTest::mouseClick(gallery().viewport(), Qt::LeftButton, modifiers, gallery().visualRect(index).center());
    }
    template <typename Widget> Widget* find(const QString& name) { return window.dataset().findChild<Widget*>(name); }
    void typeFilter(const QString& text) {
        auto* edit = window.dataset().findChild<ui::FilterEdit*>();
        edit->setFocus();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Escape); // no completion
        QTest::keyClick(edit, Qt::Key_Return);
        window.activateWindow(); // without a window system the list of completions keeps the keyboard
    }
    QStringList chipTitles() {
        QStringList titles;
        for (const ui::FilterChip& chip : window.filter().chips())
            titles << chip.title;
        return titles;
    }
    QString inspectedName() { return find<QLabel>(QStringLiteral("sourceName"))->text(); }
};

/// A test of the dataset workspace, with a small sky and a dataset of it.
class DatasetWindowTest : public WindowTest {
  protected:
    void makeDataset() {
        useOwnSettings();
        sky_ = writeSmallSky(scratch("sky"));
        file_ = buildSmallDataset(sky_);
        QVERIFY(!file_.empty());
    }

    std::filesystem::path sky_, file_;
};

} // namespace iic::test
