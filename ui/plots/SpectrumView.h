#pragma once

#include "plots/FigureView.h"
#include "plots/SpectrumFigure.h"

namespace iic::ui {

/// A spectrum to look into: the wheel zooms about the pointer, a drag zooms to what it covers, a double click shows all again; a mark follows
/// the pointer. With the keyboard: Left and Right move the mark, with Shift the spectrum; + and − zoom, Home shows all.
class SpectrumView : public FigureView {
    Q_OBJECT

  public:
    explicit SpectrumView(QWidget* parent = nullptr);

    /// nullptr: there is none. The mark stays where it is only within the same spectrum.
    void setSpectrum(std::shared_ptr<const SpectrumFigure> figure);
    const std::shared_ptr<const SpectrumFigure>& spectrum() const { return spectrum_; }
    void zoomBy(double factor);
    void showAll();

  Q_SIGNALS:
    /// What stands at the mark; empty: there is none.
    void pointed(const QString& readout);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    FigureStyle figureStyle() const { return FigureStyle::onScreen(palette(), font()); }
    double wavelengthAt(const QPointF& place) const;
    void setRange(std::optional<SpectrumFigure::Range> range);
    void zoomAbout(double wavelength, double factor);
    void pan(double share);
    void setMark(std::optional<std::size_t> pixel);
    void stepMark(int by);

    std::shared_ptr<const SpectrumFigure> spectrum_;
    std::optional<std::size_t> mark_; ///< pixel
    std::optional<double> dragFrom_; ///< x of the widget
    double dragTo_ = 0;
};

} // namespace iic::ui
