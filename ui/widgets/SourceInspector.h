#pragma once

#include "astro/Band.h"
#include "catalog/Catalog.h"
#include "plots/ColourColourPlot.h"
#include "project/LabelJournal.h"

#include <QImage>
#include <QWidget>

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;

namespace iic::ui {

class CutoutPictures;
class ProbabilityBars;

/// What is known of one source. NaN: not measured.
struct InspectedSource {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    QString name;
    SkyCoord position;
    QString tileId;
    QImage modelInput;
    std::array<QImage, bandCount> bands;
    QString pictureFault; ///< why there are none
    QStringList planeNames; ///< of the pictures in `bands` where they are none of W1 to W4; then there are no colours
    std::array<double, bandCount> magnitude{none, none, none, none};
    std::array<double, bandCount> magnitudeError{none, none, none, none};
    std::array<bool, bandCount> upperLimit{}; ///< the magnitude is one
    std::array<double, bandCount> signalToNoise{none, none, none, none};
    std::optional<std::array<float, 3>> probabilities;
    QString status; ///< why it is not classified, or what to beware of
    UserLabel label = UserLabel::None;
    QString labelState; ///< how far it is from being on the disk
    QString modelName;
    QString modelOrigin;
    QString flags;
};

/// The selected source: its pictures, what the network says, the user's label, its place among the others.
class SourceInspector : public QWidget {
    Q_OBJECT

  public:
    explicit SourceInspector(QWidget* parent = nullptr);

    /// `place` among the others: "Source 3 of 81".
    void setSource(const InspectedSource& source, const QString& place);
    void clear();
    void setPopulation(DiagramPoints points);
    /// Dragging in the colour–colour diagram draws an outline.
    void setOutlinesOn(bool areOn);

  Q_SIGNALS:
    /// UserLabel::None when the button of the present label was pressed again.
    void labelRequested(iic::UserLabel label);
    void pointPicked(int row);
    /// As PointPlot has it.
    void outlineDrawn(const QPolygonF& outline, Qt::KeyboardModifiers modifiers);

  private:
    void addLabelButtons(class QHBoxLayout& row);
    void showPictures(const InspectedSource& source);
    void showPrediction(const InspectedSource& source);
    void showLabel(const InspectedSource& source);

    QWidget* content_;
    QLabel* nothing_;
    QLabel* name_;
    QLabel* place_;
    CutoutPictures* pictures_;
    QLabel* model_;
    ProbabilityBars* bars_;
    QLabel* status_;
    QLabel* labelTitle_;
    std::map<UserLabel, QPushButton*> labels_;
    QLabel* plotTitle_;
    ColourColourPlot* plot_;
    QLabel* photometry_;
};

} // namespace iic::ui
