#pragma once

#include "astro/Coordinates.h"
#include "models/SourceList.h"

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;

namespace iic::ui {

/// Asks for a designation of the open catalog, part of one, or a coordinate.
class FindDialog : public QDialog {
    Q_OBJECT

  public:
    /// `goTo` shows a position and tells whether it could.
    FindDialog(const SourceList& sources, std::function<bool(const SkyCoord&)> goTo, QWidget* parent = nullptr);

  Q_SIGNALS:
    void sourceFound(int row);

  private:
    void search();
    /// The row of that name, else the first that has the text in its name, −1 when none has.
    int rowNamed(const QString& text) const;

    const SourceList& sources_;
    std::function<bool(const SkyCoord&)> goTo_;
    QLineEdit* text_;
    QLabel* answer_;
};

} // namespace iic::ui
