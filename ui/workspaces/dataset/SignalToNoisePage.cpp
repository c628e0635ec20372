#include "workspaces/dataset/SignalToNoisePage.h"

#include "plots/FigureView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/dataset/FigureWork.h"

namespace iic::ui {

SignalToNoisePage::SignalToNoisePage(DatasetDocument& document, IoPool& io) : FigurePage(document, io), view_(new FigureView) {
    usePanel(new FigurePanel(io, tr("Signal to noise"), view_));
    connect(&document.shown(), &ShownSources::changed, this, [this] { renew(); });
}

void SignalToNoisePage::make() {
    const QString reason =
        isImages() ? tr("This dataset is of images without magnitudes: their signal to noise is not known.") : whyNothingShown();
    if (!reason.isEmpty()) {
        dropWork();
        return present(*view_, nullptr, tr("Signal to noise"), reason);
    }
    const int count = document_.shown().count();
    inBackground<FigurePointer>([sources = document_.dataset()->sources, rows = document_.shown().rows()](
                                    JobContext&) -> JobResult<FigurePointer> { return signalToNoiseFigure(*sources, *rows); },
                                [this, count](FigurePointer figure) {
                                    present(*view_, std::move(figure), tr("Signal to noise of %Ln source(s)", nullptr, count));
                                });
}

} // namespace iic::ui
