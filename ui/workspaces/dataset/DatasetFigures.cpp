#include "workspaces/dataset/DatasetFigures.h"

#include "workspaces/Settings.h"
#include "workspaces/dataset/ColourPage.h"
#include "workspaces/dataset/FieldPage.h"
#include "workspaces/dataset/SamplePage.h"
#include "workspaces/dataset/SignalToNoisePage.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QFileInfo>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

DatasetFigures::DatasetFigures(DatasetDocument& document, SourceFilter& filter, ThumbnailLoader& pictures, QWidget* parent)
    : QWidget(parent), tabs_(new QTabWidget) {
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Figures"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);

    auto* histograms = new SamplePage(SamplePage::Form::Histograms, document, pictures, io_);
    auto* waterfall = new SamplePage(SamplePage::Form::Waterfall, document, pictures, io_);
    auto* colours = new ColourPage(document, filter, io_);
    addPage(new SignalToNoisePage(document, io_), tr("Signal to noise"), tr("Signal to noise of the shown sources by band"));
    addPage(histograms, tr("Histograms"), tr("How often red, green and blue have each value in the chosen sources"));
    addPage(waterfall, tr("Waterfall"), tr("The same histograms in three dimensions"));
    addPage(colours, tr("Colours"), tr("W1 − W2 against W2 − W3 of all sources by class"));
    addPage(new FieldPage(document, pictures, io_), tr("Field"), tr("The sky about the selected source, and its bands"));

    const auto scaleSamples = [histograms, waterfall](CountScale scale) {
        histograms->setScale(scale);
        waterfall->setScale(scale);
    };
    scaleSamples(static_cast<CountScale>(settings::histogramScale.read()));
    for (SamplePage* page : {histograms, waterfall})
        connect(page, &SamplePage::scaleChosen, this, [scaleSamples](CountScale scale) {
            settings::histogramScale.write(static_cast<int>(scale));
            scaleSamples(scale);
        });
    connect(colours, &ColourPage::pointPicked, this, &DatasetFigures::pointPicked);
    connect(&document, &DatasetDocument::datasetChanged, this, [this, &document] {
        if (document.dataset())
            setFolder(QFileInfo(QString::fromStdString(document.dataset()->dataset.path().string())).absolutePath());
    });
    tabs_->setCurrentIndex(settings::figurePage.read());
    connect(tabs_, &QTabWidget::currentChanged, this, [this](int page) {
        settings::figurePage.write(page);
        Q_EMIT pageChanged();
    });
}

DatasetFigures::~DatasetFigures() = default;

void DatasetFigures::addPage(FigurePage* page, const QString& title, const QString& about) {
    page->setAccessibleName(title);
    tabs_->setTabToolTip(tabs_->addTab(page, title), about);
    pages_.push_back(page);
    connect(page, &FigurePage::failed, this, &DatasetFigures::failed);
    connect(page, &FigurePage::saved, this, [this](const QString& file) {
        setFolder(QFileInfo(file).absolutePath());
        Q_EMIT saved(file);
    });
}

void DatasetFigures::setFolder(const QString& folder) {
    for (FigurePage* page : pages_)
        page->setFolder(folder);
}

void DatasetFigures::setPage(Page page) { tabs_->setCurrentIndex(static_cast<int>(page)); }

DatasetFigures::Page DatasetFigures::page() const { return static_cast<Page>(tabs_->currentIndex()); }

bool DatasetFigures::isBusy() const {
    return std::ranges::any_of(pages_, [](const FigurePage* page) { return page->isBusy(); });
}

} // namespace iic::ui
