#include "workspaces/dataset/ExportImagesDialog.h"

#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int largestSide = 1024; // pixels

QString presetText(ChannelPreset preset) {
    switch (preset) {
    case ChannelPreset::SharedFluxScale: return ExportImagesDialog::tr("bands on one flux scale, asinh");
    case ChannelPreset::ZscalePerBand: return ExportImagesDialog::tr("each band by itself: zscale, asinh");
    case ChannelPreset::Lupton: return ExportImagesDialog::tr("Lupton: the colours kept");
    }
    return {};
}

} // namespace

ExportImagesDialog::ExportImagesDialog(SharedDataset dataset, QWidget* parent)
    : OptionsDialog(tr("Export pictures"), tr("Export"), parent),
      dataset_(std::move(dataset)),
      kind_(new QComboBox),
      preset_(new QComboBox),
      side_(new NumberField(NumberField::Kind::Whole, 1, largestSide)),
      leftOut_(new QCheckBox(tr("A&lso those in no split"))),
      folder_(new PathField(PathField::Kind::SaveFile, {}, settings::imageFolder)) {
    body()->addWidget(
        explanation(tr("Writes every cutout of %1 as a PNG file, in folders by split and class, and index.csv with what "
                       "is known of each.")
                        .arg(toText(dataset_->dataset.path().filename()))));
    makePictures();
    QFormLayout* form = addGroup(tr("Folder"), body());
    folder_->setObjectName(QStringLiteral("folder"));
    leftOut_->setObjectName(QStringLiteral("leftOut"));
    form->addRow(QString(), leftOut_);
    addField(form, tr("&Folder:"), folder_, [this] { return checkFolder(); });
    connect(folder_, &PathField::changed, this, &OptionsDialog::recheck);
    body()->addStretch(1);
    resize(540, 0);
}

QWidget* ExportImagesDialog::channelChoice() {
    static constexpr std::array<const char*, 3> names{QT_TR_NOOP("Red"), QT_TR_NOOP("Green"), QT_TR_NOOP("Blue")};
    const std::vector<Band>& bands = dataset_->dataset.card().bands;
    const InputOptions shown = shownInput(dataset_->dataset);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(kind_);
    for (std::size_t i = 0; i < channels_.size(); ++i) {
        channels_[i] = new QComboBox;
        channels_[i]->setObjectName(QLatin1String(names[i]));
        channels_[i]->setAccessibleName(tr(names[i]));
        for (const Band band : bands)
            channels_[i]->addItem(QLatin1String(bandName(band).data()), int(band));
        const Band first = shown.channels[std::min(i, shown.channels.size() - 1)];
        channels_[i]->setCurrentIndex(channels_[i]->findData(int(first)));
        connect(channels_[i], &QComboBox::currentIndexChanged, this, &OptionsDialog::recheck);
        layout->addWidget(channels_[i]);
    }
    layout->addStretch();
    return row;
}

void ExportImagesDialog::makePictures() {
    QFormLayout* form = addGroup(tr("Pictures"), body());
    side_->setObjectName(QStringLiteral("side"));
    if (isSky()) {
        kind_->setObjectName(QStringLiteral("kind"));
        kind_->addItem(tr("red, green, blue"));
        kind_->addItem(tr("one band, grey"));
        addField(form, tr("&Bands:"), channelChoice());
        connect(kind_, &QComboBox::currentIndexChanged, this, [this](int kind) {
            channels_[1]->setVisible(kind == 0);
            channels_[2]->setVisible(kind == 0);
            recheck();
        });
        kind_->setCurrentIndex(dataset_->dataset.card().bands.size() < 3 ? 1 : 0);
        preset_->setObjectName(QStringLiteral("preset"));
        for (const auto preset : {ChannelPreset::SharedFluxScale, ChannelPreset::ZscalePerBand, ChannelPreset::Lupton})
            preset_->addItem(presetText(preset), int(preset));
        addField(form, tr("&Stretch:"), preset_, [this] { return checkPictures(); });
        connect(preset_, &QComboBox::currentIndexChanged, this, &OptionsDialog::recheck);
        side_->setValue(InputOptions{}.side);
    } else {
        side_->allowEmpty(tr("as they are"), 0);
        kind_->setParent(this);
        preset_->setParent(this);
        kind_->hide();
        preset_->hide();
    }
    addField(form, tr("Si&de, px:"), side_, [this] { return side_->check(); });
    connect(side_, &QLineEdit::textChanged, this, &OptionsDialog::recheck);
}

FieldState ExportImagesDialog::checkPictures() const {
    const Result<void> fits = dataset_->dataset.checkInputs(options().input);
    if (fits)
        return {};
    const QString reason = QString::fromStdString(printable(fits.error().reason));
    return FieldState::wrong(
        fits.error().detail.empty() ? reason : tr("%1 (%2)").arg(reason, QString::fromStdString(printable(fits.error().detail))));
}

FieldState ExportImagesDialog::checkFolder() const {
    if (folder_->text().isEmpty())
        return FieldState::missing(tr("Name a folder that is not there yet."));
    const QFileInfo folder(folder_->text());
    if (folder.exists() && (!folder.isDir() || !QDir(folder.filePath()).isEmpty()))
        return FieldState::wrong(tr("It is there already and not an empty folder."));
    if (!QFileInfo(folder.absolutePath()).isDir())
        return FieldState::wrong(tr("There is no folder %1.").arg(folder.absolutePath()));
    if (!QFileInfo(folder.absolutePath()).isWritable())
        return FieldState::wrong(tr("It may not be written here."));
    return {};
}

ExportOptions ExportImagesDialog::options() const {
    ExportOptions options;
    options.folder = toPath(folder_->text());
    options.leftOut = leftOut_->isChecked();
    options.input.side = static_cast<int>(side_->whole().value_or(0));
    if (!isSky())
        return options;
    options.input.fieldArcsec = dataset_->dataset.card().fieldArcsec;
    options.input.preset = static_cast<ChannelPreset>(preset_->currentData().toInt());
    options.input.channels.clear();
    for (std::size_t i = 0; i < (kind_->currentIndex() == 0 ? channels_.size() : 1); ++i)
        options.input.channels.push_back(static_cast<Band>(channels_[i]->currentData().toInt()));
    return options;
}

void ExportImagesDialog::accept() {
    OptionsDialog::accept();
    if (result() == Accepted)
        folder_->remember();
}

} // namespace iic::ui
