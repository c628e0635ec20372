#include "workspaces/train/RunOptionsForm.h"

#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/train/ClassWeightsField.h"
#include "workspaces/train/DeviceBox.h"
#include "workspaces/train/FileChoice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace iic::ui {

namespace {

constexpr double mostEpochs = 100'000, mostBatch = 65'536;

NumberField* numberField(const char* name, NumberField::Kind kind, double lowest, double highest) {
    auto* field = new NumberField(kind, lowest, highest);
    field->setObjectName(QLatin1String(name));
    field->setMaximumWidth(QWIDGETSIZE_MAX);
    return field;
}

QComboBox* choice(const char* name, const std::vector<std::pair<QString, int>>& items) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    for (const auto& [text, value] : items)
        box->addItem(text, value);
    return box;
}

void choose(QComboBox* box, int value) { box->setCurrentIndex(std::max(0, box->findData(value))); }

} // namespace

RunOptionsForm::RunOptionsForm(ComputeThread& compute, CheckName checkName, QWidget* parent)
    : QWidget(parent),
      cost_(compute),
      checkName_(std::move(checkName)),
      name_(new QLineEdit),
      datasetFile_(new FileChoice(tr("the open dataset"), tr("Datasets (*.h5 *.hdf5);;All files (*)"), settings::datasetFolder)),
      network_(new QLabel),
      bands_(new QWidget),
      device_(new DeviceBox(compute)),
      augment_(new QCheckBox(tr("flips and quarter turns"))),
      weights_(new ClassWeightsField),
      startFrom_(new FileChoice(tr("random weights"), tr("IICnet weights (*.h5);;All files (*)"), settings::lastFolder)) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 10, 12, 10);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    name_->setObjectName(QStringLiteral("runName"));
    datasetFile_->setObjectName(QStringLiteral("runDataset"));
    network_->setObjectName(QStringLiteral("networkSize"));
    fields_.add(form, tr("Name"), name_, [this] { return checkName_(name_->text().trimmed()); });
    fields_.add(form, tr("Dataset"), datasetFile_, [this] { return checkDataset(); });
    makeInputs(form);
    makeRecipe(form);
    connect(datasetFile_, &FileChoice::changed, this, &RunOptionsForm::datasetChosen);
    connect(&cost_, &NetworkCost::counted, this, &RunOptionsForm::showNetwork);
    for (QLineEdit* field : findChildren<QLineEdit*>())
        connect(field, &QLineEdit::textChanged, this, &RunOptionsForm::recheck);
    for (QComboBox* box : findChildren<QComboBox*>())
        connect(box, &QComboBox::currentIndexChanged, this, &RunOptionsForm::recheck);
    for (QCheckBox* box : findChildren<QCheckBox*>())
        connect(box, &QCheckBox::toggled, this, &RunOptionsForm::recheck);
    connect(startFrom_, &FileChoice::changed, this, &RunOptionsForm::recheck);
    setOptions({});
}

void RunOptionsForm::makeInputs(QFormLayout* form) {
    auto* boxes = new QHBoxLayout(bands_);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(8);
    for (const Band band : allBands) {
        bandBoxes_.push_back(new QCheckBox(QString::fromStdString(std::string(bandName(band)))));
        boxes->addWidget(bandBoxes_.back());
    }
    boxes->addStretch(1);
    bands_->setObjectName(QStringLiteral("runBands"));
    bands_->setFocusProxy(bandBoxes_.front());
    preset_ = choice("runPreset", {{tr("flux scale · asinh"), int(ChannelPreset::SharedFluxScale)},
                                   {tr("zscale · asinh"), int(ChannelPreset::ZscalePerBand)},
                                   {tr("Lupton"), int(ChannelPreset::Lupton)}});
    side_ = choice("runSide", {});
    for (int side = 64; side <= 128; side += 8)
        side_->addItem(tr("%1 × %1 px").arg(side), side);
    stem_ = choice("runStem", {{tr("5 × 5"), 5}, {tr("3 × 3"), 3}});
    network_->setTextFormat(Qt::PlainText);
    fields_.add(form, tr("Network"), network_);
    fields_.add(form, tr("Bands"), bands_, [this] { return checkBands(); });
    fields_.add(form, tr("Stretch"), preset_, [this] { return checkInputs(); });
    fields_.add(form, tr("Input"), side_);
    fields_.add(form, tr("Stem kernel"), stem_);
}

