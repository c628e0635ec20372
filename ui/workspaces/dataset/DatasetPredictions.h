#pragma once

#include "workspaces/ListClassifier.h"
#include "workspaces/dataset/DatasetDocument.h"

namespace iic::ui {

/// What the model says of the open dataset.
class DatasetPredictions : public ListClassifier {
    Q_OBJECT

  public:
    DatasetPredictions(DatasetDocument& document, ModelStore& models, IssueModel& issues, QObject* parent = nullptr);
};

} // namespace iic::ui
