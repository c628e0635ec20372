#pragma once

#include "workspaces/dataset/CheckedFields.h"
#include "workspaces/dataset/OpenDataset.h"
#include "workspaces/train/NetworkCost.h"
#include "workspaces/train/TrainingRequest.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace iic::ui {

class ClassWeightsField;
class DeviceBox;
class FileChoice;
class NumberField;

/// The options of a run, those of the paper at first, checked as they are typed.
class RunOptionsForm : public QWidget {
    Q_OBJECT

  public:
    /// Whether a run may have this name.
    using CheckName = std::function<FieldState(const QString& name)>;

    RunOptionsForm(ComputeThread& compute, CheckName checkName, QWidget* parent = nullptr);

    /// As typed; whole where isComplete(). Without folders.
    TrainingRequest request() const;
    /// Not its name, dataset and weights to start from.
    void setOptions(const TrainingRequest& request);
    /// Taken where the user has typed no other.
    void suggestName(const QString& name);
    /// The dataset that is learned from, once it was read, or why it could not be.
    void setDataset(SharedDataset dataset, const QString& fault = {});
    /// What is said of the one used where none is chosen.
    void setOpenDataset(const QString& name);
    const std::filesystem::path& chosenDataset() const;
    /// Offered beside the choice of a file.
    void setDatasetActions(const QList<QAction*>& actions);
    void setStartFrom(const std::filesystem::path& weights);

    bool isComplete() const { return fields_.isComplete(); }
    void recheck();

  Q_SIGNALS:
    void changed();
    void datasetChosen();

  private:
    void makeInputs(QFormLayout* form);
    void makeRecipe(QFormLayout* form);
    void showNetwork();
    FieldState checkDataset() const;
    FieldState checkBands() const;
    FieldState checkInputs() const;
    FieldState checkPrecision() const;
    InputOptions input() const;

    NetworkCost cost_;
    CheckName checkName_;
    SharedDataset dataset_;
    QString datasetFault_;
    CheckedFields fields_{1};
    QString suggestedName_;
    QLineEdit* name_;
    FileChoice* datasetFile_;
    QLabel* network_;
    QWidget* bands_;
    std::vector<QCheckBox*> bandBoxes_; ///< W1 … W4
    QComboBox *preset_, *side_, *stem_, *schedule_, *precision_;
    DeviceBox* device_;
    NumberField *epochs_, *batch_, *rate_, *halveAfter_, *patience_, *seed_;
    QCheckBox* augment_;
    ClassWeightsField* weights_;
    FileChoice* startFrom_;
};

} // namespace iic::ui
