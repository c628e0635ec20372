#pragma once

#include "models/SourceFilterModel.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace iic::ui {

class SkyDocument;

/// The catalog below the sky: a title with filter chips and the table, which shares the document's selection.
class SourceTable : public QWidget {
    Q_OBJECT

  public:
    explicit SourceTable(SkyDocument& document, QWidget* parent = nullptr);

    QTableView& view() { return *view_; }
    SourceFilterModel& shown() { return *shown_; }

    /// Empty while the columns have the widths that fit the window.
    QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);

    /// A button for an action, on the right of the title.
    void addButton(QAction& action);

    /// Where the selected source stood in the table before a filter took it away; −1 when none did.
    int lostRow() const { return lostRow_; }

  Q_SIGNALS:
    /// By the user, in this table.
    void picked(int row);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fitColumns();
    QToolButton* addChip(const QString& text, const QString& name);
    void showCurrent(int row);
    void updateTitle();

    SkyDocument& document_;
    SourceTableModel* model_;
    SourceFilterModel* shown_;
    QTableView* view_;
    QLabel* title_;
    QBoxLayout* header_ = nullptr;
    bool isShowingCurrent_ = false;
    bool isLosingRows_ = false; ///< to a filter
    int lostRow_ = -1;
    bool isFittingColumns_ = false;
    bool hasChosenColumns_ = false; ///< by the user, now or in an earlier session
};

} // namespace iic::ui
