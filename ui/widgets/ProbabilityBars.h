#pragma once

#include "catalog/Catalog.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;
class QProgressBar;

namespace iic::ui {

/// How probable each class is: its sign and name, a bar and the number.
class ProbabilityBars : public QWidget {
    Q_OBJECT

  public:
    explicit ProbabilityBars(QWidget* parent = nullptr);

    /// In the order of SourceClass; nullopt when the source is not classified.
    void setProbabilities(const std::optional<std::array<float, 3>>& probabilities);

  private:
    struct Row {
        QLabel* name = nullptr;
        QProgressBar* bar = nullptr;
        QLabel* value = nullptr;
    };
    std::array<Row, 3> rows_;
};

} // namespace iic::ui
