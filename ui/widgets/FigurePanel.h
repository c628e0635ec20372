#pragma once

#include "base/Error.h"

#include "plots/Figure.h"

#include <QWidget>

#include <functional>

class QFileDialog;
class QToolButton;

namespace iic::ui {

class FigureView;
class IoPool;
class PanelTitle;

/// A figure under a header with its title, controls of its own, and "Save…", which writes it as PNG, SVG, PDF or CSV on a thread
/// of the pool.
class FigurePanel : public QWidget {
    Q_OBJECT

  public:
    /// What is to be saved now; nullptr when there is nothing.
    using Source = std::function<FigurePointer()>;

    /// Takes `view` and `controls` over; `source` is asked on the GUI thread while the panel lives.
    FigurePanel(IoPool& io, const QString& title, QWidget* view, Source source, const QList<QWidget*>& controls = {});
    FigurePanel(IoPool& io, const QString& title, FigureView* view, const QList<QWidget*>& controls = {});

    /// `shorter`: the same in ever fewer words, for where there is little room.
    void setTitle(const QString& title, const QStringList& shorter = {});
    /// What the button says in the place of "Save…", and in more words.
    void setSaveText(const QString& text, const QString& about);
    /// Off while there is nothing to save.
    void setSavable(bool isSavable);
    /// Where the dialog begins when nothing was saved yet.
    void setFolder(const QString& folder) { folder_ = folder; }
    int headerHeight() const;

    /// Asks for a name and a form, then saves.
    void askAndSave();
    /// Saves under this name, its ending telling the form.
    void saveAs(const QString& file);

  Q_SIGNALS:
    void saved(const QString& file);
    void failed(const iic::Error& error);

  private:
    void updateButton();

    IoPool& io_;
    Source source_;
    QString folder_;
    PanelTitle* title_;
    QToolButton* save_;
    bool isSavable_ = true;
    bool isSaving_ = false;
};

} // namespace iic::ui
