#pragma once

#include "workspaces/dataset/OptionsDialog.h"
#include "workspaces/review/CrossValidator.h"

class QLabel;
class QSpinBox;

namespace iic::ui {

/// Gathers into how many parts a training split is dealt, and how long the network of each part learns.
class CrossValidationDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit CrossValidationDialog(const CrossValidator& validator, QWidget* parent = nullptr);

    CrossValidator::Plan plan() const;

  private:
    void showCost();

    const CrossValidator& validator_;
    QSpinBox* folds_;
    QSpinBox* epochs_;
    QLabel* cost_;
};

} // namespace iic::ui
