#pragma once

#include "catalog/Catalog.h"
#include "plots/TableFigure.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QTableView;

namespace iic::ui {

class FigurePanel;
class IoPool;

/// The cells of a small table as they are shown.
class ContentModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    using Marks = std::vector<std::optional<SourceClass>>; ///< class whose sign stands before a line; nullopt: none

    using QAbstractTableModel::QAbstractTableModel;

    void setContent(TableFigure::Content content, Marks marks);
    const TableFigure::Content& content() const { return content_; }
    /// As text with tabs, as spreadsheets take it.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    TableFigure::Content content_;
    Marks marks_;
};

/// A small table under a header, which can be copied and saved as figures are. Without lines it says why.
class ContentTable : public QWidget {
    Q_OBJECT

  public:
    ContentTable(IoPool& io, const QString& title, const QList<QWidget*>& controls = {}, QWidget* parent = nullptr);

    void setContent(TableFigure::Content content, ContentModel::Marks marks = {}, const QString& reason = {});
    /// So high that its lines need no scrolling, up to a height in pixels.
    void setWholeUpTo(int height);
    /// With its header and all its lines, in pixels.
    int wholeHeight() const;
    FigurePanel& panel() { return *panel_; }
    QTableView& view() { return *view_; }
    const ContentModel& model() const { return *model_; }

  Q_SIGNALS:
    void activated(int line, int column); ///< clicked, or Enter

  protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void copy() const;
    int linesHeight() const;
    void fit();

    ContentModel* model_;
    QTableView* view_;
    QLabel* reason_;
    FigurePanel* panel_;
    int wholeUpTo_ = 0;
};

} // namespace iic::ui
