#pragma once

#include "data/ExportImages.h"
#include "workspaces/dataset/OpenDataset.h"
#include "workspaces/dataset/OptionsDialog.h"

class QCheckBox;
class QComboBox;

namespace iic::ui {

class NumberField;
class PathField;

/// Gathers how a dataset is written as folders of PNG files, by split and class.
class ExportImagesDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit ExportImagesDialog(SharedDataset dataset, QWidget* parent = nullptr);

    ExportOptions options() const;

    void accept() override;

  private:
    void makePictures();
    QWidget* channelChoice();
    bool isSky() const { return dataset_->dataset.card().kind == DatasetKind::Sky; }
    FieldState checkPictures() const;
    FieldState checkFolder() const;

    SharedDataset dataset_;
    QComboBox* kind_; ///< three bands, or one
    std::array<QComboBox*, 3> channels_{};
    QComboBox* preset_;
    NumberField* side_;
    QCheckBox* leftOut_;
    PathField* folder_;
};

} // namespace iic::ui
