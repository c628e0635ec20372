#pragma once

#include "workspaces/dataset/DatasetFigures.h"
#include "workspaces/evaluate/EvaluationFigures.h"

#include <QSize>
#include <QString>

#include <filesystem>
#include <optional>

namespace iic::ui {

class MainWindow;

/// What a picture of the review shows beside the gallery: one of its figures, or of its lists.
enum class ReviewPage { Colours, Features, LastStep, Cases, Labels };

struct ScreenshotOptions {
    QString file;
    QSize size{1600, 1000};
    QString select; ///< a position or designation to select; empty: the brightest galaxy
    std::optional<DatasetFigures::Page> figure; ///< shows the dataset that was opened, with this figure
    std::optional<EvaluationFigures::Page> evaluation; ///< evaluates the model on its test split, with this figure
    std::optional<int>
        epochsToTrain; ///< shows training on the dataset that was opened once so many epochs are done; 0: before it starts
    std::optional<ReviewPage> review; ///< of what was evaluated
    std::filesystem::path comparedNetwork; ///< weights that judge the same sources as the model; empty: none do
    std::optional<int> explainedStage; ///< explains the source that is selected, at this stage of the network; 0: the input
    std::filesystem::path studyFolder; ///< shows the study of this folder; empty: none
    QString study; ///< its page, by the study's name
    QString namedModel; ///< weights without which there is no picture; empty: any will do
};

/// "snr", "histograms", "waterfall", "colours", "field".
std::optional<DatasetFigures::Page> parseFigure(const QString& name);
/// "roc", "precision", "reliability", "magnitudes", "samples", "changes".
std::optional<EvaluationFigures::Page> parseEvaluation(const QString& name);
/// "colours", "features", "last-step", "cases", "labels".
std::optional<ReviewPage> parseReview(const QString& name);

/// Once the picture is there and every source is classified, or a dataset is open and its figure made, the model evaluated on it or a
/// run so far, or a study that was made, selects a source, explains it where that is wanted,
/// writes the window to a file and ends the program: 0 when the file is written, 1 when it is not or nothing could be opened.
void takeScreenshot(MainWindow& window, const ScreenshotOptions& options);

} // namespace iic::ui
