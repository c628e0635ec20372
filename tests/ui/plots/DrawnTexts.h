#pragma once

#include "plots/Figure.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <vector>

namespace iic::test {

/// A text of a figure and the room it takes there.
struct DrawnText {
    QString text;
    QRectF place;
};

/// Takes nothing of what is painted but the texts.
class TextRecorder : public QPaintDevice {
  public:
    explicit TextRecorder(const QSize& size) : size_(size) {}

    std::vector<DrawnText> texts() const { return engine_.texts; }
    QPaintEngine* paintEngine() const override { return &engine_; }

  protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth: return size_.width();
        case PdmHeight: return size_.height();
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return int(devicePixelRatioFScale());
        default: return 96; // dots an inch
        }
    }

  private:
    struct Engine : QPaintEngine {
        Engine() : QPaintEngine(AllFeatures) {}
        bool begin(QPaintDevice*) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState&) override {}
        void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
        void drawPath(const QPainterPath&) override {}
        void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
        void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
        void drawTextItem(const QPointF& at, const QTextItem& item) override {
            const QRectF place(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
            texts.push_back({item.text(), painter()->combinedTransform().mapRect(place)});
        }
        Type type() const override { return User; }

        std::vector<DrawnText> texts;
    };

    QSize size_;
    mutable Engine engine_;
};

inline std::vector<DrawnText> textsOf(const ui::Figure& figure, const QSize& size,
                                      const ui::FigureStyle& style = ui::FigureStyle::onPaper()) {
    TextRecorder recorder(size);
    QPainter painter(&recorder);
    figure.paint(painter, size, style);
    painter.end();
    return recorder.texts();
}

} // namespace iic::test
