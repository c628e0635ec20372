#include "workspaces/evaluate/ContentTable.h"

#include "widgets/ClassStyle.h"
#include "widgets/FigurePanel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int padding = 3;

/// A number, and in smaller letters below it what stands beside it.
class CellDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QStringList lines = index.data().toString().split(QLatin1Char('\n'));
        if (lines.size() < 2)
            return QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        if (isSelected)
            painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
        int top = option.rect.top() + padding / 2;
        for (qsizetype line = 0; line < lines.size(); ++line) {
            painter->setFont(line == 0 ? option.font : smaller(option.font));
            painter->setPen(option.palette.color(isSelected  ? QPalette::HighlightedText
                                                 : line == 0 ? QPalette::Text
                                                             : QPalette::PlaceholderText));
            const int height = painter->fontMetrics().height();
            painter->drawText(QRect(option.rect.left() + padding, top, option.rect.width() - 2 * padding, height),
                              Qt::AlignRight | Qt::AlignVCenter, lines[line]);
            top += height;
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QFontMetrics normal(option.font), small(smaller(option.font));
        const QStringList lines = index.data().toString().split(QLatin1Char('\n'));
        int width = normal.horizontalAdvance(lines.first());
        for (qsizetype line = 1; line < lines.size(); ++line)
            width = std::max(width, small.horizontalAdvance(lines[line]));
        const int mark = index.data(Qt::DecorationRole).isNull() ? 0 : 32;
        if (lines.size() < 2) // drawn by the style, with its own padding
            width = std::max(width, QStyledItemDelegate::sizeHint(option, index).width() - mark - 2 * padding);
        return {width + 2 * padding + mark + 2, normal.height() + small.height() * (int(lines.size()) - 1) + padding};
    }

  private:
    static QFont smaller(QFont font) {
        font.setPointSizeF(font.pointSizeF() * 0.85);
        return font;
    }
};

} // namespace

void ContentModel::setContent(TableFigure::Content content, Marks marks) {
    beginResetModel();
    content_ = std::move(content);
    marks_ = std::move(marks);
    endResetModel();
}

QString ContentModel::text() const {
    QStringList lines{content_.heads.join(QLatin1Char('\t'))};
    for (const QStringList& line : content_.lines)
        lines << QStringList(line).replaceInStrings(QStringLiteral("\n"), QStringLiteral(" ")).join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
}

int ContentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(content_.lines.size());
}

int ContentModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(content_.heads.size());
}

QVariant ContentModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto line = static_cast<std::size_t>(index.row());
    if (role == Qt::DisplayRole)
        return content_.lines[line].value(index.column());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == 0 && line < marks_.size() && marks_[line])
        return classMarker(marks_[line], 9, qApp->devicePixelRatio());
    return {};
}

QVariant ContentModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return content_.heads.value(section);
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

ContentTable::ContentTable(IoPool& io, const QString& title, const QList<QWidget*>& controls, QWidget* parent)
    : QWidget(parent), model_(new ContentModel(this)), view_(new QTableView), reason_(new QLabel), panel_(nullptr) {
    view_->setModel(model_);
    view_->setItemDelegate(new CellDelegate(view_));
    view_->setAccessibleName(title);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setShowGrid(false);
    view_->setProperty("tight", true);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setHighlightSections(false);
    view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view_->installEventFilter(this);
    const auto activate = [this](const QModelIndex& index) { Q_EMIT activated(index.row(), index.column()); };
    connect(view_, &QTableView::activated, this, activate);
    connect(view_, &QTableView::clicked, this, activate);
    reason_->setAlignment(Qt::AlignCenter);
    reason_->setWordWrap(true);
    reason_->setProperty("muted", true);
    reason_->setContentsMargins(16, 8, 16, 8);
    auto* both = new QWidget;
    auto* stack = new QStackedLayout(both);
    stack->addWidget(reason_);
    stack->addWidget(view_);
    auto* copyButton = new QToolButton;
    copyButton->setText(tr("Copy"));
    copyButton->setAutoRaise(true);
    copyButton->setAccessibleName(tr("Copy the table: %1").arg(title));
    copyButton->setToolTip(tr("Copy the table as text"));
    connect(copyButton, &QToolButton::clicked, this, &ContentTable::copy);
    panel_ = new FigurePanel(
        io, title, both, [this]() -> FigurePointer { return std::make_shared<const TableFigure>(model_->content()); },
        controls + QList<QWidget*>{copyButton});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel_);
}

void ContentTable::setContent(TableFigure::Content content, ContentModel::Marks marks, const QString& reason) {
    const bool isEmpty = content.lines.empty();
    reason_->setText(reason);
    panel_->setTitle(content.title, content.shortTitles);
    model_->setContent(std::move(content), std::move(marks));
    panel_->setSavable(!isEmpty);
    static_cast<QStackedLayout*>(view_->parentWidget()->layout())
        ->setCurrentWidget(isEmpty ? static_cast<QWidget*>(reason_) : view_);
    fit();
}

void ContentTable::setWholeUpTo(int height) {
    wholeUpTo_ = height;
    fit();
}

int ContentTable::linesHeight() const {
    return view_->horizontalHeader()->sizeHint().height() + view_->verticalHeader()->length() + 2;
}

int ContentTable::wholeHeight() const { return panel_->headerHeight() + linesHeight(); }

/// Room for the words of each column, the rest of the width shared out.
void ContentTable::fit() {
    view_->resizeRowsToContents();
    view_->resizeColumnsToContents();
    view_->setMinimumHeight(std::min(linesHeight(), wholeUpTo_));
    int used = 0;
    const int columns = model_->columnCount();
    for (int column = 0; column < columns; ++column)
        used += view_->columnWidth(column);
    const int spare = columns == 0 ? 0 : std::max(0, view_->viewport()->width() - used) / columns;
    for (int column = 0; column < columns; ++column)
        view_->setColumnWidth(column, view_->columnWidth(column) + spare);
}

void ContentTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void ContentTable::copy() const { QApplication::clipboard()->setText(model_->text()); }

/// Ctrl+C copies the table here, elsewhere in the window a position.
bool ContentTable::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    if (!static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        copy();
    return true;
}

} // namespace iic::ui
