#include "workspaces/dataset/FigurePage.h"

#include "plots/FigureView.h"
#include "widgets/FigurePanel.h"

#include <QLabel>
#include <QVBoxLayout>

namespace iic::ui {

FigurePage::FigurePage(DatasetDocument& document, IoPool& io) : document_(document), io_(io), note_(new QLabel) {
    note_->setProperty("muted", true);
    note_->setTextFormat(Qt::PlainText);
    note_->setWordWrap(true);
    note_->setContentsMargins(12, 6, 12, 6);
    note_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(note_);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        isOutdated_ = false;
        make();
    });
    connect(&document_, &DatasetDocument::datasetChanged, this, [this] { renew(); });
}

void FigurePage::usePanel(FigurePanel* panel) {
    panel_ = panel;
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, panel, 1);
    connect(panel, &FigurePanel::saved, this, &FigurePage::saved);
    connect(panel, &FigurePanel::failed, this, &FigurePage::failed);
}

void FigurePage::setFolder(const QString& folder) { panel_->setFolder(folder); }

void FigurePage::renew(int milliseconds) {
    isOutdated_ = true;
    if (isVisible() && (!timer_.isActive() || timer_.remainingTime() > milliseconds))
        timer_.start(milliseconds);
}

void FigurePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (isOutdated_)
        timer_.start(0);
}

void FigurePage::present(FigureView& view, FigurePointer figure, const QString& title, const QString& reason) {
    view.setPlaceholder(reason);
    setSavable(figure != nullptr);
    view.setFigure(std::move(figure));
    setTitle(title);
}

void FigurePage::setSavable(bool isSavable) { panel_->setSavable(isSavable); }

void FigurePage::setTitle(const QString& title, const QStringList& shorter) { panel_->setTitle(title, shorter); }

void FigurePage::setNote(const QString& text) {
    note_->setText(text);
    placeNote();
}

void FigurePage::placeNote() {
    constexpr int leastHeight = 300; // of the page, to leave the figure most of it
    const bool hasRoom = height() >= leastHeight;
    note_->setVisible(hasRoom && !note_->text().isEmpty());
    panel_->setToolTip(hasRoom ? QString() : note_->text());
    panel_->setAccessibleDescription(note_->text());
}

void FigurePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (panel_)
        placeNote();
}

QString FigurePage::whyNothing() const {
    if (!document_.dataset())
        return tr("Open, build or simulate a dataset to see its figures.");
    if (document_.dataset()->dataset.size() == 0)
        return tr("The dataset is empty.");
    return {};
}

QString FigurePage::whyNothingShown() const {
    if (QString reason = whyNothing(); !reason.isEmpty() || document_.shown().count() > 0)
        return reason;
    return document_.shown().isWorking() ? tr("Filtering the sources…") : tr("No source passes the filter.");
}

bool FigurePage::isImages() const {
    return document_.dataset() && document_.dataset()->dataset.card().kind == DatasetKind::Images;
}

} // namespace iic::ui
