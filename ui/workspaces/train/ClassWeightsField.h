#pragma once

#include "workspaces/dataset/CheckedFields.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;

namespace iic::ui {

/// How much each class counts in the loss: all alike, each as much as the others, or as typed.
class ClassWeightsField : public QWidget {
    Q_OBJECT

  public:
    explicit ClassWeightsField(QWidget* parent = nullptr);

    void setWeights(bool areBalanced, const std::vector<double>& own);
    bool areBalanced() const;
    std::vector<double> own() const; ///< empty where they are not typed
    FieldState check() const;

  Q_SIGNALS:
    void changed();

  private:
    enum class Choice { Alike, Balanced, Own };
    Choice choice() const;
    std::vector<double> typed() const;

    QComboBox* choice_;
    QLineEdit* own_;
};

} // namespace iic::ui
