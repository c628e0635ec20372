#include "workspaces/dataset/DatasetSummaryView.h"

#include "workspaces/dataset/DatasetFacts.h"
#include "workspaces/dataset/DatasetTableModel.h"

#include <QApplication>
#include <QClipboard>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int mostLines = 14; // of the table without a scroll bar

} // namespace

DatasetSummaryView::DatasetSummaryView(QWidget* parent)
    : QWidget(parent),
      model_(new DatasetTableModel(this)),
      table_(new QTableView),
      facts_(new QFormLayout),
      empty_(new QLabel(tr("No dataset is open."))) {
    table_->setObjectName(QStringLiteral("datasetSizes"));
    table_->setAccessibleName(tr("Sizes by class and split"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setWordWrap(false);
    table_->setCornerButtonEnabled(false);
    table_->setSelectionMode(QAbstractItemView::ContiguousSelection);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(DatasetTableModel::ClassColumn, QHeaderView::Stretch);
    table_->installEventFilter(this);
    connect(table_, &QTableView::clicked, this, &DatasetSummaryView::pick);

    facts_->setContentsMargins(10, 10, 10, 10);
    facts_->setHorizontalSpacing(16);
    facts_->setVerticalSpacing(6);
    facts_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    facts_->setRowWrapPolicy(QFormLayout::DontWrapRows);
    empty_->setProperty("muted", true);
    empty_->setContentsMargins(10, 10, 10, 10);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(empty_);
    layout->addWidget(table_);
    layout->addLayout(facts_);
    layout->addStretch(1);
    setDataset(nullptr);
}

void DatasetSummaryView::setDataset(SharedDataset dataset) {
    dataset_ = std::move(dataset);
    model_->setSummary(dataset_ ? dataset_->summary : DatasetSummary{});
    empty_->setVisible(!dataset_);
    table_->setVisible(dataset_ != nullptr);
    fitTable();
    showFacts();
}

Table DatasetSummaryView::table() const { return model_->table(); }

/// As high as its lines, no narrower than its words; what was left out has a column where anything was.
void DatasetSummaryView::fitTable() {
    bool isAnyLeftOut = false;
    for (int row = 0; row < model_->rowCount(); ++row)
        isAnyLeftOut |= model_->number(row, DatasetTableModel::LeftOut) > 0;
    table_->setColumnHidden(DatasetTableModel::LeftOut, !isAnyLeftOut);
    int width = 2 * table_->frameWidth();
    for (int column = 0; column < model_->columnCount(); ++column)
        if (!table_->isColumnHidden(column))
            width += std::max(static_cast<const QAbstractItemView*>(table_)->sizeHintForColumn(column),
                              table_->horizontalHeader()->sectionSizeHint(column)) +
                     1;
    table_->setMinimumWidth(width);
    const int line = table_->fontMetrics().height() + 8;
    table_->verticalHeader()->setDefaultSectionSize(line);
    const int lines = std::min(model_->rowCount(), mostLines);
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + lines * line + 2 * table_->frameWidth() + 2);
}

void DatasetSummaryView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitTable();
}

void DatasetSummaryView::addFact(const DatasetFact& fact) {
    auto* title = new QLabel(fact.name);
    title->setProperty("muted", true);
    auto* value = new QLabel(fact.text);
    value->setTextFormat(Qt::PlainText); // what a file says is not markup
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(fact.name);
    value->setProperty("problem", fact.isWarning);
    facts_->addRow(title, value);
}

void DatasetSummaryView::showFacts() {
    while (facts_->rowCount() > 0)
        facts_->removeRow(0);
    if (dataset_)
        for (const DatasetFact& fact : datasetFacts(*dataset_))
            addFact(fact);
}

void DatasetSummaryView::pick(const QModelIndex& index) {
    if (index.isValid())
        Q_EMIT cellPicked(model_->label(index.row()), model_->split(index.column()));
}

bool DatasetSummaryView::eventFilter(QObject* watched, QEvent* event) {
    if (watched != table_ || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        pick(table_->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

/// A block of cells as it is; one cell or none stands for the whole table with its header.
void DatasetSummaryView::copy() const {
    QItemSelectionRange block(model_->index(0, 0), model_->index(model_->rowCount() - 1, model_->columnCount() - 1));
    QStringList lines;
    const auto word = [this](int row, int column) {
        return column == DatasetTableModel::ClassColumn ? model_->index(row, column).data().toString()
                                                        : QString::number(model_->number(row, column));
    };
    const QItemSelection selected = table_->selectionModel()->selection();
    const bool isBlock = !selected.isEmpty() && selected.first().width() * selected.first().height() > 1;
    if (isBlock)
        block = selected.first();
    QStringList header;
    for (int column = block.left(); column <= block.right(); ++column)
        header << model_->headerData(column, Qt::Horizontal).toString();
    if (!isBlock)
        lines << header.join(QLatin1Char('\t'));
    for (int row = block.top(); row <= block.bottom(); ++row) {
        QStringList cells;
        for (int column = block.left(); column <= block.right(); ++column)
            cells << word(row, column);
        lines << cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

} // namespace iic::ui
