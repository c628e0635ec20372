#include "plots/ComparisonView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

ComparisonView::ComparisonView(QWidget* parent) : FigureView(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void ComparisonView::setComparison(std::shared_ptr<const ComparisonFigure> comparison) {
    comparison_ = std::move(comparison);
    if (pointed_ && (!comparison_ || pointed_->series >= comparison_->content().series.size()))
        pointed_.reset();
    setFigure(comparison_);
    pointAt(pointed_);
}

void ComparisonView::pointAt(const std::optional<ComparisonFigure::Pointed>& pointed) {
    pointed_ = pointed;
    setAccessibleDescription(pointed_ && comparison_ ? comparison_->textOf(*pointed_) : QString());
    update();
}

void ComparisonView::choose(const std::optional<ComparisonFigure::Pointed>& pointed) {
    if (pointed == pointed_)
        return;
    const bool isOther = pointed.has_value() != pointed_.has_value() || pointed->series != pointed_->series;
    pointAt(pointed);
    if (isOther)
        Q_EMIT seriesPointed(pointed ? std::optional(pointed->series) : std::nullopt);
}

void ComparisonView::paintEvent(QPaintEvent* event) {
    if (!comparison_ || !pointed_)
        return FigureView::paintEvent(event);
    QPainter painter(this);
    comparison_->paint(painter, size(), figureStyle(), pointed_);
    painter.end();
    if (hasFocus())
        drawFocusFrame(*this);
}

void ComparisonView::mouseMoveEvent(QMouseEvent* event) {
    if (!comparison_)
        return;
    setCursor(comparison_->nameAt(event->position(), size(), figureStyle()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    choose(comparison_->at(event->position(), size(), figureStyle()));
}

void ComparisonView::mousePressEvent(QMouseEvent* event) {
    FigureView::mousePressEvent(event);
    if (!comparison_ || event->button() != Qt::LeftButton)
        return;
    if (const auto series = comparison_->nameAt(event->position(), size(), figureStyle()))
        Q_EMIT seriesToggled(*series);
}

void ComparisonView::leaveEvent(QEvent* event) {
    FigureView::leaveEvent(event);
    choose(std::nullopt);
}

void ComparisonView::stepSeries(int by) {
    const int count = static_cast<int>(comparison_->content().series.size());
    const int from = pointed_ ? static_cast<int>(pointed_->series) : (by > 0 ? -1 : count);
    choose(ComparisonFigure::Pointed{static_cast<std::size_t>(std::clamp(from + by, 0, count - 1)), std::nullopt});
}

void ComparisonView::stepPoint(int by) {
    if (!pointed_)
        return stepSeries(1);
    const int count = static_cast<int>(comparison_->content().series[pointed_->series].points.size());
    if (count == 0)
        return;
    const int from = pointed_->point ? static_cast<int>(*pointed_->point) : (by > 0 ? -1 : count);
    choose(ComparisonFigure::Pointed{pointed_->series, static_cast<std::size_t>(std::clamp(from + by, 0, count - 1))});
}

void ComparisonView::keyPressEvent(QKeyEvent* event) {
    if (!comparison_ || comparison_->content().series.empty())
        return FigureView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up: return stepSeries(-1);
    case Qt::Key_Down: return stepSeries(1);
    case Qt::Key_Left: return stepPoint(-1);
    case Qt::Key_Right: return stepPoint(1);
    case Qt::Key_Escape: return choose(std::nullopt);
    case Qt::Key_Space:
        if (pointed_)
            Q_EMIT seriesToggled(pointed_->series);
        return;
    default: FigureView::keyPressEvent(event);
    }
}

void ComparisonView::focusOutEvent(QFocusEvent* event) {
    FigureView::focusOutEvent(event);
    choose(std::nullopt);
}

} // namespace iic::ui
