#pragma once

#include <QWidget>

class QLabel;

namespace iic::ui {

class SourceInspector;

/// The inspector on the right of a workspace, under a header that counts, scrolled where the window is low.
class InspectorPanel : public QWidget {
  public:
    explicit InspectorPanel(const QString& title, QWidget* parent = nullptr);

    SourceInspector& inspector() { return *inspector_; }
    void setCount(const QString& text);

  private:
    SourceInspector* inspector_;
    QLabel* count_;
};

} // namespace iic::ui
