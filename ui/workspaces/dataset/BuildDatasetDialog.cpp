#include "workspaces/dataset/BuildDatasetDialog.h"

#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/dataset/SourceFileLists.h"
#include "workspaces/dataset/SplitFields.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

BuildDatasetDialog::BuildDatasetDialog(QWidget* parent)
    : OptionsDialog(tr("Build a dataset"), tr("Build"), parent),
      tiles_(new TileList),
      catalogs_(new CatalogList),
      field_(new NumberField(NumberField::Kind::Real, 5, 600)),
      signalToNoise_(new NumberField(NumberField::Kind::Real, 0, 1e6)),
      mostOfClass_(new NumberField(NumberField::Kind::Whole, 1, 100e6)),
      balance_(new QCheckBox(tr("As many of each class as the rarest &has"))),
      unlabelled_(new QCheckBox(tr("&Keep sources without a class, in no split"))),
      out_(new PathField(PathField::Kind::SaveFile, tr("Datasets (*.h5)"), settings::datasetFolder)),
      restart_(new QCheckBox(tr("Throw what is done away and begin ane&w"))) {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(28);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    for (QVBoxLayout* column : {left, right})
        column->setSpacing(14);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    body()->addLayout(columns, 1);
    makeSources(left);
    makeCutouts(left);
    makeSelection(right);
    split_ = new SplitFields(*this, addGroup(tr("Split"), right), BuildOptions{}.split, {true, true});
    right->addStretch(1);
    makeOutput();
    resize(980, 640);
}

void BuildDatasetDialog::makeSources(QVBoxLayout* into) {
    tiles_->setObjectName(QStringLiteral("tiles"));
    catalogs_->setObjectName(QStringLiteral("catalogs"));
    QFormLayout* tiles = addGroup(tr("Tiles"), into);
    tiles->addRow(tiles_);
    tiles->addRow(addReason(tiles_, [this] {
        return tiles_->paths().empty() ? FieldState::missing(tr("Add or drop the images of the tiles, or folders of them."))
                                       : FieldState{};
    }));
    QFormLayout* catalogs = addGroup(tr("Labelled catalogs"), into);
    catalogs->addRow(catalogs_);
    catalogs->addRow(addReason(catalogs_, [this] {
        return catalogs_->catalogs().empty() ? FieldState::missing(tr("Add or drop catalogs with positions and classes."))
                                             : FieldState{};
    }));
    connect(tiles_, &TileList::changed, this, &OptionsDialog::recheck);
    connect(tiles_, &TileList::catalogFound, this,
            [this](const QString& catalog, const QString& truth) { catalogs_->add(catalog, truth); });
    connect(catalogs_, &CatalogList::changed, this, &OptionsDialog::recheck);
}

QWidget* BuildDatasetDialog::bandChoice() {
    auto* choice = new QWidget;
    choice->setObjectName(QStringLiteral("bands"));
    auto* layout = new QHBoxLayout(choice);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* common = new QRadioButton(tr("those that all tiles have"));
    common->setChecked(true);
    chooseBands_ = new QRadioButton(tr("these:"));
    chooseBands_->setObjectName(QStringLiteral("chooseBands"));
    layout->addWidget(common);
    layout->addWidget(chooseBands_);
    for (const Band band : allBands) {
        auto* box = new QCheckBox(QLatin1String(bandName(band).data()));
        box->setObjectName(QStringLiteral("band") + box->text());
        box->setEnabled(false);
        connect(chooseBands_, &QRadioButton::toggled, box, &QCheckBox::setEnabled);
        connect(box, &QCheckBox::toggled, this, &OptionsDialog::recheck);
        layout->addWidget(box);
        bands_.push_back(box);
    }
    layout->addStretch();
    connect(chooseBands_, &QRadioButton::toggled, this, &OptionsDialog::recheck);
    return choice;
}

FieldState BuildDatasetDialog::checkBands() const {
    const bool isAny = std::ranges::any_of(bands_, [](const QCheckBox* box) { return box->isChecked(); });
    return chooseBands_->isChecked() && !isAny ? FieldState::wrong(tr("Choose at least one band.")) : FieldState{};
}

void BuildDatasetDialog::makeCutouts(QVBoxLayout* into) {
    QFormLayout* form = addGroup(tr("Cutouts"), into);
    field_->setObjectName(QStringLiteral("field"));
    field_->setValue(defaultField);
    addField(form, tr("Bands:"), bandChoice(), [this] { return checkBands(); });
    addField(form, tr("F&ield, arcsec:"), field_, [this] { return field_->check(); });
    connect(field_, &QLineEdit::textChanged, this, &OptionsDialog::recheck);
}

