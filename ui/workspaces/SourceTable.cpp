#include "workspaces/SourceTable.h"

#include "widgets/FilterChips.h"
#include "widgets/FilterEdit.h"
#include "widgets/PanelHeader.h"
#include "workspaces/ClassBadgeDelegate.h"
#include "workspaces/SkyDocument.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace iic::ui {

SourceTable::SourceTable(SkyDocument& document, SourceFilter& filter, QWidget* parent)
    : QWidget(parent),
      document_(document),
      filter_(filter),
      model_(new SourceTableModel(document.shown(), this)),
      view_(new QTableView),
      title_(panelTitle()) {
    view_->setObjectName(QStringLiteral("sourceTable"));
    view_->setAccessibleName(tr("Sources"));
    view_->setModel(model_);
    for (const SourceColumn column : {SourceColumn::Class, SourceColumn::Label, SourceColumn::Truth})
        view_->setItemDelegateForColumn(static_cast<int>(column), new ClassBadgeDelegate(view_));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setSortingEnabled(true);
    view_->sortByColumn(-1, Qt::AscendingOrder);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view_->verticalHeader()->setDefaultSectionSize(view_->fontMetrics().height() + 8);
    view_->horizontalHeader()->setHighlightSections(false);

    const QString snr = QStringLiteral("snr"), label = QStringLiteral("unlabelled");
    QToolButton* bright = addSwitch(tr("SNR(W3) ≥ 5"), QStringLiteral("w3snr >= 5"), snr);
    QToolButton* unlabelled = addSwitch(tr("Unlabelled"), QStringLiteral("isnull(label)"), label);
    auto* edit = new FilterEdit(filter_, document_.shown());
    edit->setMinimumWidth(200);
    edit->setMaximumWidth(420);
    auto* chips = new FilterChips(filter_, document_.shown(), {snr, label});
    connect(edit, &FilterEdit::faultFound, chips, &FilterChips::showFault);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    QFrame* header = panelHeader(title_, {bright, unlabelled, edit});
    header_ = qobject_cast<QBoxLayout*>(header->layout());
    layout->addWidget(header);
    layout->addWidget(chips);
    layout->addWidget(view_, 1);

    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (!isShowingCurrent_ && index.isValid())
            Q_EMIT picked(document_.shown().sourceRow(index.row()));
    });
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        showCurrent(document_.current());
        updateTitle();
    });
    connect(view_->horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!isFittingColumns_ && isVisible())
            hasChosenColumns_ = true;
    });
    connect(&document_, &SkyDocument::currentChanged, this, &SourceTable::showCurrent);
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
    static constexpr std::array<const char*, sourceColumnCount> longest{
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

/// A condition at hand: pressed while its chip is there.
QToolButton* SourceTable::addSwitch(const QString& title, const QString& condition, const QString& group) {
    auto* button = new QToolButton;
    button->setObjectName(group + QStringLiteral("Chip"));
    button->setText(title);
    button->setCheckable(true);
    button->setProperty("chip", true);
    connect(button, &QToolButton::clicked, this, [this, title, condition, group](bool isOn) {
        if (isOn)
            static_cast<void>(filter_.add(title, condition, group));
        else
            filter_.removeGroup(group);
    });
    connect(&filter_, &SourceFilter::changed, button, [this, button, group] { button->setChecked(filter_.hasGroup(group)); });
    return button;
}

void SourceTable::addButton(QAction& action) {
    auto* button = new QToolButton;
    button->setObjectName(action.objectName() + QStringLiteral("Button"));
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    header_->insertWidget(header_->indexOf(title_) + 1, button);
}

void SourceTable::showCurrent(int row) {
    const int place = row < 0 ? -1 : document_.shown().placeOf(row);
    isShowingCurrent_ = true;
    if (place < 0) {
        view_->clearSelection();
        view_->setCurrentIndex({});
    } else if (view_->currentIndex().row() != place) {
        view_->selectRow(place);
        view_->scrollTo(model_->index(place, 0));
    }
    isShowingCurrent_ = false;
}

void SourceTable::updateTitle() {
    const auto& columns = document_.sources().columns();
    const bool isKnown = columns && columns->hasTruth;
    constexpr int truthColumn = static_cast<int>(SourceColumn::Truth);
    if (view_->isColumnHidden(truthColumn) == isKnown) {
        isFittingColumns_ = true;
        view_->setColumnHidden(truthColumn, !isKnown);
        isFittingColumns_ = false;
        if (!hasChosenColumns_)
            fitColumns();
    }
    const int total = document_.store().size();
    const int shown = document_.shown().count();
    const QString count =
        shown == total ? tr("%Ln source(s)", nullptr, total) : tr("%L1 of %Ln source(s)", nullptr, total).arg(shown);
    title_->setText(document_.sourcesName().isEmpty() ? tr("Catalog")
                                                      : tr("Catalog · %1 · %2").arg(document_.sourcesName(), count));
}

} // namespace iic::ui
