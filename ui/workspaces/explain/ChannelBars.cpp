#include "workspaces/explain/ChannelBars.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace iic::ui {

ChannelBars::ChannelBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Channel weights"));
}

void ChannelBars::setWeights(std::vector<float> weights) {
    weights_ = std::move(weights);
    if (!weights_.empty()) {
        const auto [lowest, highest] = std::ranges::minmax_element(weights_);
        setAccessibleDescription(
            tr("%1 weights, from %2 to %3, the highest of channel %4")
                .arg(weights_.size())
                .arg(QLocale().toString(double(*lowest), 'f', 2), QLocale().toString(double(*highest), 'f', 2))
                .arg(highest - weights_.begin() + 1));
    }
    update();
}

QRectF ChannelBars::bar(std::size_t channel) const {
    const double step = double(width()) / static_cast<double>(weights_.size());
    const double height = double(weights_[channel]) * this->height();
    const double gap = step > 4 ? 2 : 0;
    return {step * static_cast<double>(channel), this->height() - height, step - gap, height};
}

void ChannelBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Button));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Light), 1, Qt::DashLine));
    painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
    for (std::size_t channel = 0; channel < weights_.size(); ++channel)
        painter.fillRect(bar(channel), QColor(0x5a, 0xa5, 0xff));
}

bool ChannelBars::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || weights_.empty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto count = static_cast<int>(weights_.size());
    const int channel = std::clamp(help->pos().x() * count / std::max(1, width()), 0, count - 1);
    QToolTip::showText(help->globalPos(),
                       tr("Channel %1: %2")
                           .arg(channel + 1)
                           .arg(QLocale().toString(double(weights_[static_cast<std::size_t>(channel)]), 'f', 3)));
    return true;
}

} // namespace iic::ui
