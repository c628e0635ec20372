#pragma once

#include "project/LabelJournal.h"
#include "workspaces/dataset/OptionsDialog.h"

class QComboBox;
class QLineEdit;

namespace iic::ui {

/// Asks for the label of many sources and why they get it.
class LabelShownDialog : public OptionsDialog {
    Q_OBJECT

  public:
    LabelShownDialog(int count, QWidget* parent);

    UserLabel label() const;
    QString reason() const;

  private:
    QComboBox* label_;
    QLineEdit* reason_;
};

} // namespace iic::ui
