#include "plots/FigureView.h"

#include <QPainter>

namespace iic::ui {

FigureView::FigureView(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding); }

void FigureView::setFigure(FigurePointer figure) {
    figure_ = std::move(figure);
    setAccessibleName(figure_ ? figure_->title() : placeholder_);
    update();
}

void FigureView::setPlaceholder(const QString& text) {
    placeholder_ = text;
    if (!figure_)
        setAccessibleName(text);
    update();
}

QSize FigureView::sizeHint() const { return figure_ ? figure_->paperSize().toSize() : QSize(480, 300); }

QSize FigureView::minimumSizeHint() const { return {240, 160}; }

void FigureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const FigureStyle style = FigureStyle::onScreen(palette(), font());
    if (figure_) {
        figure_->paint(painter, size(), style);
    } else {
        painter.fillRect(rect(), style.ground);
        painter.setPen(style.muted);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
    }
    painter.end();
    if (hasFocus())
        drawFocusFrame(*this);
}

void drawFocusFrame(QWidget& widget) {
    QPainter painter(&widget);
    painter.setPen(widget.palette().color(QPalette::Link));
    painter.drawRect(widget.rect().adjusted(0, 0, -1, -1));
}

} // namespace iic::ui