void RunOptionsForm::makeRecipe(QFormLayout* form) {
    using Kind = NumberField::Kind;
    const auto add = [&](const QString& name, NumberField* field) {
        fields_.add(form, name, field, [field] { return field->check(); });
        return field;
    };
    epochs_ = add(tr("Epochs"), numberField("runEpochs", Kind::Whole, 1, mostEpochs));
    batch_ = add(tr("Batch"), numberField("runBatch", Kind::Whole, 1, mostBatch));
    rate_ = add(tr("Learning rate"), numberField("runRate", Kind::Real, 1e-9, 1));
    schedule_ = choice("runSchedule", {{tr("halved once"), int(RateSchedule::HalveOnce)},
                                       {tr("cosine, to nothing"), int(RateSchedule::Cosine)}});
    fields_.add(form, tr("Rate falls"), schedule_);
    halveAfter_ = add(tr("Halved after epoch"), numberField("runHalveAfter", Kind::Whole, 0, mostEpochs));
    auto* optimiser = new QLabel(tr("Adam"));
    fields_.add(form, tr("Optimiser"), optimiser);
    augment_->setObjectName(QStringLiteral("runAugment"));
    fields_.add(form, tr("Augmentation"), augment_);
    fields_.add(form, tr("Class weights"), weights_, [this] { return weights_->check(); });
    patience_ = numberField("runPatience", Kind::Whole, 1, mostEpochs);
    patience_->allowEmpty(tr("never"), 0);
    patience_->setToolTip(tr("Stop after so many epochs without a better validation accuracy"));
    add(tr("Early stop after"), patience_);
    seed_ = seedField(1);
    seed_->setObjectName(QStringLiteral("runSeed"));
    seed_->setMaximumWidth(QWIDGETSIZE_MAX);
    add(tr("Seed"), seed_);
    device_->setObjectName(QStringLiteral("runDevice"));
    connect(device_, &DeviceBox::looked, this, &RunOptionsForm::recheck);
    fields_.add(form, tr("Device"), device_, [this] { return device_->check(); });
    precision_ = choice("runPrecision", {{tr("float32"), int(Precision::Float32)}, {tr("TF32"), int(Precision::Tf32)}});
    fields_.add(form, tr("Precision"), precision_, [this] { return checkPrecision(); });
    startFrom_->setObjectName(QStringLiteral("runStartFrom"));
    fields_.add(form, tr("Start from"), startFrom_);
}

InputOptions RunOptionsForm::input() const {
    InputOptions input;
    input.preset = static_cast<ChannelPreset>(preset_->currentData().toInt());
    input.side = side_->currentData().toInt();
    input.channels.clear();
    for (std::size_t i = 0; i < bandBoxes_.size(); ++i)
        if (bandBoxes_[i]->isChecked())
            input.channels.push_back(allBands[i]);
    return input;
}

TrainingRequest RunOptionsForm::request() const {
    TrainingRequest request;
    request.name = name_->text().trimmed();
    if (dataset_)
        request.dataset = dataset_->dataset.path();
    TrainingOptions& options = request.options;
    options.card.input = input();
    options.card.spec = {static_cast<int>(options.card.input.channels.size()), stem_->currentData().toInt(),
                         options.card.input.side, 3};
    options.epochs = static_cast<int>(epochs_->value().value_or(options.epochs));
    options.batch = static_cast<int>(batch_->value().value_or(options.batch));
    options.learningRate = rate_->value().value_or(options.learningRate);
    options.schedule = static_cast<RateSchedule>(schedule_->currentData().toInt());
    options.halveAfterEpoch = static_cast<int>(halveAfter_->value().value_or(options.halveAfterEpoch));
    options.augment = augment_->isChecked();
    options.patience = static_cast<int>(patience_->value().value_or(0));
    options.seed = seed_->whole().value_or(options.seed);
    options.device = device_->choice();
    options.precision = static_cast<Precision>(precision_->currentData().toInt());
    options.classWeights = weights_->own();
    request.hasBalancedWeights = weights_->areBalanced();
    if (!startFrom_->file().empty())
        options.startFrom = startFrom_->file();
    return request;
}

