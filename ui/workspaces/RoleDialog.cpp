#include "workspaces/RoleDialog.h"

#include "catalog/RoleChanges.h"
#include "models/PlainText.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

Role bandRole(Role first, Band band) { return static_cast<Role>(static_cast<int>(first) + index(band)); }

QLabel* muted(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("muted", true);
    return label;
}

QLabel* bold(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

RoleDialog::RoleDialog(const CatalogColumns& columns, const QString& problem, QWidget* parent)
    : QDialog(parent),
      columns_(columns),
      allColumns_(columnNames(false)),
      numberColumns_(columnNames(true)),
      missing_(new QLabel) {
    setWindowTitle(tr("What the columns mean"));
    setObjectName(QStringLiteral("roleDialog"));
    resize(900, 700);
    auto* about = new QLabel(tr("<b>%1</b> · %L2 rows, %L3 columns")
                                 .arg(QString::fromStdString(columns_.file.filename().string()).toHtmlEscaped())
                                 .arg(columns_.rows)
                                 .arg(columns_.columns.size()));
    auto* use = muted(tr("What you choose is remembered for every table with these columns."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    use_ = buttons->addButton(tr("&Use these roles"), QDialogButtonBox::AcceptRole);
    use_->setObjectName(QStringLiteral("useRoles"));
    guess_ = buttons->addButton(tr("Back to &guess"), QDialogButtonBox::ResetRole);
    guess_->setObjectName(QStringLiteral("backToGuess"));
    guess_->setToolTip(tr("What the names of the columns tell"));
    missing_->setObjectName(QStringLiteral("missingRoles"));

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(about);
    if (!problem.isEmpty()) {
        auto* why = bold(problem);
        why->setObjectName(QStringLiteral("roleProblem"));
        why->setWordWrap(true);
        layout->addWidget(why);
    }
    layout->addWidget(use);
    auto* scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(roleRows());
    layout->addWidget(scroll, 1);
    layout->addWidget(missing_);
    layout->addWidget(buttons);
    use_->setDefault(true); // once it is in the dialog, which otherwise takes another for Return

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(guess_, &QPushButton::clicked, this, [this] { choose(columns_.guessed); });
    choose(columns_.roles);
    row(roles().contains(Role::RightAscension) ? Role::Identifier : Role::RightAscension).column->setFocus();
}

QStandardItemModel* RoleDialog::columnNames(bool numbersOnly) {
    auto* names = new QStandardItemModel(this);
    names->appendRow(new QStandardItem(tr("none")));
    for (const ColumnSample& column : columns_.columns) {
        auto* name = new QStandardItem(QString::fromStdString(printable(column.name)));
        name->setToolTip(plainToolTip(column.values));
        if (numbersOnly && !column.holdsNumbers) {
            name->setEnabled(false);
            name->setToolTip(tr("This column holds no numbers"));
        }
        names->appendRow(name);
    }
    return names;
}

QWidget* RoleDialog::roleRows() {
    auto* rows = new QWidget;
    auto* layout = new QGridLayout(rows);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setHorizontalSpacing(14);
    layout->setVerticalSpacing(5);
    layout->setColumnStretch(3, 1);
    const QStringList titles{tr("Role"), tr("Column"), tr("Unit"), tr("First values"), tr("From")};
    for (int column = 0; column < titles.size(); ++column)
        layout->addWidget(muted(titles[column]), 0, column);
    addGroup(*layout, tr("Source"), {Role::Identifier, Role::RightAscension, Role::Declination});
    addGroup(*layout, tr("Class"), {Role::ClassLabel, Role::SpectralSubclass, Role::Redshift, Role::RedshiftWarning});
    addGroup(*layout, tr("Flags"), {Role::ContaminationFlags, Role::ExtendedFlag, Role::PhotometricQuality});
    for (const Band band : allBands)
        addBand(*layout, band);
    layout->setRowStretch(layout->rowCount(), 1);
    return rows;
}

void RoleDialog::addBand(QGridLayout& layout, Band band) {
    addGroup(layout, QLatin1String(bandName(band).data()),
             {bandRole(Role::Magnitude1, band), bandRole(Role::MagnitudeError1, band), bandRole(Role::SignalToNoise1, band)});
}

void RoleDialog::addGroup(QGridLayout& layout, const QString& title, std::initializer_list<Role> roles) {
    QLabel* heading = bold(title);
    heading->setContentsMargins(0, 8, 0, 0);
    layout.addWidget(heading, layout.rowCount(), 0, 1, 5);
    for (const Role role : roles)
        addRole(layout, role);
}

void RoleDialog::addRole(QGridLayout& layout, Role role) {
    auto* column = new QComboBox;
    column->setObjectName(QString::fromLatin1(roleName(role).data(), static_cast<int>(roleName(role).size())));
    column->setAccessibleName(tr("Column for: %1").arg(roleText(role)));
    column->setModel(needsNumbers(role) ? numberColumns_ : allColumns_);
    column->setMinimumContentsLength(16);
    column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    column->setMaxVisibleItems(20);
    column->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the dialog
    auto* name = new QLabel(roleText(role));
    name->setContentsMargins(12, 0, 0, 0);
    name->setBuddy(column);
    row(role) = {column, muted(), muted(), muted()};
    row(role).values->setMinimumWidth(1); // gives way to the columns
    row(role).state->setObjectName(column->objectName() + QStringLiteral("State"));
    const int line = layout.rowCount();
    layout.addWidget(name, line, 0);
    layout.addWidget(column, line, 1);
    layout.addWidget(row(role).unit, line, 2);
    layout.addWidget(row(role).values, line, 3);
    layout.addWidget(row(role).state, line, 4);
    connect(column, &QComboBox::currentIndexChanged, this, [this, role] {
        showRole(role);
        showWhole();
    });
}

int RoleDialog::placeOf(const RoleMap& roles, Role role) const {
    const auto known = roles.find(role);
    if (known == roles.end())
        return 0;
    const auto column = std::find_if(columns_.columns.begin(), columns_.columns.end(),
                                     [&](const ColumnSample& sample) { return sample.name == known->second; });
    return column == columns_.columns.end() ? 0 : static_cast<int>(column - columns_.columns.begin()) + 1;
}

void RoleDialog::choose(const RoleMap& roles) {
    for (int number = 0; number < roleCount; ++number) {
        const auto role = static_cast<Role>(number);
        row(role).column->setCurrentIndex(placeOf(roles, role));
        showRole(role);
    }
    showWhole();
}

void RoleDialog::showRole(Role role) {
    const Row& shown = row(role);
    const int place = shown.column->currentIndex();
    const ColumnSample none;
    const ColumnSample& column = place > 0 ? columns_.columns[static_cast<std::size_t>(place) - 1] : none;
    shown.unit->setText(QString::fromStdString(printable(column.unit)));
    shown.values->setText(column.values);
    const bool isGuess = place == placeOf(columns_.guessed, role);
    shown.state->setText(!isGuess ? tr("you") : place > 0 ? tr("guessed") : QString());
    const QString guessed = shown.column->itemText(placeOf(columns_.guessed, role));
    shown.state->setToolTip(isGuess ? QString() : plainToolTip(tr("Guessed: %1").arg(guessed)));
    QFont font = shown.state->font();
    font.setBold(!isGuess);
    shown.state->setFont(font);
    shown.state->setProperty("muted", isGuess);
    shown.state->setForegroundRole(isGuess ? QPalette::WindowText : QPalette::Link);
    shown.state->style()->polish(shown.state); // the theme looks at the property again
}

void RoleDialog::showWhole() {
    const RoleMap chosen = roles();
    const bool isPlaced = chosen.contains(Role::RightAscension) && chosen.contains(Role::Declination);
    missing_->setText(isPlaced ? QString() : tr("A catalog needs right ascension and declination, in degrees."));
    use_->setEnabled(isPlaced);
    guess_->setEnabled(chosen != columns_.guessed);
}

RoleMap RoleDialog::roles() const {
    RoleMap chosen;
    for (int number = 0; number < roleCount; ++number)
        if (const int place = rows_[static_cast<std::size_t>(number)].column->currentIndex(); place > 0)
            chosen[static_cast<Role>(number)] = columns_.columns[static_cast<std::size_t>(place) - 1].name;
    return chosen;
}

} // namespace iic::ui
