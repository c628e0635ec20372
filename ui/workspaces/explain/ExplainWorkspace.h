#pragma once

#include "workspaces/Workspace.h"
#include "workspaces/explain/ComparedSources.h"
#include "workspaces/explain/CurrentSource.h"
#include "workspaces/explain/Explainer.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace iic::ui {

class DatasetStart;
class DatasetWorkspace;
class InspectorPanel;
class IssueModel;
class SkyWorkspace;
class StageModel;
class StagePanel;
class StageStrip;

/// How the network comes to its answer for the source chosen last, on the sky or in the dataset: the stages of the network above,
/// the maps of the chosen one below. What is asked of the list of sources is asked of the page it was chosen on.
class ExplainWorkspace : public SourceWorkspace {
    Q_OBJECT

  public:
    ExplainWorkspace(SkyDocument& sky, DatasetDocument& dataset, SkyWorkspace& skyPage, DatasetWorkspace& datasetPage,
                     ModelStore& models, IssueModel& issues, QWidget* parent = nullptr);

    StageStrip& strip();
    StagePanel& panel();
    /// What is shown; null: nothing.
    const SharedExplanation& shown() const { return shown_; }
    /// Something is on its way to be shown.
    bool isBusy() const;

    const SourceList& sources() const override { return page().sources(); }
    bool hasPositions() const override { return page().hasPositions(); }
    void select(int row) override { page().select(row); }
    QString goTo(const SkyCoord& position) override { return page().goTo(position); }
    void step(int by) override { page().step(by); }
    void goToNextUnlabelled() override { page().goToNextUnlabelled(); }
    void labelCurrent(UserLabel label) override { page().labelCurrent(label); }
    ShownSources& shownSources() override { return page().shownSources(); }
    SourceLabels& sourceLabels() override { return page().sourceLabels(); }
    QString positionToCopy() const override { return page().positionToCopy(); }
    QString refusal() const override { return page().refusal(); }
    bool isClassifying() const override { return page().isClassifying(); }
    void classifyAll() override { page().classifyAll(); }
    QList<QWidget*> listViews() override;
    void zoomBy(double factor) override; ///< the maps
    void zoomToFit() override;
    void takeFocus() override;

    void saveState() const;

  Q_SIGNALS:
    void skyWanted(); ///< to choose a source there
    void datasetWanted();
    void figureSaved(const QString& file);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    SourceWorkspace& page() const;
    void makeContent();
    QAction* wayTo(const QString& name, const QString& text, const QString& about, void (ExplainWorkspace::*signal)());
    void takeModel();
    void explainCurrent();
    void show(const SharedExplanation& source, qint64 milliseconds);
    void showFault(const Error& error);
    void clear();
    void keepShown();
    void showPanel();
    void showInspector();

    SkyWorkspace& skyPage_;
    DatasetWorkspace& datasetPage_;
    ModelStore& models_;
    IssueModel& issues_;
    CurrentSource current_;
    Explainer explainer_;
    ComparedSources compared_;
    std::optional<SourceToExplain> asked_; ///< the last that was asked for, shown once it is explained
    SharedExplanation shown_;
    bool isOutdated_ = true; ///< by what happened while the page was not seen
    bool hasCosts_ = false; ///< of the model, or asked for them
    QStackedWidget* pages_;
    DatasetStart* noModel_;
    DatasetStart* noSource_;
    QLabel* fault_;
    // All null until the page is seen with a source.
    StageModel* stages_ = nullptr;
    StageStrip* strip_ = nullptr;
    StagePanel* panel_ = nullptr;
    QSplitter* content_ = nullptr;
    QStackedWidget* inspectors_ = nullptr;
    InspectorPanel *ofSky_ = nullptr, *ofDataset_ = nullptr; ///< null until a source of the list is shown
    IoPool io_{1}; ///< writes figures
};

} // namespace iic::ui
