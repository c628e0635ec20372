#pragma once

#include "analysis/SimulatedDataset.h"
#include "workspaces/dataset/OptionsDialog.h"

class QRadioButton;

namespace iic::ui {

class NumberField;
class PathField;

/// Gathers what a simulated dataset shall hold: unless the user says otherwise the numbers of the paper's Table 1.
class SimulateDatasetDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit SimulateDatasetDialog(QWidget* parent = nullptr);

    /// What was typed; whole when the dialog was accepted.
    SimulatedDatasetOptions options() const;

    void accept() override;

  private:
    QWidget* numbersGrid();
    void makeSky();
    void makeOutput();
    void showNumbers(const std::vector<std::array<std::size_t, 3>>& numbers);
    FieldState checkNumbers() const;
    void showSize();

    QRadioButton* paper_;
    QRadioButton* own_;
    std::array<std::array<NumberField*, 3>, 3> numbers_{}; ///< by class, then training, validation, test
    NumberField* signalToNoise_;
    NumberField* sources_;
    NumberField* side_;
    NumberField* seed_;
    PathField* out_;
    QLabel* size_;
};

/// Bytes of a simulated dataset of so many cutouts on the disk.
std::uint64_t simulatedBytes(std::uint64_t cutouts);

} // namespace iic::ui
