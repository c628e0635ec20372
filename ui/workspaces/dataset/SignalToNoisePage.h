#pragma once

#include "workspaces/dataset/FigurePage.h"

namespace iic::ui {

/// Signal to noise of the shown rows in each band (paper, Fig. 2).
class SignalToNoisePage : public FigurePage {
    Q_OBJECT

  public:
    SignalToNoisePage(DatasetDocument& document, IoPool& io);

  protected:
    void make() override;

  private:
    FigureView* view_;
};

} // namespace iic::ui
