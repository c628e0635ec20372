#include "workspaces/MatchDialog.h"

#include "models/PlainText.h"
#include "workspaces/RoleDialog.h"
#include "workspaces/Settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

QLabel* muted(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("muted", true);
    label->setWordWrap(true);
    return label;
}

QString columnOf(const CatalogColumns& columns, Role role) {
    const auto known = columns.roles.find(role);
    return known == columns.roles.end() ? QString() : QString::fromStdString(known->second);
}

} // namespace

MatchDialog::MatchDialog(const Sources& sources, Read read, QWidget* parent)
    : QDialog(parent),
      read_(std::move(read)),
      name_(new QLineEdit),
      about_(muted()),
      roles_(new QPushButton(tr("Column &roles…"))),
      radius_(new QDoubleSpinBox),
      nearest_(new QRadioButton(tr("each source with its &nearest neighbour, which several may share"))),
      mutual_(new QRadioButton(tr("&only pairs of which each is the other's nearest"))),
      class_(new QComboBox),
      classValues_(muted()),
      doubtful_(new QCheckBox(tr("Leave out SDSS labels whose &zWarning is not 0"))) {
    setWindowTitle(tr("Match with a catalog"));
    setObjectName(QStringLiteral("matchDialog"));
    setMinimumWidth(620);
    radius_->setObjectName(QStringLiteral("matchRadius"));
    radius_->setRange(0.01, 3600);
    radius_->setDecimals(2);
    radius_->setSingleStep(0.5);
    radius_->setValue(2);
    radius_->setSuffix(tr(" ″"));
    radius_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    radius_->setMaximumWidth(90);
    nearest_->setChecked(true);
    mutual_->setObjectName(QStringLiteral("mutualPairs"));
    class_->setObjectName(QStringLiteral("classColumn"));
    class_->setMinimumContentsLength(24);
    doubtful_->setObjectName(QStringLiteral("leaveDoubtfulOut"));
    doubtful_->setChecked(true);
    about_->setObjectName(QStringLiteral("otherCatalog"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    match_ = buttons->addButton(tr("&Match"), QDialogButtonBox::AcceptRole);
    match_->setObjectName(QStringLiteral("match"));
    buttons->addButton(roles_, QDialogButtonBox::ActionRole);
    roles_->setObjectName(QStringLiteral("otherRoles"));
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (match_->isEnabled())
            accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(roles_, &QPushButton::clicked, this, &MatchDialog::editRoles);
    connect(class_, &QComboBox::currentIndexChanged, this, &MatchDialog::showClasses);

    auto* intro =
        new QLabel(tr("Each of the %L1 sources of <b>%2</b> looks for a neighbour in another catalog and gains its columns.")
                       .arg(sources.count)
                       .arg(sources.name.toHtmlEscaped()));
    intro->setWordWrap(true);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(14);
    form->addRow(tr("&Catalog:"), fileRow());
    qobject_cast<QLabel*>(form->labelForField(form->itemAt(0, QFormLayout::FieldRole)->widget()))->setBuddy(name_);
    form->addRow(QString(), about_);
    form->addRow(tr("&Within:"), radius_);
    form->addRow(tr("Pairs:"), nearest_);
    form->addRow(QString(), mutual_);
    form->addRow(tr("T&ruth from:"), class_);
    form->addRow(QString(), classValues_);
    form->addRow(QString(), doubtful_);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(intro);
    if (!sources.matchedWith.empty())
        layout->addWidget(muted(tr("The columns take the place of those of %1.")
                                    .arg(QString::fromStdString(sources.matchedWith.filename().string()))));
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    match_->setDefault(true);
    showRead();
    name_->setFocus();
}

MatchDialog::~MatchDialog() { reading_.cancel(); }

QWidget* MatchDialog::fileRow() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    name_->setObjectName(QStringLiteral("otherFile"));
    name_->setPlaceholderText(tr("FITS table, VOTable, IPAC table or CSV"));
    auto* choose = new QPushButton(tr("&Browse…"));
    choose->setObjectName(QStringLiteral("browse"));
    choose->setAutoDefault(false);
    roles_->setAutoDefault(false);
    layout->addWidget(name_, 1);
    layout->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &MatchDialog::browse);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        if (name_->text().trimmed().toStdString() != file_.string())
            readFile();
    });
    connect(name_, &QLineEdit::textEdited, this, [this] {
        other_.reset();
        file_.clear();
        reading_.cancel();
        showRead();
    });
    return row;
}

