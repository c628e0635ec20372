#pragma once

#include "plots/ColourColourFigure.h"
#include "plots/CustomPlot.h"

#include <QPolygonF>

#include <optional>
#include <vector>

namespace iic::ui {

class ColourCloud;

/// W1 − W2 against W2 − W3 by class, with the AGN wedge of Jarrett et al. 2011 and the cut of Stern et al. 2012. Wheel, + and −
/// zoom; the middle or right button and the arrow keys pan; a double click or Home shows all again; a click picks the nearest point
/// that is shown. Where outlines are on, dragging with the left button draws one, and Esc drops it.
class ColourColourPlot : public QCustomPlot {
    Q_OBJECT

  public:
    enum class Form { Small, Large }; ///< the large one has a legend and outlines

    explicit ColourColourPlot(QWidget* parent = nullptr);

    void setForm(Form form);
    /// On in the large form from the start.
    void setOutlinesOn(bool areOn) { outlinesOn_ = areOn; }
    void setPoints(ColourPoints points);
    void setPoints(std::vector<ColourPoint> points);
    /// The selected source; nullopt when its colours are not known.
    void setSelected(const std::optional<ColourPoint>& point);

    /// The diagram as it is seen now, for a file, with the names of its sources.
    FigurePointer figure(PointName nameOf) const;
    ColourRange range() const;
    void setRange(const ColourRange& range);

  Q_SIGNALS:
    void pointPicked(int row);
    /// A closed outline as (W2 − W3, W1 − W2) in mag, 3 to 100 corners, and the keys held at its end.
    void outlineDrawn(const QPolygonF& outline, Qt::KeyboardModifiers modifiers);

  protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    enum class Drag { None, Pressed, Outline, Pan };

    void useThemeColours();
    void describe();
    void pick(const QPointF& at);
    void panBy(const QPointF& pixels);
    void zoomAbout(const QPointF& at, double factor);
    void showOutline();
    void dropOutline();
    void finishOutline(Qt::KeyboardModifiers modifiers);

    ColourPoints points_;
    bool outlinesOn_ = false;
    ColourCloud* cloud_ = nullptr;
    QCPGraph* selected_ = nullptr;
    QCPCurve* outlineCurve_ = nullptr;
    Drag drag_ = Drag::None;
    QPointF dragFrom_;
    QPolygonF outline_; ///< pixels
};

} // namespace iic::ui
