#include "workspaces/review/CasesPanel.h"

#include "models/SourceFilter.h"
#include "widgets/PanelHeader.h"
#include "workspaces/CaseStore.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/review/MistakeCard.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

const QString caseGroup = QStringLiteral("reviewCase");

/// Tells when it is left.
class NotesEdit : public QPlainTextEdit {
  public:
    explicit NotesEdit(std::function<void()> onLeft) : onLeft_(std::move(onLeft)) { setTabChangesFocus(true); }

  protected:
    void focusOutEvent(QFocusEvent* event) override {
        QPlainTextEdit::focusOutEvent(event);
        onLeft_();
    }

  private:
    std::function<void()> onLeft_;
};

QToolButton* headerButton(const QString& name, const QString& text, const QString& about) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(about);
    return button;
}

} // namespace

CasesPanel::CasesPanel(CaseStore& cases, DatasetDocument& document, SourceFilter& filter, QWidget* parent)
    : QWidget(parent),
      cases_(cases),
      document_(document),
      filter_(filter),
      pictures_(new ThumbnailLoader(this)),
      sort_(
          headerButton(QStringLiteral("sortIntoCase"), tr("Sort into"), tr("Put the sources chosen in the gallery into a case"))),
      sortMenu_(new QMenu(sort_)),
      column_(nullptr),
      editor_(makeEditor()) {
    sort_->setPopupMode(QToolButton::InstantPopup);
    sort_->setMenu(sortMenu_);
    auto* add = headerButton(QStringLiteral("newCase"), tr("New case"), tr("One more kind of source, to be named below"));
    connect(add, &QToolButton::clicked, this, &CasesPanel::addCase);
    auto* list = new QWidget;
    column_ = new QVBoxLayout(list);
    column_->setContentsMargins(10, 10, 10, 10);
    column_->setSpacing(8);
    column_->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Cases")), {sort_, add}));
    layout->addWidget(scroll, 1);
    layout->addWidget(editor_);
    connect(&cases_, &CaseStore::changed, this, &CasesPanel::showCases);
    connect(&document_, &DatasetDocument::datasetChanged, this, &CasesPanel::showDataset);
    connect(&document_, &DatasetDocument::chosenChanged, this, [this] { sort_->setEnabled(document_.current() >= 0); });
    connect(&filter_, &SourceFilter::changed, this, &CasesPanel::takeFilter);
    connect(pictures_, &ThumbnailLoader::ready, this, &CasesPanel::showMembers);
    connect(pictures_, &ThumbnailLoader::failed, this, &CasesPanel::failed);
    showDataset();
}

QWidget* CasesPanel::makeEditor() {
    auto* editor = new QWidget;
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("caseName"));
    name_->setAccessibleName(tr("Name of the case"));
    name_->setMaxLength(CaseStore::longestName);
    notes_ = new NotesEdit([this] { keepEdits(); });
    notes_->setObjectName(QStringLiteral("caseNotes"));
    notes_->setAccessibleName(tr("Notes on the case"));
    notes_->setPlaceholderText(tr("What its sources have in common"));
    notes_->setFixedHeight(fontMetrics().height() * 5);
    auto* remove =
        headerButton(QStringLiteral("removeCase"), tr("Remove"), tr("Remove the case; its sources stay where they are"));
    connect(remove, &QToolButton::clicked, this, &CasesPanel::removeCurrent);
    connect(name_, &QLineEdit::editingFinished, this, &CasesPanel::keepEdits);
    auto* line = new QHBoxLayout;
    line->addWidget(name_, 1);
    line->addWidget(remove);
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins(10, 6, 10, 10);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(notes_);
    return editor;
}

void CasesPanel::addActionsTo(QWidget& page) {
    page_ = &page;
    fillMenu();
}

bool CasesPanel::mayChange() {
    if (cases_.readOnlyReason().isEmpty())
        return true;
    Q_EMIT refused(cases_.readOnlyReason());
    showEditor();
    return false;
}

void CasesPanel::showDataset() {
    if (const SharedDataset& open = document_.dataset())
        pictures_->setDataset(open);
    else
        pictures_->setDataset(nullptr);
    showCases();
}

void CasesPanel::markRows() {
    if (document_.dataset())
        document_.store().setCaseNumbers(cases_.casesOf(document_.sources()));
}

std::vector<std::size_t> CasesPanel::rowsShown(int id) const {
    std::vector<std::size_t> rows;
    if (const SourceCase* one = cases_.find(id); one && document_.dataset())
        for (const SourceCase::Member& member : one->members)
            if (const int row = LabelStore::rowOf(document_.sources(), member.source, member.position);
                row >= 0 && rows.size() < MistakeCard::memberPictures)
                rows.push_back(static_cast<std::size_t>(row));
    return rows;
}