QWidget* BuildDatasetDialog::flagChoice() {
    const SelectionOptions defaults;
    auto* choice = new QWidget;
    auto* layout = new QVBoxLayout(choice);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const QualityFlag flag : qualityFlags) {
        auto* box = new QCheckBox(tr("%1: %2").arg(flagText(flag), flagMeaning(flag)));
        box->setObjectName(QStringLiteral("drop-") + QLatin1String(flagName(flag).data()));
        box->setChecked(defaults.dropFlags & bit(flag));
        layout->addWidget(box);
        flags_.push_back(box);
    }
    return choice;
}

void BuildDatasetDialog::makeSelection(QVBoxLayout* into) {
    const SelectionOptions defaults;
    QFormLayout* form = addGroup(tr("Sources"), into);
    signalToNoise_->setObjectName(QStringLiteral("minimumSnr"));
    signalToNoise_->setValue(defaults.minimumSignalToNoise);
    mostOfClass_->setObjectName(QStringLiteral("maximumPerClass"));
    mostOfClass_->allowEmpty(tr("all"), 0);
    balance_->setObjectName(QStringLiteral("balance"));
    unlabelled_->setObjectName(QStringLiteral("keepUnlabelled"));
    addField(form, tr("&SNR in W1 from:"), signalToNoise_, [this] { return signalToNoise_->check(); });
    addField(form, tr("At most of a c&lass:"), mostOfClass_, [this] { return mostOfClass_->check(); });
    form->addRow(QString(), balance_);
    form->addRow(QString(), unlabelled_);
    addField(form, tr("Leave out:"), flagChoice());
    for (NumberField* field : {signalToNoise_, mostOfClass_})
        connect(field, &QLineEdit::textChanged, this, &OptionsDialog::recheck);
}

void BuildDatasetDialog::makeOutput() {
    QFormLayout* form = addGroup(tr("Dataset"), body());
    out_->setObjectName(QStringLiteral("out"));
    restart_->setObjectName(QStringLiteral("restart"));
    restart_->hide();
    addField(form, tr("&File:"), out_, [this] { return checkOutput(); });
    form->addRow(QString(), restart_);
    connect(out_, &PathField::changed, this, &OptionsDialog::recheck);
    connect(restart_, &QCheckBox::toggled, this, &OptionsDialog::recheck);
}

bool BuildDatasetDialog::isUnfinished() const {
    const QString out = withDatasetEnding(out_->text());
    return !out.isEmpty() && QFileInfo::exists(toText(partsFolder(toPath(out))) + QStringLiteral("/plan.json"));
}

FieldState BuildDatasetDialog::checkOutput() {
    const FieldState state = checkOutputFile(out_->text());
    restart_->setVisible(state.mayGoOn() && isUnfinished());
    if (restart_->isHidden())
        return state;
    return FieldState::note(
        restart_->isChecked()
            ? tr("An unfinished build of this file is here; it is thrown away.")
            : tr("An unfinished build of this file is here; with the same options it goes on where it stopped."));
}

void BuildDatasetDialog::addTiles(const QStringList& paths) { tiles_->add(paths); }

void BuildDatasetDialog::addCatalog(const QString& catalog, const QString& truth) { catalogs_->add(catalog, truth); }

BuildOptions BuildDatasetDialog::options() const {
    BuildOptions options;
    options.tiles = tiles_->paths();
    options.catalogs = catalogs_->catalogs();
    options.out = toPath(withDatasetEnding(out_->text()));
    if (chooseBands_->isChecked())
        for (std::size_t i = 0; i < bands_.size(); ++i)
            if (bands_[i]->isChecked())
                options.bands.push_back(allBands[i]);
    options.fieldArcsec = field_->value().value_or(defaultField);
    options.split = split_->options();
    SelectionOptions& selection = options.selection;
    selection.minimumSignalToNoise = signalToNoise_->value().value_or(selection.minimumSignalToNoise);
    selection.maximumPerClass = mostOfClass_->whole().value_or(0);
    selection.balance = balance_->isChecked();
    selection.keepUnlabelled = unlabelled_->isChecked();
    selection.seed = options.split.seed; // one seed for all that is drawn
    selection.dropFlags = 0;
    for (std::size_t i = 0; i < flags_.size(); ++i)
        if (flags_[i]->isChecked())
            selection.dropFlags |= bit(qualityFlags[i]);
    options.restart = !restart_->isHidden() && restart_->isChecked();
    return options;
}

void BuildDatasetDialog::accept() {
    OptionsDialog::accept();
    if (result() == Accepted)
        out_->remember();
}

} // namespace iic::ui
