#pragma once

#include <QListView>

namespace iic::ui {

/// The maps of a stage, side by side in lines, a pixel of a map a square on the screen.
class MapGrid : public QListView {
    Q_OBJECT

  public:
    static constexpr int usualSide = 96, smallestSide = 48, largestSide = 300; ///< of a map, pixels of the screen

    explicit MapGrid(QWidget* parent = nullptr);

    int side() const { return side_; }
    void setSide(int side);

  private:
    int side_ = 0;
};

} // namespace iic::ui