void CasesPanel::showCases() {
    markRows();
    if (!cases_.find(current_))
        choose(0);
    makeCards(cases_.cases().size());
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        const SourceCase& one = cases_.cases()[i];
        MistakeCard* card = cards_[i];
        card->setObjectName(QStringLiteral("case%1").arg(one.id));
        const QString notes = one.notes.section(QLatin1Char('\n'), 0, 0);
        MistakeCard::Content content;
        content.title = one.name;
        content.pairs = notes.isEmpty() ? tr("no notes") : notes;
        content.count = static_cast<int>(one.members.size());
        content.isOffWhenEmpty = false;
        card->setContent(content);
        card->setChecked(one.id == current_);
        const auto rows = rowsShown(one.id);
        wanted.insert(wanted.end(), rows.begin(), rows.end());
    }
    pictures_->want(std::move(wanted));
    showMembers();
    showEditor();
    fillMenu();
}

/// Those that are there stay: one may be just about to be clicked.
void CasesPanel::makeCards(std::size_t count) {
    for (; cards_.size() > count; cards_.pop_back())
        cards_.back()->deleteLater();
    while (cards_.size() < count) {
        auto* card = new MistakeCard;
        connect(card, &QAbstractButton::clicked, this, [this, place = cards_.size()](bool isChecked) {
            keepEdits();
            choose(isChecked ? cases_.cases()[place].id : 0);
        });
        column_->insertWidget(column_->count() - 1, card);
        cards_.push_back(card);
    }
}

void CasesPanel::showMembers() {
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        std::vector<QImage> pictures;
        for (const std::size_t row : rowsShown(cases_.cases()[i].id))
            pictures.push_back(pictures_->picture(row));
        cards_[i]->setMembers(std::move(pictures));
    }
}

void CasesPanel::showEditor() {
    const SourceCase* one = cases_.find(current_);
    editor_->setVisible(one != nullptr);
    if (!one || isKeeping_)
        return;
    if (name_->text() != one->name)
        name_->setText(one->name);
    if (notes_->toPlainText() != one->notes)
        notes_->setPlainText(one->notes);
}

/// What was typed, before anything else changes and shows what is kept.
void CasesPanel::keepEdits() {
    const SourceCase* one = cases_.find(current_);
    const QString name = name_->text().trimmed(), notes = notes_->toPlainText();
    if (!one || isKeeping_ || (one->name == name && one->notes == notes) || !mayChange())
        return;
    isKeeping_ = true;
    const bool isRenamed = one->name != name, isNotedAnew = one->notes != notes;
    if (isRenamed)
        cases_.rename(current_, name);
    if (isNotedAnew)
        cases_.setNotes(current_, notes);
    isKeeping_ = false;
    showEditor();
}

void CasesPanel::fillMenu() {
    for (QAction* action : sortMenu_->actions()) {
        if (page_)
            page_->removeAction(action);
        delete action;
    }
    const auto offer = [this](const QString& text, int id, const QKeySequence& key) {
        QAction* action = sortMenu_->addAction(text, this, [this, id] { sortChosen(id); });
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        if (page_)
            page_->addAction(action);
    };
    int number = 0;
    for (const SourceCase& one : cases_.cases())
        offer(one.name, one.id, ++number <= 9 ? QKeySequence(QStringLiteral("Ctrl+%1").arg(number)) : QKeySequence());
    sortMenu_->addSeparator();
    offer(tr("No case"), 0, QKeySequence(QStringLiteral("Ctrl+Del")));
    sort_->setEnabled(document_.current() >= 0);
}

void CasesPanel::choose(int id) {
    current_ = id;
    const SourceCase* one = cases_.find(id);
    if (one)
        static_cast<void>(filter_.add(one->name, QStringLiteral("case == %1").arg(id), caseGroup));
    else
        filter_.removeGroup(caseGroup);
    for (std::size_t i = 0; i < cards_.size() && i < cases_.cases().size(); ++i)
        cards_[i]->setChecked(cases_.cases()[i].id == id);
    showEditor();
}

/// The user may have taken the chip away.
void CasesPanel::takeFilter() {
    if (current_ != 0 && !filter_.hasGroup(caseGroup))
        choose(0);
}

void CasesPanel::sortChosen(int id) {
    keepEdits();
    if (document_.current() >= 0 && mayChange())
        cases_.sort(document_.sources(), document_.chosen(), id);
}

void CasesPanel::addCase() {
    keepEdits();
    if (!mayChange())
        return;
    if (const int id = cases_.add(tr("New case")); id > 0) {
        choose(id);
        name_->setFocus();
        name_->selectAll();
    }
}

void CasesPanel::removeCurrent() {
    if (mayChange())
        cases_.remove(current_);
}

} // namespace iic::ui
