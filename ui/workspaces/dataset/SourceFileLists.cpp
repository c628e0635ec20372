#include "workspaces/dataset/SourceFileLists.h"

#include "models/PlainText.h"
#include "workspaces/dataset/PathField.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int listHeight = 110;

QString tableFilter() {
    return TileList::tr("Tables (*.tbl *.ipac *.csv *.tsv *.txt *.vot *.votable *.xml *.fits *.fit);;All files (*)");
}

QPushButton* button(const QString& text, const char* name) {
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    return made;
}

/// A list with its buttons in a row below it.
void layOut(QWidget* owner, QWidget* list, const QList<QPushButton*>& buttons) {
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (QPushButton* one : buttons)
        row->addWidget(one);
    row->addStretch();
    auto* layout = new QVBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    list->setMinimumHeight(listHeight);
    layout->addWidget(list, 1);
    layout->addLayout(row);
    owner->setFocusProxy(list);
}

} // namespace

TileList::TileList(QWidget* parent) : QWidget(parent), list_(new QListWidget) {
    list_->setObjectName(QStringLiteral("tileFiles"));
    list_->setAccessibleName(tr("Tiles"));
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setSpacing(2);
    list_->setTextElideMode(Qt::ElideLeft);
    acceptFileDrops(list_->viewport(), [this](const QStringList& files) { add(files); });
    auto* files = button(tr("Add &files…"), "addTileFiles");
    auto* folder = button(tr("Add fol&der…"), "addTileFolder");
    auto* remove = button(tr("&Remove"), "removeTiles");
    layOut(this, list_, {files, folder, remove});
    connect(files, &QPushButton::clicked, this, &TileList::chooseFiles);
    connect(folder, &QPushButton::clicked, this, &TileList::chooseFolder);
    connect(remove, &QPushButton::clicked, this, &TileList::removeSelected);
    connect(new QShortcut(QKeySequence::Delete, list_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            &TileList::removeSelected);
}

void TileList::add(const QStringList& paths) {
    for (const QString& path : paths) {
        const QFileInfo file(path);
        if (!file.exists() || !list_->findItems(path, Qt::MatchExactly).isEmpty())
            continue;
        auto* item = new QListWidgetItem(path, list_);
        item->setToolTip(plainToolTip(path));
        const QString catalog = file.filePath() + QStringLiteral("/catalog.tbl"),
                      truth = file.filePath() + QStringLiteral("/truth.tbl");
        if (file.isDir() && QFileInfo::exists(catalog))
            Q_EMIT catalogFound(catalog, QFileInfo::exists(truth) ? truth : QString());
    }
    Q_EMIT changed();
}

std::vector<std::filesystem::path> TileList::paths() const {
    std::vector<std::filesystem::path> paths;
    for (int row = 0; row < list_->count(); ++row)
        paths.push_back(toPath(list_->item(row)->text()));
    return paths;
}

void TileList::chooseFiles() {
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Add images"), settings::tileFolder.read(),
                                      tr("FITS images (*.fits *.fit *.fits.gz *.fit.gz *.fz);;All files (*)"));
    if (files.isEmpty())
        return;
    settings::tileFolder.write(QFileInfo(files.first()).absolutePath());
    add(files);
}

void TileList::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of images"), settings::tileFolder.read());
    if (folder.isEmpty())
        return;
    settings::tileFolder.write(QFileInfo(folder).absolutePath());
    add({folder});
}

void TileList::removeSelected() {
    qDeleteAll(list_->selectedItems());
    Q_EMIT changed();
}

CatalogList::CatalogList(QWidget* parent) : QWidget(parent), table_(new QTableWidget(0, 2)) {
    table_->setObjectName(QStringLiteral("catalogFiles"));
    table_->setAccessibleName(tr("Labelled catalogs"));
    table_->setHorizontalHeaderLabels({tr("catalog"), tr("classes from")});
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideLeft);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 8);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    acceptFileDrops(table_->viewport(), [this](const QStringList& files) {
        for (const QString& file : files)
            add(file);
    });
    auto* catalogs = button(tr("Add &catalogs…"), "addCatalogs");
    auto* truth = button(tr("Classes &from…"), "chooseTruth");
    truth->setToolTip(tr("A table with the classes of the selected catalog, joined on the identifiers"));
    auto* remove = button(tr("Re&move"), "removeCatalogs");
    layOut(this, table_, {catalogs, truth, remove});
    connect(catalogs, &QPushButton::clicked, this, &CatalogList::chooseCatalogs);
    connect(truth, &QPushButton::clicked, this, &CatalogList::chooseTruth);
    connect(remove, &QPushButton::clicked, this, &CatalogList::removeSelected);
    connect(table_, &QTableWidget::itemSelectionChanged, truth,
            [this, truth] { truth->setEnabled(table_->currentRow() >= 0 && !table_->selectedItems().isEmpty()); });
    truth->setEnabled(false);
    connect(new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            &CatalogList::removeSelected);
}

void CatalogList::add(const QString& catalog, const QString& truth) {
    if (!QFileInfo(catalog).isFile() || !table_->findItems(catalog, Qt::MatchExactly).isEmpty())
        return;
    const int row = table_->rowCount();
    table_->insertRow(row);
    auto* name = new QTableWidgetItem(catalog);
    name->setToolTip(plainToolTip(catalog));
    table_->setItem(row, 0, name);
    table_->setItem(row, 1, new QTableWidgetItem);
    setTruth(row, truth);
}

void CatalogList::setTruth(int row, const QString& truth) {
    table_->item(row, 1)->setData(Qt::UserRole, truth);
    table_->item(row, 1)->setText(truth.isEmpty() ? tr("the catalog itself") : truth);
    table_->item(row, 1)->setToolTip(plainToolTip(truth));
    Q_EMIT changed();
}

std::vector<LabelledCatalog> CatalogList::catalogs() const {
    std::vector<LabelledCatalog> catalogs;
    for (int row = 0; row < table_->rowCount(); ++row)
        catalogs.push_back({toPath(table_->item(row, 0)->text()), toPath(table_->item(row, 1)->data(Qt::UserRole).toString())});
    return catalogs;
}

void CatalogList::chooseCatalogs() {
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Add catalogs"), settings::catalogFolder.read(), tableFilter());
    if (files.isEmpty())
        return;
    settings::catalogFolder.write(QFileInfo(files.first()).absolutePath());
    for (const QString& file : files)
        add(file);
}

void CatalogList::chooseTruth() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("A table with the classes"), settings::catalogFolder.read(), tableFilter());
    if (!file.isEmpty() && table_->currentRow() >= 0)
        setTruth(table_->currentRow(), file);
}

void CatalogList::removeSelected() {
    QList<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.rbegin(), rows.rend());
    for (const int row : rows)
        table_->removeRow(row);
    Q_EMIT changed();
}

} // namespace iic::ui
