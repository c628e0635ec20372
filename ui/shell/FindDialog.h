#pragma once

#include "astro/Coordinates.h"
#include "models/SourceList.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace iic::ui {

/// Asks for a designation of the open catalog, part of one, or a coordinate.
class FindDialog : public QDialog {
    Q_OBJECT

  public:
    explicit FindDialog(const SourceList& sources, QWidget* parent = nullptr);

  Q_SIGNALS:
    void sourceFound(int row);
    void positionFound(const iic::SkyCoord& position);

  private:
    void search();
    const SourceList& sources_;
    QLineEdit* text_;
    QLabel* answer_;
};

} // namespace iic::ui
