#include "workspaces/train/SplitTable.h"

#include "workspaces/dataset/DatasetTableModel.h"
#include "workspaces/dataset/DatasetText.h"

#include <QHeaderView>
#include <QLabel>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

namespace iic::ui {

SplitTable::SplitTable(QWidget* parent)
    : QWidget(parent), model_(new DatasetTableModel(this)), table_(new QTableView), verdict_(new QLabel) {
    table_->setObjectName(QStringLiteral("runSplit"));
    table_->setAccessibleName(tr("Sources by class and split"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTabKeyNavigation(false);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(DatasetTableModel::ClassColumn, QHeaderView::Stretch);
    for (const int column : {DatasetTableModel::LeftOut, DatasetTableModel::Total})
        table_->setColumnHidden(column, true);
    verdict_->setObjectName(QStringLiteral("splitVerdict"));
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setWordWrap(true);
    verdict_->setContentsMargins(12, 6, 12, 8);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(table_);
    layout->addWidget(verdict_);
    setDataset(nullptr);
}

void SplitTable::setDataset(const SharedDataset& dataset) {
    model_->setSummary(dataset ? dataset->summary : DatasetSummary{});
    setVisible(dataset != nullptr);
    if (!dataset)
        return;
    int height = table_->horizontalHeader()->sizeHint().height();
    for (int row = 0; row < model_->rowCount(); ++row)
        height += table_->rowHeight(row);
    table_->setFixedHeight(height + 2);
    QStringList warnings;
    if (dataset->dataset.card().split.leaking)
        warnings << overlappingSplitsText();
    for (const std::string& warning : splitWarnings(dataset->summary))
        warnings << QString::fromStdString(warning);
    const SplitRule rule = dataset->dataset.card().split.rule;
    if (warnings.isEmpty() && rule == SplitRule::Blocks)
        verdict_->setText(tr("✓ no cutout overlaps another split"));
    else
        verdict_->setText(warnings.join(QLatin1Char('\n')));
    verdict_->setVisible(!verdict_->text().isEmpty());
    verdict_->setProperty("problem", !warnings.isEmpty());
    verdict_->style()->unpolish(verdict_);
    verdict_->style()->polish(verdict_);
}

} // namespace iic::ui
