#include "shell/IssuesDock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace iic::ui {

IssuesDock::IssuesDock(IssueModel& model, QWidget* parent) : QDockWidget(parent), model_(model) {
    setObjectName(QStringLiteral("issuesDock"));
    auto* table = new QTableView;
    table->setObjectName(QStringLiteral("issuesTable"));
    table->setAccessibleName(tr("Issues"));
    table->setModel(&model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(IssueModel::What, QHeaderView::Stretch);
    table->setColumnWidth(IssueModel::File, 320);
    table->setTextElideMode(Qt::ElideMiddle);

    auto* clear = new QPushButton(tr("Clear"));
    connect(clear, &QPushButton::clicked, &model, &IssueModel::clear);
    auto* copy = new QPushButton(tr("Copy"));
    connect(copy, &QPushButton::clicked, this, [table] {
        const QModelIndex row = table->currentIndex();
        if (row.isValid())
            QGuiApplication::clipboard()->setText(row.data(Qt::ToolTipRole).toString());
    });

    auto* buttons = new QVBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(clear);
    buttons->addStretch();
    auto* contents = new QWidget;
    auto* layout = new QHBoxLayout(contents);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(table, 1);
    layout->addLayout(buttons);
    setWidget(contents);

    connect(&model, &IssueModel::added, this, [this](Severity severity) {
        updateTitle();
        if (severity == Severity::Error)
            show();
    });
    connect(&model, &IssueModel::modelReset, this, &IssuesDock::updateTitle);
    updateTitle();
}

void IssuesDock::updateTitle() {
    const int errors = model_.count(Severity::Error);
    const int others = static_cast<int>(model_.issues().size()) - errors;
    setWindowTitle(errors + others == 0
                       ? tr("Issues")
                       : tr("Issues · %1 · %2").arg(tr("%n error(s)", nullptr, errors), tr("%n warning(s)", nullptr, others)));
}

} // namespace iic::ui
