#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>

#include <memory>

class QPainter;
class QPaintDevice;
class QTextLayout;

namespace iic::ui {

/// A text broken into lines of at most a width; words that are longer are broken too, and what is over twelve lines is left out.
class WrappedText {
  public:
    WrappedText(const QString& text, const QFont& font, double width, QPaintDevice* device,
                Qt::Alignment alignment = Qt::AlignLeft);

    double height() const { return height_; }
    void paint(QPainter& painter, const QPointF& place, const QColor& colour) const;

    /// Of its longest line, not broken.
    static double naturalWidth(const QString& text, const QFont& font, QPaintDevice* device);

  private:
    std::shared_ptr<QTextLayout> layout_;
    double height_ = 0;
};

} // namespace iic::ui
