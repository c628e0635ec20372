#pragma once

#include <QImage>
#include <QWidget>

#include <array>

namespace iic::ui {

/// Where what speaks for each class lies: a picture a class, with its badge and how probable it is.
class DecisionView : public QWidget {
    Q_OBJECT

  public:
    explicit DecisionView(QWidget* parent = nullptr);

    /// By SourceClass.
    void setDecision(const std::array<QImage, 3>& pictures, const std::array<float, 3>& probabilities);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    int pictureSide(int width) const;
    int captionHeight() const;

    std::array<QImage, 3> pictures_;
    std::array<float, 3> probabilities_{};
};

} // namespace iic::ui
