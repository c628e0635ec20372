#pragma once

#include "bridge/ComputeThread.h"
#include "nn/Device.h"
#include "workspaces/dataset/CheckedFields.h"

#include <QComboBox>

#include <optional>

namespace iic::ui {

/// What a run is to be made on. CUDA is offered once the compute thread has found it usable; else it says why not.
class DeviceBox : public QComboBox {
    Q_OBJECT

  public:
    explicit DeviceBox(ComputeThread& compute, QWidget* parent = nullptr);

    DeviceChoice choice() const;
    void choose(DeviceChoice choice);
    FieldState check() const;

  Q_SIGNALS:
    void looked(); ///< it is known whether CUDA can be used

  private:
    void takeCuda(const QString& whyNot);

    std::optional<QString> whyNotCuda_; ///< nullopt: not known yet; empty: it can be used
};

} // namespace iic::ui