void MatchDialog::browse() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Match with"), settings::lastFolder.read(),
                                     tr("Catalogs (*.tbl *.ipac *.csv *.tsv *.txt *.vot *.votable *.xml *.fits *.fit *.gz);;"
                                        "All files (*)"));
    if (file.isEmpty())
        return;
    settings::lastFolder.write(QFileInfo(file).absolutePath());
    name_->setText(file);
    readFile();
}

void MatchDialog::readFile(const std::optional<RoleMap>& roles) {
    other_.reset();
    file_ = name_->text().trimmed().toStdString();
    showRead();
    if (file_.empty())
        return;
    about_->setText(tr("Reading…"));
    Job* job = read_(file_, roles, [this](ReadCatalog read) { take(std::move(read)); });
    connect(job, &Job::failed, this, [this](const Error& error) {
        about_->setText(QString::fromStdString(Error{error.code, {}, error.reason, error.detail}.oneLine()));
    });
    reading_.replace(job);
}

void MatchDialog::take(ReadCatalog read) {
    other_ = std::move(read);
    class_->clear();
    class_->addItem(tr("none: it stays as it is"));
    const auto known = other_->columns.roles.find(Role::ClassLabel);
    for (const ColumnSample& column : other_->columns.columns) {
        if (column.holdsNumbers)
            continue;
        class_->addItem(QString::fromStdString(printable(column.name)),
                        static_cast<int>(&column - other_->columns.columns.data()));
        if (known != other_->columns.roles.end() && known->second == column.name)
            class_->setCurrentIndex(class_->count() - 1);
    }
    showRead();
}

void MatchDialog::showRead() {
    const bool isReady = other_ && !other_->problem;
    match_->setEnabled(isReady);
    roles_->setEnabled(other_.has_value());
    class_->setEnabled(isReady);
    if (!other_) {
        about_->clear();
        class_->clear();
    } else if (other_->problem) {
        about_->setText(
            tr("It %1: say under “Column roles” which they are.").arg(QString::fromStdString(other_->problem->reason)));
    } else {
        QStringList parts{tr("%L1 rows, %L2 columns").arg(other_->columns.rows).arg(other_->columns.columns.size())};
        parts << tr("positions from %1 and %2")
                     .arg(columnOf(other_->columns, Role::RightAscension), columnOf(other_->columns, Role::Declination));
        for (const std::string& note : other_->notes)
            parts << QString::fromStdString(note);
        about_->setText(parts.join(QStringLiteral(" · ")));
    }
    showClasses();
}

void MatchDialog::showClasses() {
    const ColumnSample* chosen = classColumn();
    const QString warning = other_ ? columnOf(other_->columns, Role::RedshiftWarning) : QString();
    doubtful_->setEnabled(chosen && !warning.isEmpty());
    doubtful_->setToolTip(warning.isEmpty() ? tr("No column tells the warning of the redshift")
                                            : plainToolTip(tr("Column %1").arg(warning)));
    classValues_->setText(chosen ? tr("first values: %1").arg(chosen->values) : QString());
}

const ColumnSample* MatchDialog::classColumn() const {
    const QVariant place = class_->currentData();
    return other_ && place.isValid() ? &other_->columns.columns[place.value<std::size_t>()] : nullptr;
}

void MatchDialog::editRoles() {
    if (!other_)
        return;
    auto* dialog = new RoleDialog(other_->columns, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { readFile(dialog->roles()); });
    dialog->open();
}

MatchRequest MatchDialog::request() const {
    MatchRequest request;
    request.file = file_;
    if (other_) {
        request.catalog = other_->catalog;
        request.roles = other_->columns.roles;
    }
    request.options = {radius_->value(), mutual_->isChecked() ? MatchKind::OneToOne : MatchKind::NearestForEach};
    if (const ColumnSample* column = classColumn())
        request.classColumn = column->name;
    request.leavesDoubtfulOut = doubtful_->isChecked();
    return request;
}

} // namespace iic::ui
