#include "widgets/HeaderDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

QStandardItemModel* cardModel(const FitsHeader& header, QObject* parent) {
    auto* model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({HeaderDialog::tr("keyword"), HeaderDialog::tr("value"), HeaderDialog::tr("comment")});
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    for (const FitsCard& card : header.cards()) {
        QList<QStandardItem*> row;
        for (const std::string& text : {card.keyword, card.value, card.comment}) {
            row << new QStandardItem(QString::fromStdString(text));
            row.back()->setEditable(false);
        }
        row[0]->setFont(fixed);
        row[1]->setFont(fixed);
        model->appendRow(row);
    }
    return model;
}

QString cardText(const QAbstractItemModel& model, int row) {
    const auto column = [&](int which) { return model.index(row, which).data().toString(); };
    const QString comment = column(2).isEmpty() ? QString() : QStringLiteral(" / ") + column(2);
    return column(0).leftJustified(8) + QStringLiteral("= ") + column(1) + comment;
}

} // namespace

HeaderDialog::HeaderDialog(const Tile& tile, QWidget* parent) : QDialog(parent), search_(new QLineEdit), tabs_(new QTabWidget) {
    setWindowTitle(tr("FITS header · %1").arg(QString::fromStdString(tile.id)));
    resize(760, 620);
    search_->setPlaceholderText(tr("Search keywords, values and comments"));
    search_->setAccessibleName(tr("Search the header"));
    search_->setClearButtonEnabled(true);
    for (Band band : allBands)
        if (const BandImage* image = tile.band(band))
            tabs_->addTab(bandPage(*image), QLatin1String(bandName(band).data()));

    auto* copyButton = new QPushButton(tr("&Copy"));
    copyButton->setObjectName(QStringLiteral("copyCards"));
    copyButton->setToolTip(tr("Copy the selected cards, or all that are shown"));
    copyButton->setAutoDefault(false);
    auto* closeButton = new QPushButton(tr("Close"));
    closeButton->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(copyButton);
    buttons->addWidget(closeButton);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search_);
    layout->addWidget(tabs_, 1);
    layout->addLayout(buttons);

    connect(copyButton, &QPushButton::clicked, this, &HeaderDialog::copy);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::accept);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_, qOverload<>(&QWidget::setFocus));
    search_->setFocus();
}

QWidget* HeaderDialog::bandPage(const BandImage& band) {
    auto* page = new QWidget;
    auto* file = new QLabel(QString::fromStdString(band.path.string()));
    file->setProperty("muted", true);
    file->setTextFormat(Qt::PlainText);
    file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    file->setWordWrap(true);

    auto* shown = new QSortFilterProxyModel(page);
    shown->setSourceModel(cardModel(band.header, shown));
    shown->setFilterKeyColumn(-1);
    shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    shown->setFilterFixedString(search_->text());
    connect(search_, &QLineEdit::textChanged, shown, &QSortFilterProxyModel::setFilterFixedString);

    auto* table = new QTableView;
    table->setModel(shown);
    table->setAccessibleName(tr("Header cards"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setColumnWidth(0, 110);
    table->setColumnWidth(1, 240);
    connect(new QShortcut(QKeySequence::Copy, table, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            &HeaderDialog::copy);

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(file);
    layout->addWidget(table, 1);
    return page;
}

QTableView* HeaderDialog::currentTable() const {
    return tabs_->currentWidget() ? tabs_->currentWidget()->findChild<QTableView*>() : nullptr;
}

void HeaderDialog::copy() const {
    const QTableView* table = currentTable();
    if (!table)
        return;
    QList<int> rows;
    for (const QModelIndex& index : table->selectionModel()->selectedRows())
        rows << index.row();
    if (rows.isEmpty())
        for (int row = 0; row < table->model()->rowCount(); ++row)
            rows << row;
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (int row : rows)
        lines << cardText(*table->model(), row);
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace iic::ui
