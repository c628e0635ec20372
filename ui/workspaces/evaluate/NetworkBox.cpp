#include "workspaces/evaluate/NetworkBox.h"

#include "models/PlainText.h"
#include "workspaces/Settings.h"

#include <QFileDialog>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int anyOther = -1; ///< data of the item that asks for a file
constexpr int noNetwork = -2;
constexpr int widestName = 34; // characters

} // namespace

NetworkBox::NetworkBox(const QString& none, QWidget* parent) : QComboBox(parent), none_(none) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    connect(this, &QComboBox::activated, this, &NetworkBox::take);
    fill();
}

void NetworkBox::setNetworks(std::vector<KnownNetwork> networks) {
    if (networks == known_)
        return;
    known_ = std::move(networks);
    fill();
}

void NetworkBox::choose(const std::filesystem::path& file) {
    if (file == chosen_ && count() > 0)
        return;
    isPicked_ = true;
    chosen_ = file;
    fill();
}

std::filesystem::path NetworkBox::chosen() const { return chosen_; }

QString NetworkBox::chosenName() const { return chosen_.empty() ? QString() : currentText(); }

void NetworkBox::fill() {
    const auto isAmong = [](const std::vector<KnownNetwork>& networks, const std::filesystem::path& file) {
        return std::ranges::find(networks, file, &KnownNetwork::file) != networks.end();
    };
    if (!isPicked_ && none_.isEmpty() && !known_.empty())
        chosen_ = known_.front().file;
    if (!chosen_.empty() && !isAmong(known_, chosen_) && !isAmong(others_, chosen_))
        others_.push_back({QString::fromStdString((chosen_.parent_path().filename() / chosen_.filename()).string()), chosen_});
    clear();
    if (!none_.isEmpty())
        addItem(none_, noNetwork);
    int number = 0;
    for (const auto* networks : {&known_, &others_})
        for (const KnownNetwork& network : *networks) {
            const int its = number++;
            if (networks == &others_ && isAmong(known_, network.file))
                continue;
            addItem(fontMetrics().elidedText(network.name, Qt::ElideMiddle, fontMetrics().averageCharWidth() * widestName), its);
            setItemData(count() - 1, plainToolTip(QString::fromStdString(network.file.string())), Qt::ToolTipRole);
            if (network.file == chosen_)
                setCurrentIndex(count() - 1);
        }
    addItem(tr("Other checkpoint…"), anyOther);
}

void NetworkBox::take(int index) {
    const int number = itemData(index).toInt();
    if (number == anyOther)
        return askFile();
    const auto at = static_cast<std::size_t>(std::max(0, number));
    isPicked_ = true;
    chosen_ = number == noNetwork  ? std::filesystem::path()
              : at < known_.size() ? known_[at].file
                                   : others_[at - known_.size()].file;
    Q_EMIT picked();
}

void NetworkBox::askFile() {
    fill(); // shows again what is chosen
    auto* dialog =
        new QFileDialog(this, tr("Choose a checkpoint"), settings::lastFolder.read(), tr("IICnet weights (*.h5);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        choose(file.toStdString());
        Q_EMIT picked();
    });
    dialog->open();
}

} // namespace iic::ui
