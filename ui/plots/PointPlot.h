#pragma once

#include "plots/CustomPlot.h"
#include "plots/PointFigure.h"

#include <QPolygonF>

#include <optional>
#include <vector>

namespace iic::ui {

class PointCloud;

/// A diagram of sources as points. Wheel, + and − zoom; the middle or right button and the arrow keys pan; a double click or Home
/// shows all again; a click picks the nearest point that is shown. Where outlines are on, dragging with the left button draws one,
/// and Esc drops it.
class PointPlot : public QCustomPlot {
    Q_OBJECT

  public:
    enum class Form { Small, Large }; ///< the large one has a legend and outlines

    explicit PointPlot(const DiagramTerms& terms, QWidget* parent = nullptr);

    /// What it is of, and as much of it as is seen at first.
    void setTerms(const DiagramTerms& terms);
    /// What the small form says of its guides.
    void setGuideText(const QString& text);

    void setForm(Form form);
    /// On in the large form from the start.
    void setOutlinesOn(bool areOn) { outlinesOn_ = areOn; }
    void setPoints(DiagramPoints points, PointColours colours = PointColours::Class);
    void setPoints(std::vector<DiagramPoint> points);
    const DiagramPoints& points() const { return points_; }
    /// The place of the selected source; nullopt when it has none.
    void setSelected(const std::optional<QPointF>& place);

    /// The diagram as it is seen now, for a file, with the names of its sources.
    FigurePointer figure(PointName nameOf) const;
    DiagramRange range() const;
    void setRange(const DiagramRange& range);

  Q_SIGNALS:
    void pointPicked(int row);
    /// A closed outline as (x, y) of the diagram, 3 to 100 corners, and the keys held at its end.
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

    void fitTitles();
    void useThemeColours();
    void describe();
    void pick(const QPointF& at);
    void panBy(const QPointF& pixels);
    void zoomAbout(const QPointF& at, double factor);
    void showOutline();
    void dropOutline();
    void finishOutline(Qt::KeyboardModifiers modifiers);

    DiagramTerms terms_;
    Form form_ = Form::Small;
    QString guideText_;
    DiagramPoints points_;
    PointColours colours_ = PointColours::Class;
    bool outlinesOn_ = false;
    PointCloud* cloud_ = nullptr;
    QCPGraph* selected_ = nullptr;
    QCPCurve* outlineCurve_ = nullptr;
    Drag drag_ = Drag::None;
    QPointF dragFrom_;
    QPolygonF outline_; ///< pixels
};

} // namespace iic::ui
