#pragma once

#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/evaluate/NetworkBox.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace iic::ui {

class DatasetDocument;
class RunJudge;

/// What is evaluated and how: the network, the split, its calibration, how frequent the classes are, and another network
/// beside it. Below, what makes the scores too good.
class EvaluationBar : public QWidget {
    Q_OBJECT

  public:
    EvaluationBar(EvaluationDocument& document, DatasetDocument& dataset, RunJudge& judge, QWidget* parent = nullptr);

    void setNetworks(const std::vector<KnownNetwork>& networks);
    NetworkBox& network() { return *network_; }
    /// As the button does.
    void judge();
    /// This network, and another beside it.
    void judge(const std::filesystem::path& model, const std::filesystem::path& other);

  Q_SIGNALS:
    /// Of the run that is evaluated.
    void reportWanted();

  private:
    void arrange();
    QToolButton* makePriorsButton();
    QString calibrationText() const;
    void showState();
    QStringList warnings() const;
    void showSplits();
    void askPriors();
    void setCalibrated(bool isCalibrated);
    void compare();

    EvaluationDocument& document_;
    DatasetDocument& dataset_;
    RunJudge& judge_;
    NetworkBox* network_;
    QComboBox* split_;
    QPushButton* go_;
    QCheckBox* calibrated_;
    QToolButton* priors_;
    NetworkBox* other_;
    QPushButton* report_;
    QLabel* warnings_;
};

} // namespace iic::ui
