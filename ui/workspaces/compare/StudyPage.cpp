#include "workspaces/compare/StudyPage.h"

#include "plots/ComparisonView.h"
#include "widgets/FigurePanel.h"
#include "widgets/PanelHeader.h"
#include "workspaces/compare/StudyFigures.h"
#include "workspaces/compare/StudyListModel.h"
#include "workspaces/evaluate/ContentTable.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

enum TableKind { Results, Counts };

constexpr int wholeTable = 290; // pixels in which a table is whole, the paper's with nine networks among them
constexpr int leastFoot = 120; // pixels

QLabel* words(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(12, 2, 12, 2);
    return label;
}

} // namespace

StudyPage::StudyPage(StudyDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      view_(new ComparisonView),
      panel_(nullptr),
      paper_(words("paperSays")),
      verdict_(words("studyVerdict")),
      notes_(words("countNotes")),
      tableChoice_(new QComboBox),
      table_(nullptr),
      splitter_(new QSplitter(Qt::Vertical)),
      foot_(new QWidget),
      button_(new QToolButton),
      showAll_(new QToolButton) {
    view_->setObjectName(QStringLiteral("comparison"));
    showAll_->setObjectName(QStringLiteral("showAllSeries"));
    showAll_->setText(tr("Show all"));
    showAll_->setAutoRaise(true);
    showAll_->setToolTip(tr("Show the curves that were hidden by a click on their names"));
    button_->setAutoRaise(true);
    button_->setObjectName(QStringLiteral("studyReportButton"));
    panel_ = new FigurePanel(io_, tr("Study"), view_, {showAll_, button_});
    paper_->setProperty("muted", true);
    notes_->setProperty("muted", true);
    tableChoice_->setObjectName(QStringLiteral("studyTable"));
    tableChoice_->setAccessibleName(tr("Table"));
    tableChoice_->addItem(tr("Results"), Results);
    tableChoice_->addItem(tr("Beside Table 3"), Counts);
    table_ = new ContentTable(io_, tr("Results"), {tableChoice_});
    table_->view().setObjectName(QStringLiteral("studyResults"));
    table_->view().setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->view().setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->view().setTabKeyNavigation(false);
    table_->setWholeUpTo(wholeTable);

    auto* top = new QWidget;
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(0, 0, 0, 6);
    topLayout->setSpacing(0);
    topLayout->addWidget(panel_, 1);
    topLayout->addWidget(verdict_);
    topLayout->addWidget(paper_);
    auto* footLayout = new QVBoxLayout(foot_);
    footLayout->setContentsMargins(0, 0, 0, 0);
    footLayout->setSpacing(0);
    footLayout->addWidget(table_, 1);
    footLayout->addWidget(notes_);
    splitter_->addWidget(top);
    splitter_->addWidget(foot_);
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({560, 330});
    splitter_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter_);

    for (FigurePanel* panel : {panel_, &table_->panel()}) {
        connect(panel, &FigurePanel::saved, this, &StudyPage::saved);
        connect(panel, &FigurePanel::failed, this, &StudyPage::failed);
    }
    connect(showAll_, &QToolButton::clicked, this, [this] {
        hidden_[study_].clear();
        showFigure();
    });
    connect(view_, &ComparisonView::seriesToggled, this, &StudyPage::toggle);
    connect(tableChoice_, &QComboBox::currentIndexChanged, this, &StudyPage::showResult);
    connect(table_->view().selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (!index.isValid())
            return;
        chosen_ = static_cast<std::size_t>(index.row());
        const StudyResult* shown = result();
        if (shown && shown->plan.figure == StudyPlan::Figure::Curves && tableChoice_->currentData() == Results)
            view_->pointAt(ComparisonFigure::Pointed{*chosen_, std::nullopt});
        Q_EMIT variantChanged();
    });
    connect(&document_, &StudyDocument::resultsChanged, this, &StudyPage::showResult);
    showResult();
}

StudyPage::~StudyPage() = default;

void StudyPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showResult(); // what is not seen is not counted
}

const StudyResult* StudyPage::result() const {
    if (!document_.results())
        return nullptr;
    const auto found =
        std::ranges::find_if(*document_.results(), [this](const StudyResult& one) { return one.plan.name == study_; });
    return found == document_.results()->end() ? nullptr : &*found;
}

const VariantResult* StudyPage::variant() const {
    const StudyResult* shown = result();
    return shown && chosen_ && *chosen_ < shown->variants.size() && tableChoice_->currentData() == Results
               ? &shown->variants[*chosen_]
               : nullptr;
}

void StudyPage::show(const std::string& study) {
    if (study == study_)
        return;
    study_ = study;
    chosen_.reset();
    view_->pointAt(std::nullopt);
    const QSignalBlocker quiet(tableChoice_);
    tableChoice_->setCurrentIndex(Results);
    showResult();
    Q_EMIT variantChanged();
}

