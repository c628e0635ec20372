#include "workspaces/train/DeviceBox.h"

#include "models/PlainText.h"

#include <QPointer>
#include <QStandardItemModel>

#include <algorithm>

namespace iic::ui {

DeviceBox::DeviceBox(ComputeThread& compute, QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    addItem(tr("automatic"), int(DeviceChoice::Automatic));
    addItem(tr("CPU"), int(DeviceChoice::Cpu));
    addItem(tr("CUDA"), int(DeviceChoice::Cuda));
    takeCuda(tr("looking for a device…"));
    whyNotCuda_.reset();
    compute.submit<std::string>(
        Priority::Interactive, [](JobContext&) -> JobResult<std::string> { return whyNotCuda(); },
        [box = QPointer<DeviceBox>(this)](const std::string& reason) {
            if (!box)
                return;
            box->takeCuda(QString::fromStdString(reason));
            Q_EMIT box->looked();
        });
}

DeviceChoice DeviceBox::choice() const { return static_cast<DeviceChoice>(currentData().toInt()); }

void DeviceBox::choose(DeviceChoice choice) { setCurrentIndex(std::max(0, findData(int(choice)))); }

FieldState DeviceBox::check() const {
    if (choice() == DeviceChoice::Cuda && whyNotCuda_ && !whyNotCuda_->isEmpty())
        return FieldState::wrong(*whyNotCuda_);
    return {};
}

void DeviceBox::takeCuda(const QString& whyNot) {
    whyNotCuda_ = whyNot;
    const int row = findData(int(DeviceChoice::Cuda));
    qobject_cast<QStandardItemModel*>(model())->item(row)->setEnabled(whyNot.isEmpty());
    setItemData(row, plainToolTip(whyNot), Qt::ToolTipRole);
    setToolTip(plainToolTip(whyNot));
}

} // namespace iic::ui
