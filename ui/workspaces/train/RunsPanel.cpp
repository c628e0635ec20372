#include "workspaces/train/RunsPanel.h"

#include "widgets/PanelHeader.h"

#include <QAction>
#include <QDesktopServices>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

/// A name that is being written stays as it is while the list tells of news.
class NameDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        const auto* name = qobject_cast<QLineEdit*>(editor);
        if (!name || (name->text().isEmpty() && !name->isModified()))
            QStyledItemDelegate::setEditorData(editor, index);
    }
};

} // namespace

RunsPanel::RunsPanel(RunStore& runs, QWidget* parent)
    : QWidget(parent), runs_(runs), model_(new RunTableModel(runs, this)), view_(new QTableView), stack_(new QStackedWidget) {
    view_->setObjectName(QStringLiteral("runs"));
    view_->setAccessibleName(tr("Runs of the project"));
    view_->setModel(model_);
    view_->setItemDelegateForColumn(RunTableModel::Name, new NameDelegate(view_));
    view_->setShowGrid(false);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setHighlightSections(false);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view_->horizontalHeader()->setSectionResizeMode(RunTableModel::Name, QHeaderView::Stretch);
    stack_->addWidget(
        panelNote(tr("No run yet. Choose a dataset and options on the left and press Start: the run, its curves and its "
                     "weights are kept in a folder beside the project.")));
    stack_->addWidget(view_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Runs")), {}));
    layout->addWidget(stack_, 1);
    makeActions();
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (!index.isValid())
            return;
        selected_ = model_->run(index.row())->id;
        updateActions();
        Q_EMIT currentChanged();
    });
    connect(model_, &QAbstractItemModel::modelReset, this, &RunsPanel::keepSelection);
    connect(model_, &QAbstractItemModel::dataChanged, this, &RunsPanel::updateActions);
    keepSelection();
}

QAction* RunsPanel::add(const QString& name, const QString& text, const QKeySequence& key,
                        void (RunsPanel::*what)(const KnownRun&)) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, what] {
        if (const KnownRun* run = current())
            (this->*what)(*run);
    });
    view_->addAction(action);
    return action;
}

void RunsPanel::makeActions() {
    overlay_ = add(QStringLiteral("overlayRun"), tr("&Lay its curve over the others"), Qt::Key_O, &RunsPanel::overlay);
    continue_ = add(QStringLiteral("continueRun"), tr("&Continue"), Qt::Key_C, &RunsPanel::carryOn);
    reproduce_ = add(QStringLiteral("reproduceRun"), tr("Make it a&gain"), Qt::Key_R, &RunsPanel::reproduce);
    startFrom_ = add(QStringLiteral("startFromRun"), tr("&Start another from its weights"), {}, &RunsPanel::startFrom);
    useModel_ = add(QStringLiteral("useRun"), tr("&Use it to classify"), Qt::Key_M, &RunsPanel::useModel);
    report_ = add(QStringLiteral("reportRun"), tr("Save its re&port…"), Qt::Key_P, &RunsPanel::saveReport);
    rename_ = add(QStringLiteral("renameRun"), tr("Re&name"), Qt::Key_F2, &RunsPanel::rename);
    tag_ = add(QStringLiteral("tagRun"), tr("&Tags…"), Qt::Key_T, &RunsPanel::tag);
    showFolder_ = add(QStringLiteral("showRunFolder"), tr("Show its &folder"), {}, &RunsPanel::showFolder);
    forget_ = add(QStringLiteral("forgetRun"), tr("Ta&ke it off the list"), {}, &RunsPanel::forget);
    forget_->setToolTip(tr("Its folder stays where it is"));
    remove_ = add(QStringLiteral("removeRun"), tr("&Delete…"), Qt::Key_Delete, &RunsPanel::remove);
    view_->removeAction(rename_); // F2 edits in the table of itself; the menu has it too
    rename_->setShortcut({});
    view_->insertAction(tag_, rename_);
}

const KnownRun* RunsPanel::current() const { return model_->run(view_->currentIndex().row()); }

void RunsPanel::select(std::int64_t id) {
    selected_ = id;
    keepSelection();
}

void RunsPanel::keepSelection() {
    stack_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
    const int row = selected_ ? model_->rowOf(*selected_) : -1;
    if (model_->rowCount() > 0)
        view_->selectRow(std::max(row, 0));
    updateActions();
    Q_EMIT currentChanged();
}

void RunsPanel::setLive(const LiveRun* live) {
    live_ = live;
    model_->setLive(live);
}

void RunsPanel::updateActions() {
    const KnownRun* run = current();
    const bool isThere = run && run->isThere, isLive = run && model_->isLive(*run);
    const bool hasWeights = isThere && run->record && run->record->bestEpoch > 0;
    for (QAction* action : {rename_, tag_, overlay_})
        action->setEnabled(run != nullptr);
    continue_->setEnabled(isThere && !live_ && isUnfinished(*run));
    reproduce_->setEnabled(isThere && !live_ && run->record);
    startFrom_->setEnabled(hasWeights);
    useModel_->setEnabled(hasWeights);
    report_->setEnabled(isThere && run->record && !run->epochs.empty());
    showFolder_->setEnabled(isThere);
    remove_->setEnabled(run && !isLive);
    forget_->setEnabled(run && !isLive && !run->record); // its folder is not surely a run's, and not deleted
}

void RunsPanel::rename(const KnownRun&) { view_->edit(model_->index(view_->currentIndex().row(), RunTableModel::Name)); }

void RunsPanel::tag(const KnownRun& run) {
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Tags of %1").arg(run.name));
    dialog->setLabelText(tr("Words with commas between:"));
    dialog->setTextValue(run.tags.join(QStringLiteral(", ")));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id = run.id](const QString& text) {
        static const QRegularExpression comma(QStringLiteral("\\s*,\\s*"));
        runs_.setTags(id, text.trimmed().split(comma, Qt::SkipEmptyParts));
    });
    dialog->open();
}

void RunsPanel::remove(const KnownRun& run) {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Delete a run"),
                                tr("Move the folder of %1 to the trash, with its weights and curves?").arg(run.name),
                                QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* go = box->addButton(tr("Move to the trash"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, go, id = run.id](QAbstractButton* clicked) {
        if (clicked == go)
            runs_.remove(id);
    });
    box->open();
}

void RunsPanel::overlay(const KnownRun& run) {
    const QModelIndex index = model_->index(model_->rowOf(run.id), RunTableModel::Name);
    model_->setData(index, model_->isOverlaid(run.id) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void RunsPanel::showFolder(const KnownRun& run) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(run.folder.string())));
}

} // namespace iic::ui
