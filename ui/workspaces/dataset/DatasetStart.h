#pragma once

#include <QWidget>

class QAction;
class QGridLayout;

namespace iic::ui {

/// What stands in the workspace while no dataset is open: what one is, and the ways to one.
class DatasetStart : public QWidget {
    Q_OBJECT

  public:
    explicit DatasetStart(const QString& title, const QString& what, QWidget* parent = nullptr);

    /// A button for each, with the tool tip of the action beside it.
    void setActions(const QList<QAction*>& actions);

  private:
    QGridLayout* ways_;
};

} // namespace iic::ui
