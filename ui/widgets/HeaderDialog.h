#pragma once

#include "astro/TileSet.h"

#include <QDialog>

class QLineEdit;
class QTableView;
class QTabWidget;

namespace iic::ui {

/// The FITS cards of every band of a tile, a tab each, searched together and copied as text.
class HeaderDialog : public QDialog {
    Q_OBJECT

  public:
    explicit HeaderDialog(const Tile& tile, QWidget* parent = nullptr);

  private:
    QWidget* bandPage(const BandImage& band);
    QTableView* currentTable() const;
    /// The selected cards, or all that are shown, "KEYWORD = value / comment" a line.
    void copy() const;

    QLineEdit* search_;
    QTabWidget* tabs_;
};

} // namespace iic::ui
