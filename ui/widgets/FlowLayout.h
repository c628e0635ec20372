#pragma once

#include <QLayout>

namespace iic::ui {

/// Widgets in lines, as words in a text.
class FlowLayout : public QLayout {
  public:
    explicit FlowLayout(QWidget* parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect& area) override;
    Qt::Orientations expandingDirections() const override { return {}; }

  private:
    /// The height of all lines; places the items when asked to.
    int arrange(const QRect& area, bool places) const;

    QList<QLayoutItem*> items_;
};

} // namespace iic::ui