void StudyPage::showResult() {
    const StudyResult* shown = result();
    const bool hasCounts = shown && !countedVariants(shown->plan).empty() && shown->plan.name == "networks";
    tableChoice_->setVisible(hasCounts);
    if (shown && isVisible()) {
        std::vector<StudyVariant> wanted = shown->plan.variants;
        if (hasCounts && tableChoice_->currentData() == Counts)
            for (const StudyVariant& variant : countedVariants(shown->plan))
                wanted.push_back(variant);
        document_.count(wanted);
    }
    showFigure();
    showTable();
    showWords();
}

void StudyPage::showFigure() {
    const StudyResult* shown = result();
    const auto& hidden = hidden_[study_];
    std::shared_ptr<const ComparisonFigure> figure;
    if (shown) {
        figure = std::make_shared<const ComparisonFigure>(comparisonOf(*shown, hidden));
        if (hidden.empty() && !figure->hasPoints())
            figure.reset();
        panel_->setTitle(titleOf(shown->plan));
    }
    showAll_->setVisible(!hidden.empty());
    const QString button = document_.begun() ? tr("Go on") : tr("Start");
    view_->setPlaceholder(!shown ? tr("Open a dataset, check one or several studies on the left and press Start; or choose the "
                                      "folder of a study that was begun.")
                          : shown->plan.figure == StudyPlan::Figure::Line
                              ? tr("No run of this study is done yet. Check it on the left and press %1: each point comes "
                                   "when its run is done.")
                                    .arg(button)
                              : tr("No run of this study has got through an epoch yet. Check it on the left and press %1: the "
                                   "curves grow while the networks learn.")
                                    .arg(button));
    panel_->setSavable(figure != nullptr);
    view_->setComparison(std::move(figure));
}

/// The chosen row stays chosen while the numbers grow.
void StudyPage::showTable() {
    const StudyResult* shown = result();
    const bool areCounts = shown && tableChoice_->isVisibleTo(this) && tableChoice_->currentData() == Counts;
    notes_->setVisible(areCounts);
    if (!shown)
        return table_->setContent({}, {}, tr("What each network comes to is shown here, beside the paper's value."));
    if (areCounts) {
        notes_->setText(countNotes().join(QLatin1Char('\n')));
        table_->setContent(countTable(shown->plan, document_));
        return fitTable();
    }
    TableFigure::Content content = resultTable(*shown);
    if (content.lines == table_->model().content().lines && content.title == table_->model().content().title)
        return;
    const auto chosen = chosen_;
    const bool hadFocus = table_->view().hasFocus();
    table_->setContent(std::move(content));
    if (chosen && hadFocus)
        table_->view().setFocus();
    if (chosen && static_cast<int>(*chosen) < table_->model().rowCount())
        table_->view().selectRow(static_cast<int>(*chosen));
    fitTable();
}

/// The figure has the room that the table does not need.
void StudyPage::fitTable() {
    const bool hasNotes = notes_->isVisibleTo(this);
    const int needed = std::max(leastFoot, table_->wholeHeight() + (hasNotes ? notes_->heightForWidth(foot_->width()) : 0));
    const int most = hasNotes ? QWIDGETSIZE_MAX : needed; // notes take more lines where the page is narrow
    if (most == foot_->maximumHeight())
        return;
    foot_->setMaximumHeight(most);
    const int all = splitter_->sizes().value(0) + splitter_->sizes().value(1);
    const int height = std::min(needed, all / 2);
    splitter_->setSizes({all - height, height});
}

void StudyPage::showWords() {
    const StudyResult* shown = result();
    const QString verdict = shown ? QString::fromStdString(shown->verdict()) : QString();
    verdict_->setText(verdict);
    verdict_->setVisible(!verdict.isEmpty());
    paper_->setVisible(shown != nullptr);
    if (!shown)
        return;
    const StudyPlan& plan = shown->plan;
    paper_->setText(
        plan.paperFigure.empty()
            ? QString::fromStdString(plan.paperSays)
            : tr("The paper, %1: %2").arg(QString::fromStdString(plan.paperFigure), QString::fromStdString(plan.paperSays)));
}

void StudyPage::toggle(std::size_t series) {
    auto& hidden = hidden_[study_];
    if (!hidden.erase(series))
        hidden.insert(series);
    showFigure();
}

void StudyPage::setCountsShown(bool areShown) { tableChoice_->setCurrentIndex(areShown ? Counts : Results); }

void StudyPage::setFolder(const QString& folder) {
    panel_->setFolder(folder);
    table_->panel().setFolder(folder);
}

void StudyPage::addVariantActions(const QList<QAction*>& actions) { table_->view().addActions(actions); }

void StudyPage::addButton(QAction* action) { button_->setDefaultAction(action); }

QByteArray StudyPage::splitterState() const { return splitter_->saveState(); }

void StudyPage::restoreSplitter(const QByteArray& state) { splitter_->restoreState(state); }

} // namespace iic::ui
