#pragma once

#include "study/StudyRun.h"
#include "workspaces/dataset/CheckedFields.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;

namespace iic::ui {

class FileChoice;
class NumberField;
class PathField;

/// On what a study is made, and how its networks learn: free for a new one; of one that was begun, only how often is.
class StudyForm : public QWidget {
    Q_OBJECT

  public:
    /// Why the studies that are chosen cannot be made on a dataset; empty where they can.
    using CheckStudies = std::function<QString(const OpenDataset& dataset)>;

    explicit StudyForm(CheckStudies checkStudies, QWidget* parent = nullptr);

    /// As typed; whole where isComplete(). Without the studies.
    StudyOptions options() const;
    /// The recipe, repeats and spectra.
    void setOptions(const StudyOptions& options);
    /// The study of the folder, whose recipe cannot be another; or why it cannot be read.
    void setBegun(const std::optional<StudyOptions>& begun, const QString& fault);

    std::filesystem::path folder() const;
    void setFolder(const std::filesystem::path& folder);
    /// Taken where the user has chosen no other.
    void suggestFolder(const std::filesystem::path& folder);

    /// What is learned from, once it was read, or why it could not be.
    void setDataset(SharedDataset dataset, const QString& fault = {});
    void setOpenDataset(const QString& name);
    /// Empty: the one that is open.
    std::filesystem::path chosenDataset() const;
    void setDatasetActions(const QList<QAction*>& actions);
    const SharedDataset& dataset() const { return dataset_; }
    const QString& datasetFault() const { return datasetFault_; }

    /// While a study is under way nothing can be changed.
    void setLocked(bool isLocked);
    bool isComplete() const { return fields_.isComplete(); }
    void recheck();

  Q_SIGNALS:
    void changed();
    void folderChosen();
    void datasetChosen();

  private:
    void lock();
    FieldState checkDataset() const;
    FieldState checkFolder() const;
    FieldState checkSpectra() const;

    CheckStudies checkStudies_;
    SharedDataset dataset_;
    QString datasetFault_, folderFault_, suggestedFolder_;
    std::optional<StudyOptions> begun_;
    bool isLocked_ = false;
    CheckedFields fields_{1};
    PathField* folder_;
    FileChoice* datasetFile_;
    NumberField *repeats_, *epochs_, *batch_, *rate_;
    QComboBox* schedule_;
    NumberField* halveAfter_;
    QCheckBox* augment_;
    NumberField* seed_;
    PathField* spectra_;
};

} // namespace iic::ui
