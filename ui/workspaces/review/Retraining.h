#pragma once

#include "analysis/LabelCorrections.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <map>
#include <optional>

namespace iic::ui {

class DatasetDocument;
class EvaluationDocument;
class ProjectStore;
class RunStore;
class TrainingController;
struct KnownRun;

/// The user's labels against those of the open dataset, and a run that learns from them: the one under review, made again with nothing
/// else changed.
class Retraining : public QObject {
    Q_OBJECT

  public:
    /// Rows whose label the user has corrected, or that are to be left out: unsure ones and artefacts.
    struct Count {
        std::size_t corrected = 0, leftOut = 0;
        std::size_t ofTest = 0; ///< corrected or left out as well, but no network learns from them
    };
    /// Two runs that differ in the corrections alone.
    struct Pair {
        QString corrected, original;
        std::filesystem::path correctedFolder, originalFolder;
        std::filesystem::path dataset;
        LabelCorrections corrections;
    };

    Retraining(EvaluationDocument& evaluation, DatasetDocument& dataset, TrainingController& training, RunStore& runs,
               ProjectStore& project, QObject* parent = nullptr);

    const Count& count() const { return count_; }
    /// The run under review; null where it is none of the project's.
    const KnownRun* original() const;
    /// Those of the sources that networks learn from.
    LabelCorrections learnedCorrections() const;
    /// Why no run can be begun; empty where one can.
    QString whyNot() const;
    void start();
    bool isUnderWay() const;
    /// The run that was begun last on the open dataset, once it has ended; null where there is none.
    const Pair* done() const;
    /// Whether it has learned from the labels as they are now.
    bool isUpToDate() const;

  Q_SIGNALS:
    void changed();

  private:
    void recountAll();
    void recount(int row);
    void showCount();
    void takeEnd();

    EvaluationDocument& evaluation_;
    DatasetDocument& dataset_;
    TrainingController& training_;
    RunStore& runs_;
    ProjectStore& project_;
    std::map<std::size_t, LabelCorrection> corrections_; ///< by row, those of the test split among them
    Count count_;
    std::optional<Pair> begun_, done_;
};

} // namespace iic::ui
