#pragma once

#include "bridge/IoPool.h"
#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

#include <QWidget>

class QComboBox;
class QSplitter;

namespace iic::ui {

class FigurePanel;
class MapColumns;
class StageNotes;

/// The chosen stage: the maps of the source and of those it is compared with, drawn as the user wants them, and what there is to
/// say of it.
class StagePanel : public QWidget {
    Q_OBJECT

  public:
    explicit StagePanel(IoPool& io, QWidget* parent = nullptr);

    void setCard(const ModelCard& card) { card_ = card; }
    /// The chosen one last; empty: there is none.
    void setSources(std::vector<SharedExplanation> sources);
    void setStage(int stage);
    MapColumns& maps() { return *maps_; }
    FigurePanel& figurePanel() { return *panel_; }

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  private:
    QComboBox* choiceBox(const QString& name, const QString& about, const QStringList& entries);
    void takeChoice();
    void show();
    void showTitle(const FeatureMaps& maps);

    ModelCard card_;
    std::vector<SharedExplanation> sources_;
    MapChoice choice_;
    QComboBox *branch_, *order_, *scale_;
    MapColumns* maps_;
    StageNotes* notes_;
    QSplitter* columns_;
    FigurePanel* panel_;
};

} // namespace iic::ui
