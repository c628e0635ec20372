#include "widgets/CutoutPictures.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int gap = 8;
constexpr int widest = 480;

QFont captionFont(const QFont& font) {
    QFont small = font;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

} // namespace

CutoutPictures::CutoutPictures(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred); // a fixed one would hold the size hint's height
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Pictures of the source"));
}

void CutoutPictures::setPictures(const QImage& modelInput, const std::array<QImage, bandCount>& bands, const QString& fault) {
    modelInput_ = modelInput;
    bands_ = bands;
    fault_ = fault;
    describe();
}

void CutoutPictures::setCaptions(const QString& modelInput, const std::array<QString, bandCount>& bands) {
    inputCaption_ = modelInput;
    bandCaptions_ = bands;
    describe();
}

void CutoutPictures::describe() {
    QStringList all{inputCaption_, fault_};
    for (const QString& band : bandCaptions_)
        all << band;
    all.removeAll(QString());
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    update();
}

int CutoutPictures::captionHeight() const { return QFontMetrics(captionFont(font())).height() + 4; }

/// Two bands with their captions are as high as the input with its own.
int CutoutPictures::bandSide(int width) const { return std::max(8, (std::min(width, widest) - captionHeight() - 3 * gap) / 4); }

int CutoutPictures::heightForWidth(int width) const { return 2 * (bandSide(width) + captionHeight()) + gap; }

QSize CutoutPictures::sizeHint() const { return {360, heightForWidth(360)}; }

void CutoutPictures::drawPicture(QPainter& painter, const QImage& image, const QRect& box, const QString& caption) const {
    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    painter.fillPath(shape, palette().color(QPalette::Base));
    if (!image.isNull()) {
        painter.save();
        painter.setClipPath(shape);
        painter.drawImage(box, image);
        painter.restore();
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRect(box.left(), box.bottom() + 3, box.width(), captionHeight()), Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(caption, Qt::ElideRight, box.width()));
}

void CutoutPictures::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
    painter.setFont(captionFont(font()));
    const int band = bandSide(width());
    const int input = 2 * band + gap + captionHeight();
    const QRect large(0, 0, input, input);
    drawPicture(painter, modelInput_, large, inputCaption_);
    painter.drawText(large.adjusted(gap, gap, -gap, -gap), Qt::AlignCenter | Qt::TextWordWrap, fault_);
    for (int i = 0; i < bandCount; ++i) {
        const auto which = static_cast<std::size_t>(i);
        if (bandCaptions_[which].isEmpty())
            continue;
        const QRect box(input + gap + (i % 2) * (band + gap), (i / 2) * (band + captionHeight() + gap), band, band);
        drawPicture(painter, bands_[which], box, bandCaptions_[which]);
    }
}

} // namespace iic::ui
