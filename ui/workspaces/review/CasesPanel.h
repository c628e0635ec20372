#pragma once

#include "base/Error.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QToolButton;
class QVBoxLayout;

namespace iic::ui {

class CaseStore;
class DatasetDocument;
class MistakeCard;
class SourceFilter;
class ThumbnailLoader;

/// The cases that the user sorts sources into, a card a case; a click on one shows its sources alone, and its name and notes below. Sources
/// chosen in the gallery are put into a case by the menu of "Sort into", or by Ctrl and its number.
class CasesPanel : public QWidget {
    Q_OBJECT

  public:
    CasesPanel(CaseStore& cases, DatasetDocument& document, SourceFilter& filter, QWidget* parent = nullptr);

    /// Where its keys are heard as well.
    void addActionsTo(QWidget& page);
    /// The case whose sources are shown; 0: none.
    int current() const { return current_; }
    const std::vector<MistakeCard*>& cards() const { return cards_; }

  Q_SIGNALS:
    void failed(const iic::Error& error);
    void refused(const QString& reason); ///< the project can only be read

  private:
    QWidget* makeEditor();
    void showCases();
    void showDataset();
    void markRows();
    void showMembers();
    void showEditor();
    void keepEdits();
    void makeCards(std::size_t count);
    void fillMenu();
    void choose(int id);
    void takeFilter();
    void sortChosen(int id);
    void addCase();
    void removeCurrent();
    bool mayChange();
    std::vector<std::size_t> rowsShown(int id) const;

    CaseStore& cases_;
    DatasetDocument& document_;
    SourceFilter& filter_;
    ThumbnailLoader* pictures_;
    QToolButton* sort_;
    QMenu* sortMenu_;
    QVBoxLayout* column_;
    QWidget* editor_;
    QLineEdit* name_;
    QPlainTextEdit* notes_;
    std::vector<MistakeCard*> cards_; ///< as the cases stand
    QWidget* page_ = nullptr;
    bool isKeeping_ = false; ///< what was typed
    int current_ = 0;
};

} // namespace iic::ui
