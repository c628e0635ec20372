#pragma once

#include "bridge/IoPool.h"
#include "workspaces/compare/StudyDocument.h"

#include <QWidget>

#include <set>

class QAction;
class QComboBox;
class QLabel;
class QSplitter;
class QToolButton;

namespace iic::ui {

class ComparisonView;
class ContentTable;
class FigurePanel;

/// A study as the paper shows it: its figure, what the paper and the runs here say, and the table below.
class StudyPage : public QWidget {
    Q_OBJECT

  public:
    explicit StudyPage(StudyDocument& document, QWidget* parent = nullptr);
    ~StudyPage() override;

    /// By its name; empty: none.
    void show(const std::string& study);
    const std::string& study() const { return study_; }
    ComparisonView& view() { return *view_; }
    ContentTable& table() { return *table_; }
    /// Of the table: rows of the paper's Table 3 in the place of results.
    void setCountsShown(bool areShown);
    void setFolder(const QString& folder);
    /// Of the row that is chosen in the table; nullptr: none is, or it is of counts.
    const VariantResult* variant() const;
    /// Actions of a variant, for the menu of its row.
    void addVariantActions(const QList<QAction*>& actions);
    /// A button in the head of the figure.
    void addButton(QAction* action);

    QByteArray splitterState() const;
    void restoreSplitter(const QByteArray& state);

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);
    void variantChanged();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void showResult();
    void showFigure();
    void showTable();
    void showWords();
    void fitTable();
    void toggle(std::size_t series);
    const StudyResult* result() const;

    StudyDocument& document_;
    std::string study_;
    std::map<std::string, std::set<std::size_t>> hidden_; ///< series, by study
    std::optional<std::size_t> chosen_; ///< row of the table
    ComparisonView* view_;
    FigurePanel* panel_;
    QLabel *paper_, *verdict_, *notes_;
    QComboBox* tableChoice_;
    ContentTable* table_;
    QSplitter* splitter_;
    QWidget* foot_;
    QToolButton* button_ = nullptr;
    QToolButton* showAll_;
    IoPool io_{1};
};

} // namespace iic::ui
