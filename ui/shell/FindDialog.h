#pragma once

#include "workspaces/Workspace.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace iic::ui {

/// Asks for a source of a workspace by its designation, part of one, or a coordinate.
class FindDialog : public QDialog {
    Q_OBJECT

  public:
    explicit FindDialog(SourceWorkspace& workspace, QWidget* parent = nullptr);

  private:
    void search();
    /// The row of that name, else the first that has the text in its name, −1 when none has.
    int rowNamed(const QString& text) const;

    SourceWorkspace& workspace_;
    QLineEdit* text_;
    QLabel* answer_;
};

} // namespace iic::ui
