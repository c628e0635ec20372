#include "shell/IssuesDock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

/// At first as high as a few lines: the workspace needs the room.
class IssuesTable : public QTableView {
  public:
    QSize sizeHint() const override {
        constexpr int lines = 5;
        return {QTableView::sizeHint().width(),
                horizontalHeader()->sizeHint().height() + lines * verticalHeader()->defaultSectionSize() + 2 * frameWidth()};
    }
};

} // namespace

IssuesDock::IssuesDock(IssueModel& model, QWidget* parent) : QDockWidget(parent), model_(model) {
    setObjectName(QStringLiteral("issuesDock"));
    auto* table = new IssuesTable;
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
    connect(copy, &QPushButton::clicked, this, [this, table] {
        const QModelIndex row = table->currentIndex();
        if (row.isValid())
            QGuiApplication::clipboard()->setText(model_.sentence(row.row()));
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
    const int warnings = model_.count(Severity::Warning), notes = model_.count(Severity::Note);
    QStringList parts{tr("Issues")};
    if (errors + warnings > 0)
        parts << tr("%n error(s)", nullptr, errors) << tr("%n warning(s)", nullptr, warnings);
    if (notes > 0)
        parts << tr("%n note(s)", nullptr, notes);
    setWindowTitle(parts.join(QStringLiteral(" · ")));
}

} // namespace iic::ui
