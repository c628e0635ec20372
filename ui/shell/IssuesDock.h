#pragma once

#include "models/IssueModel.h"

#include <QDockWidget>

namespace iic::ui {

/// Shows the issues and keeps them. Comes forward by itself when an error arrives.
class IssuesDock : public QDockWidget {
    Q_OBJECT

  public:
    explicit IssuesDock(IssueModel& model, QWidget* parent = nullptr);

  private:
    void updateTitle();
    IssueModel& model_;
};

} // namespace iic::ui
