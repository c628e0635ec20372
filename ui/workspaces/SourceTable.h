#pragma once

#include "models/SourceTableModel.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace iic::ui {

class SkyDocument;

/// The catalog below the sky: a title with the filter and the table, which shares the document's selection.
class SourceTable : public QWidget {
    Q_OBJECT

  public:
    SourceTable(SkyDocument& document, SourceFilter& filter, QWidget* parent = nullptr);

    QTableView& view() { return *view_; }

    /// Empty while the columns have the widths that fit the window.
    QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);

    /// A button for an action, on the right of the title.
    void addButton(QAction& action);

  Q_SIGNALS:
    /// By the user, in this table.
    void picked(int row);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fitColumns();
    QToolButton* addSwitch(const QString& title, const QString& condition, const QString& group);
    void showCurrent(int row);
    void updateTitle();

    SkyDocument& document_;
    SourceFilter& filter_;
    SourceTableModel* model_;
    QTableView* view_;
    QLabel* title_;
    QBoxLayout* header_ = nullptr;
    bool isShowingCurrent_ = false;
    bool isFittingColumns_ = false;
    bool hasChosenColumns_ = false; ///< by the user, now or in an earlier session
};

} // namespace iic::ui
