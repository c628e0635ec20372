#pragma once

#include "DatasetSession.h"

#include "analysis/JudgeDataset.h"
#include "analysis/TrainingMaterial.h"
#include "nn/Training.h"
#include "plots/ConfusionView.h"
#include "workspaces/dataset/GalleryModel.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"
#include "workspaces/evaluate/EvaluationBar.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/RunJudge.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

namespace iic::test {

/// A sky with as many of each class, written to a folder; empty when that failed.
inline std::filesystem::path writeBalancedSky(const std::filesystem::path& folder) {
    SimulationOptions options;
    options.side = 700;
    options.sourceCount = 400;
    options.faintestW1 = 16;
    options.balanced = true;
    NoProgress quiet;
    const JobResult<SimulatedSky> sky = simulateSky(options, quiet, {});
    return sky && writeSimulatedSky(*sky, folder) ? folder : std::filesystem::path();
}

/// A network of two epochs, which learned from the dataset, of weights where these are named; its checkpoint, empty when that failed.
inline std::filesystem::path trainBriefly(const std::filesystem::path& dataset, const std::filesystem::path& folder,
                                          const std::optional<std::filesystem::path>& startFrom = {}) {
    NoProgress quiet;
    InputOptions input;
    input.side = 64;
    auto material = loadTrainingMaterial(dataset, input, {}, quiet, {});
    if (!material)
        return {};
    TrainingOptions options;
    options.card = material->card;
    options.card.runId = "brief";
    options.material = material->description;
    options.runFolder = folder;
    options.epochs = 2;
    options.learningRate = 1e-3;
    options.startFrom = startFrom;
    return train(material->training, material->validation, options, {}, quiet, {}) ? folder / "best.h5" : std::filesystem::path();
}

/// What core says of a model on a split, classes in the order of SourceClass as those of the datasets made here.
inline JudgedSources judgedBy(const std::filesystem::path& model, const std::filesystem::path& file, DatasetSplit split) {
    NoProgress quiet;
    const auto dataset = Dataset::open(file);
    const auto columns = dataset->columns();
    auto classifier = Classifier::load(model);
    return judgeRows(*dataset, *columns, rowsOf(*columns, std::span(&split, 1)), *classifier, quiet, {})->sources;
}

/// A window on the evaluation of a network on a dataset.
struct EvaluateSession : DatasetSession {
    using DatasetSession::DatasetSession;

    ui::EvaluateWorkspace& page() { return window.evaluate(); }
    ui::EvaluationDocument& evaluation() { return page().evaluation(); }
    const ui::EvaluationResult& result() { return *evaluation().result(); }
    template <typename Widget> Widget* part(const char* name) { return page().findChild<Widget*>(QLatin1String(name)); }
    ui::ConfusionView& matrix() { return *part<ui::ConfusionView>("confusionMatrix"); }
    QList<QSplitter*> splitters() { return page().findChildren<QSplitter*>(); }
    QString summary() { return part<QLabel>("evaluationSummary")->text(); }

    bool show(const std::filesystem::path& file) {
        return hasModel() && openDataset(file) && (window.workspaces().show(page()), true);
    }
    void chooseSplit(DatasetSplit split) {
        auto* box = part<QComboBox>("evaluatedSplit");
        box->setCurrentIndex(box->findData(static_cast<int>(split)));
    }
    /// As the user does, and waits for the numbers.
    bool evaluate(DatasetSplit split) {
        chooseSplit(split);
        QTest::mouseClick(part<QPushButton>("evaluate"), Qt::LeftButton);
        return QTest::qWaitFor([this] { return evaluation().judgement() && evaluation().result() && isAtRest(); }, 60000);
    }
    bool isAtRest() { return !page().isBusy() && !dataset().shown().isWorking() && !window.document().shown().isWorking(); }
    bool settles() {
        QCoreApplication::processEvents();
        return QTest::qWaitFor([this] { return evaluation().result() && isAtRest(); }, 20000);
    }
    void click(const ui::ConfusionFigure::Cell& cell, Qt::KeyboardModifiers modifiers = {}) {
        const auto* figure = static_cast<const ui::ConfusionFigure*>(matrix().figure().get());
        const auto style = ui::FigureStyle::onScreen(matrix().palette(), matrix().font());
        QTest::mouseClick(&matrix(), Qt::LeftButton, modifiers, figure->placeOf(cell, matrix().size(), style).center().toPoint());
    }
    int shownCount() { return dataset().shown().count(); }
    void chooseMenu(const char* button, const QString& text) {
        for (QAction* action : part<QToolButton>(button)->menu()->actions())
            if (action->text().remove(QLatin1Char('&')).contains(text))
                action->trigger();
    }
};

} // namespace iic::test
