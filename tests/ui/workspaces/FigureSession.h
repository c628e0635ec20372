#pragma once

#include "../../core/data/BuildScene.h"
#include "models/IssueModel.h"
#include "models/SourceFilter.h"
#include "plots/FigureView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/LabelStore.h"
#include "workspaces/ProjectStore.h"
#include "workspaces/dataset/ColourPage.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

#include <cmath>

namespace iic::test {

/// What the window has when a dataset is open, with the figures in it.
struct FigureSession {
    FigureSession() : project(issues), labels(project, issues), document(labels, filter), figures(document, filter, pictures) {
        figures.resize(800, 600);
    }

    void open(const ui::SharedDataset& dataset) {
        document.setDataset(dataset);
        pictures.setDataset(dataset);
    }
    bool show() {
        figures.show();
        return QTest::qWaitForWindowExposed(&figures) && settle();
    }
    bool settle() {
        return QTest::qWaitFor([this] { return !document.shown().isWorking() && !figures.isBusy(); }, 20'000);
    }
    bool turnTo(ui::DatasetFigures::Page page) {
        figures.setPage(page);
        return settle();
    }

    QWidget& page() { return *figures.findChild<QTabWidget*>()->currentWidget(); }
    ui::FigureView& view() { return *page().findChild<ui::FigureView*>(); }
    Table numbers() { return view().figure() ? view().figure()->numbers() : Table(); }
    /// Why a picture of the field is missing.
    QString missing(std::size_t picture) {
        const Table table = numbers();
        const Column* reasons = table.find("missing");
        return reasons ? QString::fromStdString(reasons->text(picture)) : QStringLiteral("no figure");
    }
    bool canSave() { return page().findChild<QToolButton*>("saveFigure")->isEnabled(); }
    QString words() {
        QStringList words;
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible())
                words << label->text();
        return words.join('\n');
    }

    ui::IssueModel issues;
    ui::ProjectStore project;
    ui::LabelStore labels;
    ui::SourceFilter filter;
    ui::DatasetDocument document;
    ui::ThumbnailLoader pictures;
    ui::DatasetFigures figures;
};

inline double sum(const Table& table, const char* name) {
    const Column* column = table.find(name);
    double total = column ? 0 : std::nan("");
    for (std::size_t row = 0; column && row < table.rowCount(); ++row)
        total += column->number(row).value_or(0);
    return total;
}

/// A dataset built from tiles that are on the disk, for each of the tests.
class DatasetFiguresTest : public Test {
  protected:
    using Page = ui::DatasetFigures::Page;

    void buildSky() {
        QCoreApplication::setOrganizationName("IICnet");
        QCoreApplication::setApplicationName(metaObject()->className());
        QSettings().clear();
        simulate(at("a"), 1, {150, 2}, 700, 900);
        BuildOptions options;
        options.tiles = {at("a")};
        options.catalogs = {{at("a/catalog.tbl"), at("a/truth.tbl")}};
        options.out = at("sky.h5");
        options.split.rule = SplitRule::Random;
        const auto built = build(options);
        QVERIFY2(built, errorOf(built).oneLine().c_str());
        sky_ = ui::openDataset(at("sky.h5")).value();
        QVERIFY(sky_->dataset.size() > 60);
    }

    std::filesystem::path at(const char* name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }

    ui::SharedDataset written(const char* name, const SampleDataset& sample) {
        if (!write(at(name), sample))
            return nullptr;
        return ui::openDataset(at(name)).value_or(nullptr);
    }

    /// The first row of a class among those whose colours are known.
    int rowOf(SourceClass sourceClass) const {
        const ui::SourceList sources(sky_->sources);
        for (int row = 0; row < sources.size(); ++row)
            if (sources.truth(row) == sourceClass && std::isfinite(sources.colour(row, Band::W2, Band::W3)) &&
                std::isfinite(sources.colour(row, Band::W1, Band::W2)))
                return row;
        return -1;
    }

    QTemporaryDir folder_;
    ui::SharedDataset sky_; ///< built from tiles that are on the disk
};

} // namespace iic::test
