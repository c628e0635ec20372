#pragma once

#include "astro/Band.h"

#include <QImage>
#include <QStringList>
#include <QWidget>

#include <array>

namespace iic::ui {

/// What the network sees, large, and the bands beside it in two rows, each with a line below it.
class CutoutPictures : public QWidget {
    Q_OBJECT

  public:
    explicit CutoutPictures(QWidget* parent = nullptr);

    /// `fault` says why there is no model input.
    void setPictures(const QImage& modelInput, const std::array<QImage, bandCount>& bands, const QString& fault = {});
    /// A band without a caption has no place.
    void setCaptions(const QString& modelInput, const std::array<QString, bandCount>& bands);

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void describe();
    int captionHeight() const;
    int bandSide(int width) const;
    void drawPicture(QPainter& painter, const QImage& image, const QRect& box, const QString& caption) const;

    QImage modelInput_;
    std::array<QImage, bandCount> bands_;
    QString fault_;
    QString inputCaption_;
    std::array<QString, bandCount> bandCaptions_;
};

} // namespace iic::ui
