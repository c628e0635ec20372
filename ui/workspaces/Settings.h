#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace iic::ui {

/// A value kept between sessions: its key and what it is before the user has changed it.
template <typename T> struct Setting {
    const char* key;
    T fallback;

    T read() const { return QSettings().value(QLatin1String(key), QVariant::fromValue(fallback)).template value<T>(); }
    void write(const T& value) const { QSettings().setValue(QLatin1String(key), QVariant::fromValue(value)); }
};

/// One that must lie in a range; what a file holds outside it counts as the fallback.
template <typename T> struct RangedSetting : Setting<T> {
    T lowest, highest;

    T read() const {
        const T value = Setting<T>::read();
        return value >= lowest && value <= highest ? value : this->fallback; // NaN is in no range
    }
};

/// Every setting of the program.
namespace settings {

inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> windowState{"window/state", {}};
inline const Setting<QString> workspace{"window/workspace", QStringLiteral("sky")}; ///< the one seen last
inline const Setting<QByteArray> mainSplitter{"sky/mainSplitter", {}};
inline const Setting<QByteArray> skySplitter{"sky/skySplitter", {}};
inline const Setting<QByteArray> sourceColumns{"sky/sourceColumns", {}};
inline const RangedSetting<int> sortColumn{{"sky/sortColumn", -1}, -1, 11};
inline const Setting<bool> sortDescending{"sky/sortDescending", false};
inline const Setting<bool> showCatalog{"sky/showCatalog", true};
inline const Setting<bool> showGrid{"sky/showGrid", false};
inline const RangedSetting<int> stretchCurve{{"sky/stretchCurve", 1}, 0, 3}; ///< StretchCurve::Asinh
inline const RangedSetting<double> stretchSoftening{{"sky/stretchSoftening", 3.0}, 0.5, 100.0};
inline const RangedSetting<int> stretchLimits{{"sky/stretchLimits", 0}, 0, 1}; ///< zscale
inline const RangedSetting<int> redBand{{"sky/redBand", 0}, -1, 3}; ///< Band, −1: none
inline const RangedSetting<int> greenBand{{"sky/greenBand", 1}, -1, 3};
inline const RangedSetting<int> blueBand{{"sky/blueBand", 2}, -1, 3};
inline const RangedSetting<int> singleBand{{"sky/singleBand", -1}, -1, 3}; ///< −1: the composite
inline const Setting<QString> colourMap{"sky/colourMap", {}};
inline const RangedSetting<int> theme{{"window/theme", 0}, 0, 2}; ///< ThemeChoice::System
inline const Setting<QStringList> recentProjects{"files/recentProjects", {}};
inline const Setting<QString> lastFolder{"files/lastFolder", {}};
inline const Setting<QString> datasetFolder{"dataset/folder", {}}; ///< last used, as those below
inline const Setting<QString> tileFolder{"dataset/tileFolder", {}};
inline const Setting<QString> catalogFolder{"dataset/catalogFolder", {}};
inline const Setting<QString> imageFolder{"dataset/imageFolder", {}};
inline const Setting<QByteArray> datasetColumns{"dataset/columns", {}}; ///< of the workspace
inline const Setting<QByteArray> datasetMiddle{"dataset/middle", {}};
inline const Setting<bool> galleryStretchedAlike{"dataset/galleryStretchedAlike", false};
inline const RangedSetting<int> galleryPictureSide{{"dataset/galleryPictureSide", 96}, 48, 240}; ///< pixels of the screen
inline const Setting<int> gallerySortColumn{"dataset/gallerySortColumn", -1}; ///< SourceColumn; −1: as in the dataset
inline const Setting<bool> gallerySortDescending{"dataset/gallerySortDescending", false};
inline const RangedSetting<int> figurePage{{"dataset/figurePage", 0}, 0, 4}; ///< DatasetFigures::Page
inline const RangedSetting<int> histogramScale{{"dataset/histogramScale", 0}, 0, 1}; ///< CountScale::Linear
inline const Setting<QByteArray> trainOptions{"train/options", {}}; ///< TrainingRequest as JSON
inline const Setting<QByteArray> trainColumns{"train/columns", {}}; ///< of the workspace
inline const Setting<QByteArray> trainMiddle{"train/middle", {}};
inline const Setting<QByteArray> trainRight{"train/right", {}};
inline const Setting<bool> curvesAreLogarithmic{"train/curvesAreLogarithmic", false};
inline const Setting<bool> curvesAreWhole{"train/curvesAreWhole", false};
inline const RangedSetting<int> curveSmoothing{{"train/curveSmoothing", 30}, 0, 95}; ///< hundredths
inline const RangedSetting<int> mistakeGrouping{{"review/mistakeGrouping", 0}, 0, 1}; ///< MistakeGrouping
inline const RangedSetting<int> reviewPage{{"review/page", 0}, 0, 2}; ///< ReviewFigures::Page
inline const RangedSetting<int> featurePlane{{"review/featurePlane", 0}, 0, 1}; ///< FeaturePlane
inline const RangedSetting<int> featureColours{{"review/featureColours", 0}, 0, 2}; ///< FeatureColours
inline const Setting<QByteArray> reviewColumns{"review/columns", {}};
inline const Setting<QByteArray> reviewMiddle{"review/middle", {}};
inline const RangedSetting<int> neighboursAmong{{"review/neighboursAmong", 0}, 0, 1}; ///< judged, training
inline const RangedSetting<int> reviewLists{{"review/lists", 0}, 0, 2}; ///< ReviewWorkspace::LeftPage
inline const RangedSetting<double> outlierThreshold{{"review/outlierThreshold", 0.6}, 0.32, 1.0};
inline const Setting<QByteArray> evaluateColumns{"evaluate/columns", {}}; ///< of the workspace
inline const Setting<QByteArray> evaluateLeft{"evaluate/left", {}};
inline const Setting<bool> evaluationCalibrated{"evaluate/calibrated", false};
inline const RangedSetting<int> matrixNumbers{{"evaluate/matrixNumbers", 0}, 0, 3}; ///< ConfusionFigure::Numbers
inline const Setting<bool> matrixHidesDiagonal{"evaluate/matrixHidesDiagonal", false};
inline const Setting<bool> rocIsLogarithmic{"evaluate/rocIsLogarithmic", false};
inline const RangedSetting<int> evaluationPage{{"evaluate/page", 0}, 0, 5};
inline const Setting<bool> scoresOfSelection{"evaluate/scoresOfSelection", false};
inline const Setting<bool> scoresHaveIntervals{"evaluate/scoresHaveIntervals", true};
inline const Setting<bool> scoresHavePaper{"evaluate/scoresHavePaper", false};
inline const Setting<QByteArray> explainColumns{"explain/columns", {}}; ///< of the workspace
inline const Setting<QByteArray> explainStage{"explain/stage", {}}; ///< its columns
inline const RangedSetting<int> mapOrder{{"explain/mapOrder", 0}, 0, 1}; ///< MapOrder::Strength
inline const RangedSetting<int> mapScale{{"explain/mapScale", 0}, 0, 1}; ///< MapScale::PerMap
inline const Setting<QString> studyFolder{"compare/folder", {}}; ///< of the study seen last
inline const Setting<QString> spectraFolder{"compare/spectraFolder", {}};
inline const Setting<QByteArray> studyRecipe{"compare/recipe", {}}; ///< TrainingRequest as JSON
inline const RangedSetting<int> studyRepeats{{"compare/repeats", 3}, 1, 100};
inline const Setting<QStringList> studiesChosen{"compare/studies", {QStringLiteral("stem")}};
inline const Setting<QString> studyShown{"compare/study", QStringLiteral("stem")};
inline const Setting<QByteArray> compareColumns{"compare/columns", {}}; ///< of the workspace
inline const Setting<QByteArray> comparePage{"compare/page", {}};
inline const Setting<QString> modelFile{"model/file", {}}; ///< empty: the demo model

} // namespace settings
} // namespace iic::ui
