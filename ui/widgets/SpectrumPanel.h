#pragma once

#include "catalog/Catalog.h"
#include "plots/SpectrumView.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QListView;
class QStackedWidget;
class QStringListModel;
class QToolButton;

namespace iic::ui {

class FigurePanel;
class IoPool;

/// A spectrum with what is known of it, the lines of a class at a redshift, and the list of those that are open. Says what to do first
/// where there is none.
class SpectrumPanel : public QWidget {
    Q_OBJECT

  public:
    /// The pool saves figures.
    explicit SpectrumPanel(IoPool& io, QWidget* parent = nullptr);

    /// The names of those that are open, and which is chosen; −1: none.
    void setList(const QStringList& names, int current);
    void setCurrent(int current);
    /// Shows one with the lines of its class at its redshift; nullptr: none is read yet.
    void setSpectrum(std::shared_ptr<const Spectrum> spectrum);
    /// What the network says of it, and where it lies beside the selected source; empty: nothing.
    void setAnswer(const QString& text);
    void setPlaceNote(const QString& text);

    SpectrumView& view() { return *view_; }

  Q_SIGNALS:
    void chosen(int which);
    void openWanted();
    void closeWanted(); ///< all of them
    void saved(const QString& file);
    void failed(const iic::Error& error);

  private:
    QWidget* makeEmptyPage();
    QWidget* makePage();
    QWidget* makeControls();
    void makeList();
    void showFacts();
    void showLines();
    void takeFileLines();

    std::shared_ptr<const Spectrum> spectrum_;
    QStackedWidget* pages_;
    FigurePanel* panel_ = nullptr;
    QLabel* facts_;
    QLabel* answer_;
    QLabel* place_;
    QComboBox* lines_;
    QDoubleSpinBox* redshift_;
    QToolButton* asInFile_;
    SpectrumView* view_;
    QLabel* readout_;
    QStringListModel* names_;
    QListView* list_;
    bool isListBeingSet_ = false; ///< not chosen by the user
};

} // namespace iic::ui
