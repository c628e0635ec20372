#include "workspaces/compare/StudyForm.h"

#include "models/PlainText.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/train/FileChoice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QSignalBlocker>

namespace iic::ui {

namespace {

constexpr double mostRepeats = 100, mostEpochs = 100'000, mostBatch = 65'536;

NumberField* numberField(const char* name, NumberField::Kind kind, double lowest, double highest) {
    auto* field = new NumberField(kind, lowest, highest);
    field->setObjectName(QLatin1String(name));
    field->setMaximumWidth(QWIDGETSIZE_MAX);
    return field;
}

PathField* folderField(const char* name, const Setting<QString>& last) {
    auto* field = new PathField(PathField::Kind::OpenFolder, {}, last);
    field->setObjectName(QLatin1String(name));
    field->edit().setObjectName(QLatin1String(name) + QStringLiteral("Edit"));
    field->edit().setMinimumWidth(80);
    return field;
}

} // namespace

StudyForm::StudyForm(CheckStudies checkStudies, QWidget* parent)
    : QWidget(parent),
      checkStudies_(std::move(checkStudies)),
      folder_(folderField("studyFolder", settings::lastFolder)),
      datasetFile_(new FileChoice(tr("the open dataset"), tr("Datasets (*.h5 *.hdf5);;All files (*)"), settings::datasetFolder)),
      repeats_(numberField("studyRepeats", NumberField::Kind::Whole, 1, mostRepeats)),
      epochs_(numberField("studyEpochs", NumberField::Kind::Whole, 1, mostEpochs)),
      batch_(numberField("studyBatch", NumberField::Kind::Whole, 1, mostBatch)),
      rate_(numberField("studyRate", NumberField::Kind::Real, 1e-9, 1)),
      schedule_(new QComboBox),
      halveAfter_(numberField("studyHalveAfter", NumberField::Kind::Whole, 0, mostEpochs)),
      augment_(new QCheckBox(tr("flips and quarter turns"))),
      seed_(seedField(1)),
      spectra_(folderField("studySpectra", settings::spectraFolder)) {
    datasetFile_->setObjectName(QStringLiteral("studyDataset"));
    schedule_->setObjectName(QStringLiteral("studySchedule"));
    schedule_->addItem(tr("halved once"), int(RateSchedule::HalveOnce));
    schedule_->addItem(tr("cosine, to nothing"), int(RateSchedule::Cosine));
    augment_->setObjectName(QStringLiteral("studyAugment"));
    seed_->setObjectName(QStringLiteral("studySeed"));
    seed_->setMaximumWidth(QWIDGETSIZE_MAX);
    repeats_->setToolTip(tr("Of every network, each with a seed of its own"));
    spectra_->edit().setPlaceholderText(tr("simulated"));
    spectra_->setToolTip(tr("Folder of spec-*.fits of SDSS that tell their class; without one, spectra are simulated"));

    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 10, 12, 10);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addNumber = [&](const QString& name, NumberField* field) {
        fields_.add(form, name, field, [field] { return field->check(); });
    };
    fields_.add(form, tr("Folder"), folder_, [this] { return checkFolder(); });
    fields_.add(form, tr("Dataset"), datasetFile_, [this] { return checkDataset(); });
    addNumber(tr("Repeats"), repeats_);
    addNumber(tr("Epochs"), epochs_);
    addNumber(tr("Batch"), batch_);
    addNumber(tr("Learning rate"), rate_);
    fields_.add(form, tr("Rate falls"), schedule_);
    addNumber(tr("Halved after epoch"), halveAfter_);
    fields_.add(form, tr("Augmentation"), augment_);
    addNumber(tr("First seed"), seed_);
    fields_.add(form, tr("Spectra"), spectra_, [this] { return checkSpectra(); });

    connect(folder_, &PathField::changed, this, [this] {
        setBegun(std::nullopt, {});
        folder_->edit().setToolTip(plainToolTip(folder_->text()));
        Q_EMIT folderChosen();
    });
    connect(datasetFile_, &FileChoice::changed, this, &StudyForm::datasetChosen);
    for (NumberField* field : {repeats_, epochs_, batch_, rate_, halveAfter_, seed_})
        connect(field, &QLineEdit::textChanged, this, &StudyForm::recheck);
    connect(schedule_, &QComboBox::currentIndexChanged, this, &StudyForm::recheck);
    connect(augment_, &QCheckBox::toggled, this, &StudyForm::recheck);
    connect(spectra_, &PathField::changed, this, &StudyForm::recheck);
    setOptions({});
}

StudyOptions StudyForm::options() const {
    StudyOptions options = begun_.value_or(StudyOptions{});
    options.folder = folder();
    options.studies.clear();
    options.repeats = static_cast<int>(repeats_->value().value_or(options.repeats));
    if (dataset_)
        options.dataset = dataset_->dataset.path();
    if (begun_)
        return options;
    TrainingOptions& training = options.training;
    training.epochs = static_cast<int>(epochs_->value().value_or(training.epochs));
    training.batch = static_cast<int>(batch_->value().value_or(training.batch));
    training.learningRate = rate_->value().value_or(training.learningRate);
    training.schedule = static_cast<RateSchedule>(schedule_->currentData().toInt());
    training.halveAfterEpoch = static_cast<int>(halveAfter_->value().value_or(training.halveAfterEpoch));
    training.augment = augment_->isChecked();
    training.seed = seed_->whole().value_or(training.seed);
    if (!spectra_->text().isEmpty())
        options.spectra = toPath(spectra_->text());
    return options;
}