void RunOptionsForm::setOptions(const TrainingRequest& request) {
    const TrainingOptions& options = request.options;
    const InputOptions& shown = options.card.input;
    for (std::size_t i = 0; i < bandBoxes_.size(); ++i)
        bandBoxes_[i]->setChecked(std::ranges::find(shown.channels, allBands[i]) != shown.channels.end());
    choose(preset_, int(shown.preset));
    choose(side_, shown.side);
    choose(stem_, options.card.spec.stemKernel);
    epochs_->setValue(options.epochs);
    batch_->setValue(options.batch);
    rate_->setValue(options.learningRate);
    choose(schedule_, int(options.schedule));
    halveAfter_->setValue(options.halveAfterEpoch);
    augment_->setChecked(options.augment);
    weights_->setWeights(request.hasBalancedWeights, options.classWeights);
    patience_->setText(options.patience > 0 ? QString::number(options.patience) : QString());
    seed_->setText(QString::number(options.seed));
    device_->choose(options.device);
    choose(precision_, int(options.precision));
    recheck();
}

void RunOptionsForm::suggestName(const QString& name) {
    const QString typed = name_->text().trimmed();
    const bool isBeingTyped = name_->hasFocus() && name_->isModified();
    if (typed == suggestedName_ || (!isBeingTyped && (typed.isEmpty() || !checkName_(typed).mayGoOn())))
        name_->setText(name);
    suggestedName_ = name;
}

void RunOptionsForm::setDataset(SharedDataset dataset, const QString& fault) {
    dataset_ = std::move(dataset);
    datasetFault_ = fault;
    recheck();
}

void RunOptionsForm::setOpenDataset(const QString& name) {
    datasetFile_->setUsualText(name.isEmpty() ? tr("the open dataset") : name);
}

const std::filesystem::path& RunOptionsForm::chosenDataset() const { return datasetFile_->file(); }

void RunOptionsForm::setDatasetActions(const QList<QAction*>& actions) { datasetFile_->addWays(actions); }

void RunOptionsForm::setStartFrom(const std::filesystem::path& weights) { startFrom_->setFile(weights); }

FieldState RunOptionsForm::checkDataset() const {
    if (!datasetFault_.isEmpty())
        return FieldState::wrong(datasetFault_);
    if (!dataset_)
        return FieldState::missing(tr("Open a dataset, or choose a file."));
    const DatasetCard& card = dataset_->dataset.card();
    if (card.classes.size() != 3)
        return FieldState::wrong(
            tr("IICnet tells three classes apart, and the dataset has another number of them: %L1.").arg(card.classes.size()));
    for (const DatasetSplit split : {DatasetSplit::Training, DatasetSplit::Validation})
        if (dataset_->summary.total()[static_cast<std::size_t>(split)] == 0)
            return FieldState::wrong(tr("Nothing is in its %1 split: split it first.").arg(splitText(split)));
    return {};
}

FieldState RunOptionsForm::checkBands() const {
    if (input().channels.size() < 3)
        return FieldState::wrong(tr("Choose three bands or four."));
    return {};
}

/// What the dataset cannot give, once there are bands to ask it for.
FieldState RunOptionsForm::checkInputs() const {
    if (!dataset_ || input().channels.size() < 3)
        return {};
    const auto fits = dataset_->dataset.checkInputs(input());
    return fits ? FieldState{} : FieldState::wrong(QString::fromStdString(fits.error().reason));
}

FieldState RunOptionsForm::checkPrecision() const {
    if (precision_->currentData().toInt() != int(Precision::Tf32))
        return {};
    return FieldState::note(tr("Faster on CUDA, where numbers that are multiplied keep ten bits; a CPU computes in float32."));
}

void RunOptionsForm::recheck() {
    halveAfter_->setEnabled(schedule_->currentData().toInt() == int(RateSchedule::HalveOnce));
    fields_.recheck();
    showNetwork();
    Q_EMIT changed();
}

void RunOptionsForm::showNetwork() {
    const InputOptions shown = input();
    if (shown.channels.size() < 3)
        return network_->setText(tr("IICnet"));
    const auto size = cost_.of({static_cast<int>(shown.channels.size()), stem_->currentData().toInt(), shown.side, 3});
    const QLocale locale;
    network_->setToolTip(tr("IICnet: its parameters, and the multiplications and additions one image takes"));
    network_->setText(size ? tr("%1 M weights · %2 M MACs")
                                 .arg(locale.toString(static_cast<double>(size->parameters) / 1e6, 'f', 2),
                                      locale.toString(static_cast<double>(size->multiplyAdds) / 1e6, 'f', 1))
                           : tr("IICnet · counting…"));
}

} // namespace iic::ui
