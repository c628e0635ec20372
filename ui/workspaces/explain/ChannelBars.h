#pragma once

#include <QWidget>

#include <vector>

namespace iic::ui {

/// How much block attention keeps of each channel, 0 … 1, a bar a channel; the highest first where there are too many to tell apart.
class ChannelBars : public QWidget {
    Q_OBJECT

  public:
    explicit ChannelBars(QWidget* parent = nullptr);

    void setWeights(std::vector<float> weights);
    const std::vector<float>& weights() const { return weights_; }

    QSize sizeHint() const override { return {240, 96}; }
    QSize minimumSizeHint() const override { return {120, 96}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    double barWidth() const { return double(width()) / static_cast<double>(weights_.size()); }
    int channelAt(std::size_t place) const;

    std::vector<float> weights_; ///< by channel
    std::vector<int> falling_; ///< channels, the highest weight first
};

} // namespace iic::ui
