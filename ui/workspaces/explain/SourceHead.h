#pragma once

#include "workspaces/explain/ExplainedSource.h"

#include <QWidget>

namespace iic::ui {

/// Which source stands below: its picture, where its decision comes from, its name and class.
class SourceHead : public QWidget {
    Q_OBJECT

  public:
    explicit SourceHead(QWidget* parent = nullptr);

    void setSource(SharedExplanation source);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    SharedExplanation source_;
};

} // namespace iic::ui
