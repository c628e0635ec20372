#include "workspaces/SourceTable.h"

#include "workspaces/ClassBadgeDelegate.h"
#include "workspaces/PanelHeader.h"
#include "workspaces/SkyDocument.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace iic::ui {

SourceTable::SourceTable(SkyDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      model_(new SourceTableModel(document.store(), this)),
      shown_(new SourceFilterModel(*model_, this)),
      view_(new QTableView),
      title_(panelTitle()) {
    view_->setObjectName(QStringLiteral("sourceTable"));
    view_->setAccessibleName(tr("Sources"));
    // A row that leaves passes the view's current one to its neighbour: nobody picked that. Told before the view is.
    connect(shown_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) {
        isLosingRows_ = true;
        if (const int current = shown_->shownRow(document_.current()); first <= current && current <= last)
            lostRow_ = current;
    });
    view_->setModel(shown_);
    view_->setItemDelegateForColumn(SourceTableModel::Class, new ClassBadgeDelegate(view_));
    view_->setItemDelegateForColumn(SourceTableModel::Label, new ClassBadgeDelegate(view_));
    view_->setItemDelegateForColumn(SourceTableModel::Truth, new ClassBadgeDelegate(view_));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setSortingEnabled(true);
    view_->sortByColumn(-1, Qt::AscendingOrder);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(view_->fontMetrics().height() + 8);
    view_->horizontalHeader()->setHighlightSections(false);

    QToolButton* bright = addChip(tr("SNR(W3) ≥ 5"), QStringLiteral("snrChip"));
    connect(bright, &QToolButton::toggled, this, [this](bool on) { shown_->setMinimumSignalToNoise3(on ? 5.0 : 0.0); });
    QToolButton* unlabelled = addChip(tr("Unlabelled"), QStringLiteral("unlabelledChip"));
    connect(unlabelled, &QToolButton::toggled, shown_, &SourceFilterModel::setOnlyUnlabelled);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QFrame* header = panelHeader(title_, {bright, unlabelled});
    header_ = qobject_cast<QBoxLayout*>(header->layout());
    layout->addWidget(header);
    layout->addWidget(view_, 1);

    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (!isShowingCurrent_ && !isLosingRows_ && index.isValid())
            Q_EMIT picked(shown_->sourceRow(index.row()));
    });
    connect(shown_, &QAbstractItemModel::rowsRemoved, this, [this] {
        isLosingRows_ = false;
        showCurrent(document_.current());
    });
    connect(shown_, &QAbstractItemModel::rowsInserted, this, [this] { showCurrent(document_.current()); });
    connect(view_->horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!isFittingColumns_ && isVisible())
            hasChosenColumns_ = true;
    });
    connect(&document_, &SkyDocument::currentChanged, this, &SourceTable::showCurrent);
    connect(shown_, &QAbstractItemModel::modelReset, this, &SourceTable::updateTitle);
    connect(shown_, &QAbstractItemModel::rowsInserted, this, &SourceTable::updateTitle);
    connect(shown_, &QAbstractItemModel::rowsRemoved, this, &SourceTable::updateTitle);
    updateTitle();
}

QByteArray SourceTable::columnState() const { return hasChosenColumns_ ? view_->horizontalHeader()->saveState() : QByteArray(); }

void SourceTable::restoreColumns(const QByteArray& state) {
    isFittingColumns_ = true;
    hasChosenColumns_ = view_->horizontalHeader()->restoreState(state);
    isFittingColumns_ = false;
    updateTitle();
}

/// Room for the longest text a column usually holds, the rest of the width shared out.
void SourceTable::fitColumns() {
    static constexpr std::array<const char*, SourceTableModel::ColumnCount> longest{
        "J000000.00+000000.0", "000.00000",  "+00.00000",  "> 00.000", "> 00.000", "> 00.000", "w1snr__",
        "galaxy___",           "confidence", "your_label", "galaxy_",  "cc_flags"};
    constexpr int padding = 22, scrollBar = 14;
    std::array<int, longest.size()> widths{};
    int total = 0, shown = 0;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        if (view_->isColumnHidden(static_cast<int>(column)))
            continue;
        widths[column] = view_->fontMetrics().horizontalAdvance(QLatin1String(longest[column])) + padding;
        total += widths[column];
        ++shown;
    }
    isFittingColumns_ = true;
    const int spare = std::max(0, width() - scrollBar - total) / std::max(1, shown);
    for (std::size_t column = 0; column < widths.size(); ++column)
        if (widths[column] > 0)
            view_->setColumnWidth(static_cast<int>(column), widths[column] + spare);
    isFittingColumns_ = false;
}

void SourceTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!hasChosenColumns_)
        fitColumns();
}

QToolButton* SourceTable::addChip(const QString& text, const QString& name) {
    auto* chip = new QToolButton;
    chip->setObjectName(name);
    chip->setText(text);
    chip->setCheckable(true);
    chip->setProperty("chip", true);
    return chip;
}

void SourceTable::addButton(QAction& action) {
    auto* button = new QToolButton;
    button->setObjectName(action.objectName() + QStringLiteral("Button"));
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    header_->insertWidget(header_->indexOf(title_) + 1, button);
}

void SourceTable::showCurrent(int row) {
    const int shownRow = row < 0 ? -1 : shown_->shownRow(row);
    isShowingCurrent_ = true;
    if (shownRow >= 0)
        lostRow_ = -1;
    if (shownRow < 0) {
        view_->clearSelection();
        view_->setCurrentIndex({});
    } else if (view_->currentIndex().row() != shownRow) {
        view_->selectRow(shownRow);
        view_->scrollTo(shown_->index(shownRow, 0));
    }
    isShowingCurrent_ = false;
}

void SourceTable::updateTitle() {
    const auto& truth = document_.sources().truth;
    const bool isKnown = std::any_of(truth.begin(), truth.end(), [](const auto& known) { return known.has_value(); });
    if (view_->isColumnHidden(SourceTableModel::Truth) == isKnown) {
        isFittingColumns_ = true;
        view_->setColumnHidden(SourceTableModel::Truth, !isKnown);
        isFittingColumns_ = false;
        if (!hasChosenColumns_)
            fitColumns();
    }
    const int total = model_->rowCount();
    const int shown = shown_->rowCount();
    const QString count =
        shown == total ? tr("%Ln source(s)", nullptr, total) : tr("%L1 of %Ln source(s)", nullptr, total).arg(shown);
    title_->setText(document_.sourcesName().isEmpty() ? tr("Catalog")
                                                      : tr("Catalog · %1 · %2").arg(document_.sourcesName(), count));
}

} // namespace iic::ui
