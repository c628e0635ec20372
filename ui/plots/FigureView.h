#pragma once

#include "plots/Figure.h"

#include <QWidget>

namespace iic::ui {

/// Shows a figure in the colours of the window, or a line that says why there is none.
class FigureView : public QWidget {
    Q_OBJECT

  public:
    explicit FigureView(QWidget* parent = nullptr);

    /// nullptr: there is none.
    void setFigure(FigurePointer figure);
    const FigurePointer& figure() const { return figure_; }
    /// Shown while there is no figure.
    void setPlaceholder(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    FigurePointer figure_;
    QString placeholder_;
};

/// The line round a plot that has the keyboard.
void drawFocusFrame(QWidget& widget);

} // namespace iic::ui
