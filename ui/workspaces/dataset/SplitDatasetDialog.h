#pragma once

#include "data/SplitDataset.h"
#include "workspaces/dataset/OpenDataset.h"
#include "workspaces/dataset/OptionsDialog.h"

class QRadioButton;

namespace iic::ui {

class PathField;
class SplitFields;

/// Gathers how a dataset is split anew, as another file or in the place of the one that is there.
class SplitDatasetDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit SplitDatasetDialog(SharedDataset dataset, QWidget* parent = nullptr);

    SplitOptions options() const;
    std::filesystem::path out() const;

    void accept() override;

  private:
    SharedDataset dataset_;
    SplitFields* split_;
    QRadioButton* replace_;
    PathField* out_;
};

} // namespace iic::ui
