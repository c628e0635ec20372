#pragma once

#include "bridge/IoPool.h"
#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

#include <QWidget>

class QComboBox;
class QSplitter;

namespace iic::ui {

class MapGrid;
class MapModel;
class PanelTitle;
class StageNotes;

/// The chosen stage of a source: its maps, drawn as the user wants them, and what there is to say of it.
class StagePanel : public QWidget {
    Q_OBJECT

  public:
    explicit StagePanel(QWidget* parent = nullptr);
    ~StagePanel() override { job_.cancel(); }

    void setCard(const ModelCard& card) { card_ = card; }
    void setSource(SharedExplanation source);
    void setStage(int stage);
    MapGrid& grid() { return *grid_; }
    MapModel& model() { return *model_; }
    bool isWorking() const { return job_.isRunning(); }

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

  private:
    QComboBox* choiceBox(const QString& name, const QString& about, const QStringList& entries);
    void takeChoice();
    void show();
    void showTitle(const FeatureMaps& maps);

    ModelCard card_;
    SharedExplanation source_;
    MapChoice choice_;
    PanelTitle* title_;
    QComboBox *branch_, *order_, *scale_;
    MapModel* model_;
    MapGrid* grid_;
    StageNotes* notes_;
    QSplitter* columns_;
    LatestJob job_;
    IoPool io_{1}; ///< draws maps
};

} // namespace iic::ui
