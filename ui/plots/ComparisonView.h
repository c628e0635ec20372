#pragma once

#include "plots/ComparisonFigure.h"
#include "plots/FigureView.h"

namespace iic::ui {

/// A comparison whose series are brought forward where the pointer, or the arrow keys, are at one, and hidden by a click on their
/// names, or Space.
class ComparisonView : public FigureView {
    Q_OBJECT

  public:
    explicit ComparisonView(QWidget* parent = nullptr);

    /// nullptr: there is none.
    void setComparison(std::shared_ptr<const ComparisonFigure> comparison);
    const std::shared_ptr<const ComparisonFigure>& comparison() const { return comparison_; }
    /// nullopt: at none.
    void pointAt(const std::optional<ComparisonFigure::Pointed>& pointed);
    const std::optional<ComparisonFigure::Pointed>& pointed() const { return pointed_; }

  Q_SIGNALS:
    /// By the user.
    void seriesPointed(std::optional<std::size_t> series);
    /// It is to be hidden, or shown again.
    void seriesToggled(std::size_t series);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    FigureStyle figureStyle() const { return FigureStyle::onScreen(palette(), font()); }
    void choose(const std::optional<ComparisonFigure::Pointed>& pointed);
    void stepSeries(int by);
    void stepPoint(int by);

    std::shared_ptr<const ComparisonFigure> comparison_;
    std::optional<ComparisonFigure::Pointed> pointed_;
};

} // namespace iic::ui
