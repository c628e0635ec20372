#include "widgets/FigurePanel.h"

#include "bridge/IoPool.h"
#include "plots/FigureView.h"
#include "plots/SaveFigure.h"
#include "widgets/PanelHeader.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

FigurePanel::FigurePanel(IoPool& io, const QString& title, QWidget* view, Source source, const QList<QWidget*>& controls)
    : io_(io), source_(std::move(source)), title_(panelTitle(title)), save_(new QToolButton) {
    save_->setText(tr("Save…"));
    save_->setAutoRaise(true);
    save_->setObjectName(QStringLiteral("saveFigure"));
    save_->setAccessibleName(tr("Save the figure: %1").arg(title));
    save_->setToolTip(tr("Save the figure as PNG, SVG, PDF or CSV"));
    connect(save_, &QToolButton::clicked, this, &FigurePanel::askAndSave);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(title_, controls + QList<QWidget*>{save_}));
    layout->addWidget(view, 1);
}

FigurePanel::FigurePanel(IoPool& io, const QString& title, FigureView* view, const QList<QWidget*>& controls)
    : FigurePanel(
          io, title, view, [view] { return view->figure(); }, controls) {}

void FigurePanel::setTitle(const QString& title, const QStringList& shorter) {
    title_->setTexts(QStringList{title} + shorter);
    save_->setAccessibleName(tr("Save the figure: %1").arg(title));
}

void FigurePanel::setSaveText(const QString& text, const QString& about) {
    save_->setText(text);
    save_->setToolTip(about);
}

void FigurePanel::setSavable(bool isSavable) {
    isSavable_ = isSavable;
    updateButton();
}

int FigurePanel::headerHeight() const { return layout()->itemAt(0)->sizeHint().height(); }

void FigurePanel::updateButton() { save_->setEnabled(isSavable_ && !isSaving_); }

void FigurePanel::askAndSave() {
    const FigurePointer figure = source_();
    if (!figure)
        return;
    auto* dialog = new QFileDialog(this, tr("Save the figure"), folder_.isEmpty() ? QDir::homePath() : folder_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)"), tr("PDF drawing (*.pdf)"), tr("CSV numbers (*.csv)")});
    const auto takeEnding = [dialog](const QString& filter) {
        static const QRegularExpression ending(QStringLiteral("\\*\\.(\\w+)"));
        dialog->setDefaultSuffix(ending.match(filter).captured(1));
    };
    connect(dialog, &QFileDialog::filterSelected, dialog, takeEnding);
    takeEnding(dialog->selectedNameFilter());
    dialog->selectFile(figure->suggestedName());
    connect(dialog, &QFileDialog::fileSelected, this, &FigurePanel::saveAs);
    dialog->open();
}

void FigurePanel::saveAs(const QString& file) {
    const FigurePointer figure = source_();
    if (!figure)
        return;
    folder_ = QFileInfo(file).absolutePath();
    isSaving_ = true;
    updateButton();
    Job* job = io_.submit<std::monostate>(
        [figure, path = std::filesystem::path(file.toStdString())](JobContext&) -> JobResult<std::monostate> {
            if (auto done = saveFigure(*figure, path); !done)
                return tl::unexpected<Stop>(std::move(done).error());
            return std::monostate{};
        },
        [](std::monostate) {});
    connect(job, &Job::finished, this, [this, file] { Q_EMIT saved(file); });
    connect(job, &Job::failed, this, &FigurePanel::failed);
    connect(job, &Job::ended, this, [this] {
        isSaving_ = false;
        updateButton();
    });
}

} // namespace iic::ui
