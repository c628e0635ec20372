#include "workspaces/explain/ChannelBars.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <functional>
#include <numeric>

namespace iic::ui {

ChannelBars::ChannelBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Channel weights"));
}

void ChannelBars::setWeights(std::vector<float> weights) {
    weights_ = std::move(weights);
    falling_.resize(weights_.size());
    std::iota(falling_.begin(), falling_.end(), 0);
    std::ranges::stable_sort(falling_, std::greater(),
                             [this](int channel) { return weights_[static_cast<std::size_t>(channel)]; });
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

int ChannelBars::channelAt(std::size_t place) const {
    constexpr double narrowest = 3; ///< pixels
    return barWidth() < narrowest ? falling_[place] : static_cast<int>(place);
}

void ChannelBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Button));
    painter.setPen(QPen(palette().color(QPalette::Light), 1, Qt::DashLine));
    painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
    const double step = barWidth(), gap = step > 4 ? 2 : 0;
    for (std::size_t place = 0; place < weights_.size(); ++place) {
        const double top = height() * (1 - double(weights_[static_cast<std::size_t>(channelAt(place))]));
        painter.fillRect(QRectF(step * static_cast<double>(place), top, step - gap, height() - top), QColor(0x5a, 0xa5, 0xff));
    }
}

bool ChannelBars::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || weights_.empty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int place = std::clamp(static_cast<int>(help->pos().x() / barWidth()), 0, static_cast<int>(weights_.size()) - 1);
    const int channel = channelAt(static_cast<std::size_t>(place));
    QToolTip::showText(help->globalPos(),
                       tr("Channel %1: %2")
                           .arg(channel + 1)
                           .arg(QLocale().toString(double(weights_[static_cast<std::size_t>(channel)]), 'f', 3)));
    return true;
}

} // namespace iic::ui
