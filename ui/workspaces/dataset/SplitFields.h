#pragma once

#include "data/SplitDataset.h"
#include "workspaces/dataset/NumberField.h"

class QComboBox;

namespace iic::ui {

/// The fields of a split in a dialog: the rule, what it means, the size of the blocks and the seed.
class SplitFields : public QObject {
    Q_OBJECT

  public:
    struct Offered {
        bool blocks = true; ///< it is known where the cutouts lie
        bool none = false;
    };
    SplitFields(OptionsDialog& dialog, QFormLayout* form, const SplitOptions& first, Offered offered);

    SplitOptions options() const;

  private:
    SplitRule rule() const;
    void showRule();

    OptionsDialog& dialog_;
    QComboBox* rule_;
    NumberField* block_;
    NumberField* seed_;
    QLabel* meaning_;
};

} // namespace iic::ui
