#include "workspaces/dataset/ImportImagesDialog.h"

#include "workspaces/dataset/NumberField.h"
#include "workspaces/dataset/PathField.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace iic::ui {

ImportImagesDialog::ImportImagesDialog(QWidget* parent)
    : OptionsDialog(tr("Import images"), tr("Import"), parent),
      folder_(new QRadioButton(tr("a folder with a folder of PNG or JPEG images for each &class"))),
      file_(new QRadioButton(tr("a &Galaxy10 file (HDF5)"))),
      source_(new PathField(PathField::Kind::OpenFolder, {}, settings::imageFolder)),
      classes_(new QLineEdit),
      side_(new NumberField(NumberField::Kind::Whole, 1, 4001)),
      seed_(seedField(ImportOptions{}.split.seed)),
      out_(new PathField(PathField::Kind::SaveFile, tr("Datasets (*.h5)"), settings::datasetFolder)) {
    QFormLayout* from = addGroup(tr("Images"), body());
    folder_->setObjectName(QStringLiteral("folder"));
    file_->setObjectName(QStringLiteral("galaxy10"));
    folder_->setChecked(true);
    source_->setObjectName(QStringLiteral("source"));
    classes_->setObjectName(QStringLiteral("classes"));
    classes_->setPlaceholderText(tr("their numbers"));
    classes_->setToolTip(tr("Names of the classes 0, 1, …, with commas between"));
    side_->setObjectName(QStringLiteral("side"));
    side_->allowEmpty(tr("as they are"), 0);
    from->addRow(folder_);
    from->addRow(file_);
    addField(from, tr("&Images:"), source_, [this] { return checkSource(); });
    addField(from, tr("&Names of the classes:"), classes_, [this] { return checkClasses(); });
    addField(from, tr("Si&de, px:"), side_, [this] { return side_->check(); });

    QFormLayout* split = addGroup(tr("Split"), body());
    seed_->setObjectName(QStringLiteral("seed"));
    split->addRow(explanation(tr(
        "As their folders are, where these are for training, validation and test; else 8:1:1 at random: where the images lie on the sky is not known, and those that show the same sky may be in different splits.")));
    addField(split, tr("S&eed:"), seed_, [this] { return seed_->check(); });

    QFormLayout* to = addGroup(tr("Dataset"), body());
    out_->setObjectName(QStringLiteral("out"));
    addField(to, tr("&File:"), out_, [this] { return checkOutputFile(out_->text()); });

    connect(file_, &QRadioButton::toggled, this, &ImportImagesDialog::showKind);
    for (PathField* field : {source_, out_})
        connect(field, &PathField::changed, this, &OptionsDialog::recheck);
    for (QLineEdit* field : std::initializer_list<QLineEdit*>{classes_, side_, seed_})
        connect(field, &QLineEdit::textChanged, this, &OptionsDialog::recheck);
    showKind();
    body()->addStretch(1);
    resize(560, 0);
}

void ImportImagesDialog::showKind() {
    const bool isFile = file_->isChecked();
    source_->setKind(isFile ? PathField::Kind::OpenFile : PathField::Kind::OpenFolder,
                     isFile ? tr("Galaxy10 files (*.h5 *.hdf5);;All files (*)") : QString());
    classes_->setEnabled(isFile);
    recheck();
}

FieldState ImportImagesDialog::checkSource() const {
    const QFileInfo source(source_->text());
    if (source_->text().isEmpty())
        return FieldState::missing(file_->isChecked() ? tr("Choose the file.") : tr("Choose the folder."));
    if (file_->isChecked())
        return source.isFile() ? FieldState{} : FieldState::wrong(tr("There is no such file."));
    return source.isDir() ? FieldState{} : FieldState::wrong(tr("There is no such folder."));
}

std::vector<std::string> ImportImagesDialog::classes() const {
    std::vector<std::string> names;
    if (file_->isChecked() && !classes_->text().trimmed().isEmpty())
        for (const QString& name : classes_->text().split(QLatin1Char(',')))
            names.push_back(name.trimmed().toStdString());
    return names;
}

FieldState ImportImagesDialog::checkClasses() const {
    for (const std::string& name : classes())
        if (name.empty())
            return FieldState::wrong(tr("A name is missing between two commas."));
    return {};
}

ImportOptions ImportImagesDialog::options() const {
    ImportOptions options;
    options.source = toPath(source_->text());
    options.out = toPath(withDatasetEnding(out_->text()));
    options.classes = classes();
    options.side = static_cast<int>(side_->whole().value_or(0));
    options.split.seed = seed_->whole().value_or(options.split.seed);
    return options;
}

void ImportImagesDialog::accept() {
    OptionsDialog::accept();
    if (result() != Accepted)
        return;
    source_->remember();
    out_->remember();
}

} // namespace iic::ui
