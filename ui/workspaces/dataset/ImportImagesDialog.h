#pragma once

#include "data/ImportImages.h"
#include "workspaces/dataset/OptionsDialog.h"

class QLineEdit;
class QRadioButton;

namespace iic::ui {

class NumberField;
class PathField;

/// Gathers what images become a dataset: a folder with a folder of images for each class, or a Galaxy10 file.
class ImportImagesDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit ImportImagesDialog(QWidget* parent = nullptr);

    ImportOptions options() const;

    void accept() override;

  private:
    void showKind();
    FieldState checkSource() const;
    FieldState checkClasses() const;
    std::vector<std::string> classes() const;

    QRadioButton* folder_;
    QRadioButton* file_;
    PathField* source_;
    QLineEdit* classes_;
    NumberField* side_;
    NumberField* seed_;
    PathField* out_;
};

} // namespace iic::ui
