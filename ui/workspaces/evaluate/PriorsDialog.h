#pragma once

#include "metrics/Calibration.h"
#include "workspaces/dataset/NumberField.h"

namespace iic::ui {

/// How many sources of each class there are on a tile of the Atlas, of which some 150 of 41,000 are quasars.
inline constexpr ClassProbabilities tileSources{29'180, 11'670, 150};

/// How frequent the classes are where the network is to be used, as numbers of sources.
class PriorsDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit PriorsDialog(const ClassProbabilities& first, QWidget* parent);

    ClassProbabilities priors() const;

  private:
    std::array<NumberField*, classCount> fields_;
};

} // namespace iic::ui
