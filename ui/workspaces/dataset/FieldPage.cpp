#include "workspaces/dataset/FieldPage.h"

#include "plots/FigureView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/ThumbnailLoader.h"

namespace iic::ui {

namespace {

constexpr int waitForWide = 100; ///< ms: from a tile that is open it comes sooner

} // namespace

FieldPage::FieldPage(DatasetDocument& document, ThumbnailLoader& pictures, IoPool& io)
    : FigurePage(document, io), pictures_(pictures), view_(new FigureView), tiles_(std::make_shared<WideViews>()) {
    usePanel(new FigurePanel(io, tr("Field and bands"), view_));
    patience_.setSingleShot(true);
    patience_.setInterval(waitForWide);
    connect(&patience_, &QTimer::timeout, this, &FieldPage::showViews);
    connect(&document, &DatasetDocument::datasetChanged, this, [this] { tiles_ = std::make_shared<WideViews>(); });
    connect(&document, &DatasetDocument::currentChanged, this, [this] { renew(); });
    connect(&pictures, &ThumbnailLoader::wasReset, this, [this] { renew(); });
}

void FieldPage::make() {
    QString reason = isImages() ? tr("This dataset is of images that lie nowhere on the sky.") : whyNothing();
    if (reason.isEmpty() && document_.current() < 0)
        reason = tr("Select a source to see the sky about it.");
    if (!reason.isEmpty())
        return showNothing(reason);
    const SharedDataset open = document_.dataset();
    const auto row = static_cast<std::size_t>(document_.current());
    const InputOptions options = pictures_.dataset() == open ? pictures_.options() : shownInput(open->dataset);
    name_ = document_.sources().name(document_.current());
    close_.reset();
    wide_.reset();
    patience_.stop();
    setNote(options.channels.size() < 3
                ? tr("The views are of %1, as the network sees it.").arg(bandsText({options.channels.front()}))
                : tr("The views are of %1 as red, green and blue, as the network sees them.").arg(bandsText(options.channels)));
    readClose(open, options, row);
    readWide(open, options, row);
}

void FieldPage::readClose(const SharedDataset& open, const InputOptions& options, std::size_t row) {
    inBackground<CloseViews>(
        [open, options, row](JobContext&) -> JobResult<CloseViews> { return closeViews(*open, options, row); },
        [this](CloseViews views) {
            if (views.error)
                Q_EMIT failed(*views.error);
            close_ = std::move(views);
            if (wide_)
                showViews();
            else
                patience_.start();
        });
}

void FieldPage::readWide(const SharedDataset& open, const InputOptions& options, std::size_t row) {
    Job* job = wideIo_.submit<FieldPicture>(
        [tiles = tiles_, open, options, row](JobContext& context) -> JobResult<FieldPicture> {
            auto picture = tiles->view(open, options, row, context.stop());
            if (!picture)
                return cancelled();
            return std::move(*picture);
        },
        [this](FieldPicture picture) { takeWide(std::move(picture)); });
    connect(job, &Job::failed, this, [this](const Error& error) {
        takeWide(withoutWide(QString::fromStdString(error.reason)));
        Q_EMIT failed(error);
    });
    wideJob_.replace(job);
}

void FieldPage::takeWide(FieldPicture picture) {
    wide_ = std::move(picture);
    if (close_)
        showViews();
}

void FieldPage::showNothing(const QString& reason) {
    dropWork();
    wideJob_.cancel();
    patience_.stop();
    present(*view_, nullptr, tr("Field and bands"), reason);
    setNote({});
}

void FieldPage::showViews() {
    patience_.stop();
    FieldPicture wide = wide_.value_or(withoutWide(tr("The tile is being read…")));
    present(
        *view_,
        std::make_shared<const SourceFieldFigure>(name_, std::vector<FieldPicture>{std::move(wide), close_->view}, close_->bands),
        tr("Field and bands"));
}

} // namespace iic::ui