void StudyForm::setOptions(const StudyOptions& options) {
    const TrainingOptions& training = options.training;
    for (QObject* field :
         std::initializer_list<QObject*>{repeats_, epochs_, batch_, rate_, schedule_, halveAfter_, augment_, seed_, spectra_})
        field->blockSignals(true);
    repeats_->setValue(options.repeats);
    epochs_->setValue(training.epochs);
    batch_->setValue(training.batch);
    rate_->setValue(training.learningRate);
    schedule_->setCurrentIndex(std::max(0, schedule_->findData(int(training.schedule))));
    halveAfter_->setValue(training.halveAfterEpoch);
    augment_->setChecked(training.augment);
    seed_->setText(QString::number(training.seed));
    spectra_->setText(options.spectra ? toText(*options.spectra) : QString());
    for (QObject* field :
         std::initializer_list<QObject*>{repeats_, epochs_, batch_, rate_, schedule_, halveAfter_, augment_, seed_, spectra_})
        field->blockSignals(false);
    recheck();
}

void StudyForm::setBegun(const std::optional<StudyOptions>& begun, const QString& fault) {
    if (begun || begun_) {
        const QSignalBlocker quiet(datasetFile_);
        datasetFile_->setFile(begun ? begun->dataset : std::filesystem::path());
    }
    begun_ = begun;
    folderFault_ = fault;
    if (begun)
        setOptions(*begun);
    lock();
    Q_EMIT datasetChosen();
    recheck();
}

std::filesystem::path StudyForm::folder() const { return toPath(folder_->text()); }

void StudyForm::setFolder(const std::filesystem::path& folder) { folder_->setText(toText(folder)); }

void StudyForm::suggestFolder(const std::filesystem::path& folder) {
    const QString before = std::exchange(suggestedFolder_, toText(folder));
    if (folder_->text().isEmpty() || folder_->text() == before)
        setFolder(folder);
}

void StudyForm::setDataset(SharedDataset dataset, const QString& fault) {
    dataset_ = std::move(dataset);
    datasetFault_ = fault;
    recheck();
}

void StudyForm::setOpenDataset(const QString& name) {
    datasetFile_->setUsualText(name.isEmpty() ? tr("the open dataset") : name);
}

std::filesystem::path StudyForm::chosenDataset() const { return begun_ ? begun_->dataset : datasetFile_->file(); }

void StudyForm::setDatasetActions(const QList<QAction*>& actions) { datasetFile_->addWays(actions); }

void StudyForm::setLocked(bool isLocked) {
    if (std::exchange(isLocked_, isLocked) == isLocked)
        return;
    lock();
    recheck();
}

void StudyForm::lock() {
    folder_->setEnabled(!isLocked_);
    repeats_->setEnabled(!isLocked_);
    for (QWidget* field :
         std::initializer_list<QWidget*>{datasetFile_, epochs_, batch_, rate_, schedule_, augment_, seed_, spectra_})
        field->setEnabled(!isLocked_ && !begun_);
}

FieldState StudyForm::checkDataset() const {
    if (!datasetFault_.isEmpty())
        return FieldState::wrong(datasetFault_);
    if (!dataset_)
        return FieldState::missing(tr("Open a dataset, or choose a file."));
    if (dataset_->dataset.card().classes.size() != 3)
        return FieldState::wrong(tr("The networks tell three classes apart, and the dataset has another number of them: %L1.")
                                     .arg(dataset_->dataset.card().classes.size()));
    for (const DatasetSplit split : {DatasetSplit::Training, DatasetSplit::Validation, DatasetSplit::Test})
        if (dataset_->summary.total()[static_cast<std::size_t>(split)] == 0)
            return FieldState::wrong(tr("Nothing is in its %1 split: split it first.").arg(splitText(split)));
    const QString reason = checkStudies_(*dataset_);
    return reason.isEmpty() ? FieldState{} : FieldState::wrong(reason);
}

FieldState StudyForm::checkFolder() const {
    if (!folderFault_.isEmpty())
        return FieldState::wrong(folderFault_);
    if (folder_->text().isEmpty())
        return FieldState::missing(tr("Choose a folder for the runs, or that of a study to go on with."));
    if (begun_)
        return FieldState::note(tr("It goes on with the study begun here."));
    return {};
}

FieldState StudyForm::checkSpectra() const {
    if (spectra_->text().isEmpty() || QFileInfo(spectra_->text()).isDir())
        return {};
    return begun_ ? FieldState::note(tr("There is no such folder any more: what reads spectra cannot go on."))
                  : FieldState::wrong(tr("There is no such folder."));
}

void StudyForm::recheck() {
    halveAfter_->setEnabled(!isLocked_ && !begun_ && schedule_->currentData().toInt() == int(RateSchedule::HalveOnce));
    fields_.recheck();
    Q_EMIT changed();
}

} // namespace iic::ui
