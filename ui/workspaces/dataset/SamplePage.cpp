#include "workspaces/dataset/SamplePage.h"

#include "plots/RgbHistogramFigure.h"
#include "plots/WaterfallView.h"
#include "widgets/FigurePanel.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QComboBox>

namespace iic::ui {

SamplePage::SamplePage(Form form, DatasetDocument& document, ThumbnailLoader& pictures, IoPool& io)
    : FigurePage(document, io),
      form_(form),
      pictures_(pictures),
      view_(nullptr),
      waterfall_(nullptr),
      scaleChoice_(new QComboBox) {
    if (form == Form::Waterfall)
        view_ = waterfall_ = new WaterfallView;
    else
        view_ = new FigureView;
    scaleChoice_->addItems({tr("Linear"), tr("Logarithmic")});
    scaleChoice_->setAccessibleName(tr("Scale of the counts"));
    scaleChoice_->setToolTip(tr("How pixels are counted upwards"));
    connect(scaleChoice_, &QComboBox::activated, this, [this](int which) { Q_EMIT scaleChosen(static_cast<CountScale>(which)); });
    usePanel(new FigurePanel(io, title(), view_, {scaleChoice_}));
    connect(&document.shown(), &ShownSources::changed, this, [this] {
        if (document_.chosen().empty())
            renew();
    });
    connect(&document, &DatasetDocument::chosenChanged, this, [this] { renew(); });
    connect(&pictures, &ThumbnailLoader::wasReset, this, [this] {
        rows_.clear();
        renew();
    });
}

void SamplePage::setScale(CountScale scale) {
    scaleChoice_->setCurrentIndex(static_cast<int>(scale));
    if (samples_)
        showSamples();
}

void SamplePage::make() {
    const SharedDataset open = document_.dataset();
    areChosen_ = !document_.chosen().empty();
    if (const QString reason = areChosen_ ? whyNothing() : whyNothingShown(); !reason.isEmpty())
        return showNothing(reason);
    const InputOptions options = pictures_.dataset() == open ? pictures_.options() : shownInput(open->dataset);
    const std::vector<int> before = open == dataset_ ? rows_ : std::vector<int>();
    inBackground<Read>(
        [open, options, before, chosen = document_.chosen(), shown = document_.shown().rows()](JobContext&) -> JobResult<Read> {
            std::vector<int> rows = chosen.empty() ? defaultSamples(*open, *shown) : chosen;
            if (rows == before)
                return Read{std::move(rows), std::nullopt};
            Samples samples = readSamples(*open, options, rows);
            return Read{std::move(rows), std::move(samples)};
        },
        [this, open](Read read) { take(open, std::move(read)); });
}

void SamplePage::take(const SharedDataset& dataset, Read read) {
    if (read.samples) {
        if (read.samples->error)
            Q_EMIT failed(*read.samples->error);
        if (read.samples->histograms->empty())
            return showNothing(tr("The cutouts cannot be read."));
        samples_ = std::move(read.samples->histograms);
        rows_ = std::move(read.rows);
        unread_ = read.samples->unread;
        dataset_ = dataset;
    }
    showSamples();
}

QString SamplePage::title() const {
    return form_ == Form::Histograms ? tr("Histograms of red, green and blue") : tr("Waterfall of red, green and blue");
}

void SamplePage::showNothing(const QString& reason) {
    dropWork();
    rows_.clear();
    samples_.reset();
    if (waterfall_)
        waterfall_->setSamples(nullptr, CountScale::Linear);
    present(*view_, nullptr, title(), reason);
    setNote({});
}

void SamplePage::showSamples() {
    const auto scale = static_cast<CountScale>(scaleChoice_->currentIndex());
    if (waterfall_)
        waterfall_->setSamples(samples_, scale);
    else
        view_->setFigure(std::make_shared<const RgbHistogramFigure>(samples_, scale));
    present(*view_, view_->figure(), title());
    QStringList notes;
    if (!areChosen_)
        notes << tr("Examples. Choose up to six sources in the gallery or the list to compare those instead.");
    if (unread_ > 0)
        notes << tr("%Ln cutout(s) cannot be read.", nullptr, unread_);
    setNote(notes.join(QLatin1Char(' ')));
}

} // namespace iic::ui
