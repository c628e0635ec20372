#pragma once

#include "bridge/IoPool.h"

#include <filesystem>

class QMenu;
class QWidget;

namespace iic::ui {

class CompareWorkspace;
class DatasetController;
class DatasetDocument;
class EvaluateWorkspace;
class IssueModel;
class StudyController;

/// Studies in the window: their menu and report, the way from a run to its evaluation, and the question at closing time.
class CompareActions : public QObject {
    Q_OBJECT

  public:
    CompareActions(CompareWorkspace& workspace, StudyController& studies, EvaluateWorkspace& evaluate,
                   DatasetController& datasets, DatasetDocument& document, IssueModel& issues, QWidget* window);

    void addTo(QMenu& menu);
    /// For the menu of files.
    void addExportTo(QMenu& menu);
    void saveReportAs(const std::filesystem::path& path, bool overwrite);
    /// Whether the window may close. While a study is under way it asks, and closes the window if the answer is to stop.
    bool mayClose();

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    void saved(const QString& file);
    /// A run is to be judged there.
    void evaluationShown();
    /// Something to be read in passing.
    void told(const QString& text);

  private:
    void askReport();
    void evaluate(const std::filesystem::path& dataset, const std::filesystem::path& weights);
    void judgeWanted();

    CompareWorkspace& workspace_;
    StudyController& studies_;
    EvaluateWorkspace& evaluate_;
    DatasetController& datasets_;
    DatasetDocument& document_;
    IssueModel& issues_;
    QWidget* window_;
    std::filesystem::path wantedDataset_, wantedWeights_; ///< to be judged once the dataset is open
    bool isAsking_ = false;
    IoPool io_{1};
};

} // namespace iic::ui
