#include "workspaces/dataset/SimulateDatasetDialog.h"

#include "catalog/Catalog.h"
#include "imaging/Cutout.h"
#include "models/SourceTableModel.h"
#include "widgets/ClassStyle.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QRadioButton>
#include <QStorageInfo>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr double pixelScale = 1.375; // arcsec, of the Atlas
constexpr std::uint64_t columnBytes = 192; // of a row: all that is kept beside its pixels
constexpr double mostOfOne = 1e6;

} // namespace

std::uint64_t simulatedBytes(std::uint64_t cutouts) {
    const auto side = static_cast<std::uint64_t>(cutoutSide(defaultField, pixelScale));
    return cutouts * (bandCount * side * side * sizeof(float) + columnBytes);
}

SimulateDatasetDialog::SimulateDatasetDialog(QWidget* parent)
    : OptionsDialog(tr("Simulate a dataset"), tr("Simulate"), parent),
      paper_(new QRadioButton(tr("the numbers of the &paper (Table 1)"))),
      own_(new QRadioButton(tr("these n&umbers:"))),
      signalToNoise_(new NumberField(NumberField::Kind::Real, 0, 1e6)),
      sources_(new NumberField(NumberField::Kind::Whole, 10, 40'000)),
      side_(new NumberField(NumberField::Kind::Whole, 128, 4095)),
      seed_(seedField(SimulatedDatasetOptions{}.seed)),
      out_(new PathField(PathField::Kind::SaveFile, tr("Datasets (*.h5)"), settings::datasetFolder)),
      size_(explanation({})) {
    body()->addWidget(
        explanation(tr("Simulates fields of sky whose truth is known until there are enough sources, cuts them out in "
                       "four bands, and splits them over blocks of sky, so that no cutouts of different splits overlap.")));
    QFormLayout* sizes = addGroup(tr("Sources"), body());
    paper_->setObjectName(QStringLiteral("paperNumbers"));
    own_->setObjectName(QStringLiteral("ownNumbers"));
    paper_->setChecked(true);
    sizes->addRow(paper_);
    sizes->addRow(own_);
    QWidget* grid = numbersGrid();
    sizes->addRow(grid);
    sizes->addRow(addReason(grid, [this] { return checkNumbers(); }));
    connect(paper_, &QRadioButton::toggled, this, [this, grid](bool isPaper) {
        grid->setEnabled(!isPaper);
        if (isPaper)
            showNumbers(paperNumbers());
        recheck();
        showSize();
    });
    grid->setEnabled(false);
    makeSky();
    makeOutput();
    showNumbers(paperNumbers());
    showSize();
    body()->addStretch(1);
    resize(560, 0);
}

QWidget* SimulateDatasetDialog::numbersGrid() {
    auto* grid = new QWidget;
    grid->setObjectName(QStringLiteral("numbers"));
    auto* layout = new QGridLayout(grid);
    layout->setContentsMargins(22, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    for (std::size_t part = 0; part < usedSplits.size(); ++part)
        layout->addWidget(new QLabel(splitText(usedSplits[part])), 0, static_cast<int>(part) + 2);
    for (std::size_t label = 0; label < numbers_.size(); ++label) {
        const auto sourceClass = static_cast<SourceClass>(label);
        const QString name = QLatin1String(className(sourceClass).data());
        auto* sign = new QLabel;
        sign->setPixmap(classMarker(sourceClass, 10, devicePixelRatioF()));
        const int row = static_cast<int>(label) + 1;
        layout->addWidget(sign, row, 0);
        layout->addWidget(new QLabel(classText(sourceClass)), row, 1);
        for (std::size_t part = 0; part < usedSplits.size(); ++part) {
            auto* number = new NumberField(NumberField::Kind::Whole, 1, mostOfOne);
            number->setObjectName(QStringLiteral("%1-%2").arg(name, QLatin1String(splitName(usedSplits[part]).data())));
            number->setAccessibleName(tr("%1, %2").arg(classText(sourceClass), splitText(usedSplits[part])));
            connect(number, &QLineEdit::textChanged, this, [this] {
                recheck();
                showSize();
            });
            layout->addWidget(number, row, static_cast<int>(part) + 2);
            numbers_[label][part] = number;
        }
    }
    layout->setColumnStretch(5, 1);
    return grid;
}

void SimulateDatasetDialog::showNumbers(const std::vector<std::array<std::size_t, 3>>& numbers) {
    for (std::size_t label = 0; label < numbers_.size(); ++label)
        for (std::size_t part = 0; part < numbers_[label].size(); ++part)
            numbers_[label][part]->setText(QString::number(numbers[label][part]));
}

FieldState SimulateDatasetDialog::checkNumbers() const {
    for (const auto& row : numbers_)
        for (const NumberField* number : row)
            if (const FieldState state = number->check(); !state.mayGoOn())
                return FieldState::wrong(tr("%1: %2").arg(number->accessibleName(), state.text));
    return {};
}

void SimulateDatasetDialog::makeSky() {
    const SimulatedDatasetOptions defaults;
    QFormLayout* form = addGroup(tr("Sky"), body());
    signalToNoise_->setObjectName(QStringLiteral("minimumSnr"));
    signalToNoise_->setValue(defaults.minimumSignalToNoise);
    sources_->setObjectName(QStringLiteral("sourcesPerField"));
    sources_->setValue(defaults.sourcesPerField);
    side_->setObjectName(QStringLiteral("fieldSide"));
    side_->setValue(defaults.fieldSide);
    seed_->setObjectName(QStringLiteral("seed"));
    addField(form, tr("S&NR in W1 from:"), signalToNoise_, [this] { return signalToNoise_->check(); });
    addField(form, tr("Sources in a &field:"), sources_, [this] { return sources_->check(); });
    addField(form, tr("Side of a field, p&x:"), side_, [this] { return side_->check(); });
    addField(form, tr("S&eed:"), seed_, [this] { return seed_->check(); });
    for (NumberField* field : {signalToNoise_, sources_, side_, seed_})
        connect(field, &QLineEdit::textChanged, this, &OptionsDialog::recheck);
}

void SimulateDatasetDialog::makeOutput() {
    QFormLayout* form = addGroup(tr("Dataset"), body());
    out_->setObjectName(QStringLiteral("out"));
    size_->setObjectName(QStringLiteral("size"));
    addField(form, tr("F&ile:"), out_, [this] { return checkOutputFile(out_->text()); });
    form->addRow(QString(), size_);
    connect(out_, &PathField::changed, this, [this] {
        recheck();
        showSize();
    });
}

/// While it is made the cutouts lie on the disk twice, before the split and after it.
void SimulateDatasetDialog::showSize() {
    std::uint64_t cutouts = 0;
    for (const auto& row : numbers_)
        for (const NumberField* number : row)
            cutouts += number->whole().value_or(0);
    const QLocale locale;
    const auto bytes = static_cast<qint64>(simulatedBytes(cutouts));
    QString text = tr("%L1 cutouts, about %2 on the disk and %3 while it is made")
                       .arg(cutouts)
                       .arg(locale.formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat),
                            locale.formattedDataSize(bytes * 21 / 10, 1, QLocale::DataSizeSIFormat));
    if (const QFileInfo folder(QFileInfo(out_->text()).absolutePath()); !out_->text().isEmpty() && folder.isDir())
        text +=
            tr("; %1 are free there")
                .arg(locale.formattedDataSize(QStorageInfo(folder.filePath()).bytesAvailable(), 0, QLocale::DataSizeSIFormat));
    size_->setText(text + QLatin1Char('.'));
}

SimulatedDatasetOptions SimulateDatasetDialog::options() const {
    SimulatedDatasetOptions options;
    options.out = toPath(withDatasetEnding(out_->text()));
    options.seed = seed_->whole().value_or(options.seed);
    if (own_->isChecked())
        for (std::size_t label = 0; label < numbers_.size(); ++label)
            for (std::size_t part = 0; part < numbers_[label].size(); ++part)
                options.numbers[label][part] = numbers_[label][part]->whole().value_or(0);
    options.minimumSignalToNoise = signalToNoise_->value().value_or(options.minimumSignalToNoise);
    options.sourcesPerField = static_cast<int>(sources_->whole().value_or(0));
    options.fieldSide = static_cast<int>(side_->whole().value_or(0));
    return options;
}

void SimulateDatasetDialog::accept() {
    OptionsDialog::accept();
    if (result() == Accepted)
        out_->remember();
}

} // namespace iic::ui
