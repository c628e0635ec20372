#include "workspaces/dataset/ThumbnailLoader.h"

#include "widgets/InputPicture.h"
#include "workspaces/dataset/DatasetPictures.h"

#include <algorithm>
#include <utility>

namespace iic::ui {

namespace {

constexpr int tellInterval = 40; // ms
constexpr std::size_t mostValues = std::size_t{1} << 22; // of a batch

} // namespace

ThumbnailLoader::ThumbnailLoader(QObject* parent) : QObject(parent) {
    tellTimer_.setSingleShot(true);
    tellTimer_.setInterval(tellInterval);
    connect(&tellTimer_, &QTimer::timeout, this, &ThumbnailLoader::tellReady);
}

ThumbnailLoader::~ThumbnailLoader() = default;

void ThumbnailLoader::setDataset(SharedDataset dataset) {
    const InputOptions options = dataset ? shownInput(dataset->dataset) : InputOptions{};
    setDataset(std::move(dataset), options);
}

void ThumbnailLoader::setDataset(SharedDataset dataset, const InputOptions& options) {
    bandsJob_.cancel();
    forgetPictures();
    dataset_ = std::move(dataset);
    options_ = options;
    common_.reset();
    hasFailed_ = false;
    const Result<void> fits = dataset_ ? dataset_->dataset.checkInputs(options_) : Result<void>();
    canShow_ = dataset_ && fits;
    Q_EMIT wasReset();
    if (!fits)
        refuse(fits.error());
}

void ThumbnailLoader::setStretch(PictureStretch stretch) {
    if (std::exchange(stretch_, stretch) == stretch)
        return;
    forgetPictures();
    Q_EMIT wasRestretched();
}

void ThumbnailLoader::forgetPictures() {
    batchJob_.cancel();
    kept_.clear();
    used_.clear();
    bytesKept_ = 0;
    unreadable_.clear();
    wanted_.clear();
    wantedNow_.clear();
    come_.clear();
}

void ThumbnailLoader::setBudget(std::size_t bytes) {
    budget_ = bytes;
    trim();
}

QImage ThumbnailLoader::picture(std::size_t row) const {
    const auto known = kept_.find(row);
    if (known == kept_.end())
        return {};
    used_.splice(used_.begin(), used_, known->second.place);
    return known->second.picture;
}

void ThumbnailLoader::want(std::vector<std::size_t> rows) {
    if (!canShow_)
        return;
    wantedNow_ = {rows.begin(), rows.end()};
    std::erase_if(rows, [&](std::size_t row) {
        return row >= dataset_->dataset.size() || kept_.contains(row) || unreadable_.contains(row);
    });
    std::ranges::reverse(rows);
    wanted_ = std::move(rows);
    readNext();
}

Result<std::vector<QImage>> ThumbnailLoader::readTogether(Reading& reading, std::span<const std::size_t> rows) {
    const Dataset& dataset = reading.dataset->dataset;
    if (reading.stretch == PictureStretch::SameForAll && dataset.card().kind == DatasetKind::Sky) {
        if (!reading.common)
            reading.common = commonStretch(*reading.dataset, reading.options);
        return readStretched(*reading.dataset, reading.options, *reading.common, rows);
    }
    const std::size_t values = inputValues(reading.options);
    std::vector<float> inputs(rows.size() * values);
    if (auto read = dataset.readInputs(rows, reading.options, inputs); !read)
        return tl::unexpected(read.error());
    std::vector<QImage> pictures;
    for (std::size_t i = 0; i < rows.size(); ++i)
        pictures.push_back(pictureOfInput(std::span<const float>(inputs).subspan(i * values, values), reading.options.side));
    return pictures;
}

ThumbnailLoader::Batch ThumbnailLoader::readBatch(Reading reading, std::vector<std::size_t> rows) {
    std::ranges::sort(rows); // those that lie together are read at once
    Batch batch{std::move(rows), {}, {}, {}};
    if (auto pictures = readTogether(reading, batch.rows); pictures) {
        batch.pictures = std::move(*pictures);
    } else {
        batch.pictures.resize(batch.rows.size());
        for (std::size_t i = 0; i < batch.rows.size(); ++i) { // one that is damaged takes none of the others along
            if (auto picture = readTogether(reading, std::span(&batch.rows[i], 1)); picture)
                batch.pictures[i] = std::move(picture->front());
            else if (!batch.error)
                batch.error = picture.error();
        }
    }
    batch.common = reading.common;
    return batch;
}

std::size_t ThumbnailLoader::rowsAtOnce() const {
    const std::size_t each = std::max(inputValues(options_), dataset_->dataset.valuesPerCutout());
    return std::clamp<std::size_t>(mostValues / each, 1, batchSize);
}

void ThumbnailLoader::readNext() {
    if (batchJob_.isRunning() || wanted_.empty())
        return;
    const std::size_t most = rowsAtOnce();
    std::vector<std::size_t> rows;
    while (!wanted_.empty() && rows.size() < most) {
        const std::size_t row = wanted_.back();
        wanted_.pop_back();
        if (!kept_.contains(row) && !unreadable_.contains(row) && std::ranges::find(rows, row) == rows.end())
            rows.push_back(row);
    }
    if (rows.empty())
        return;
    Job* job = io_.submit<Batch>([reading = Reading{dataset_, options_, stretch_, common_},
                                  rows = std::move(rows)](JobContext&) -> JobResult<Batch> { return readBatch(reading, rows); },
                                 [this](Batch batch) { take(std::move(batch)); });
    connect(job, &Job::failed, this, &ThumbnailLoader::refuse);
    connect(job, &Job::finished, this, &ThumbnailLoader::readNext);
    batchJob_.replace(job);
}

void ThumbnailLoader::take(Batch batch) {
    common_ = batch.common;
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < batch.rows.size(); ++i)
        if (batch.pictures[i].isNull())
            missing.push_back(batch.rows[i]);
        else
            keep(batch.rows[i], batch.pictures[i]);
    unreadable_.insert(missing.begin(), missing.end());
    if (batch.error)
        refuse(*batch.error);
    if (!missing.empty())
        Q_EMIT missed(missing);
    trim();
    if (!tellTimer_.isActive())
        tellReady();
}

void ThumbnailLoader::keep(std::size_t row, const QImage& picture) {
    used_.push_front(row);
    kept_.insert_or_assign(row, Kept{picture, used_.begin()});
    bytesKept_ += static_cast<std::size_t>(picture.sizeInBytes());
    come_.push_back(row);
}

/// Throws away what was not looked at for longest, but nothing of the last wish.
void ThumbnailLoader::trim() {
    for (auto oldest = used_.end(); bytesKept_ > budget_ && oldest != used_.begin();) {
        --oldest;
        if (wantedNow_.contains(*oldest))
            continue;
        const auto known = kept_.find(*oldest);
        bytesKept_ -= static_cast<std::size_t>(known->second.picture.sizeInBytes());
        kept_.erase(known);
        oldest = used_.erase(oldest);
    }
}

void ThumbnailLoader::tellReady() {
    if (come_.empty())
        return;
    tellTimer_.start();
    Q_EMIT ready(std::exchange(come_, {}));
}

void ThumbnailLoader::refuse(const Error& error) {
    if (!std::exchange(hasFailed_, true))
        Q_EMIT failed(error);
}

void ThumbnailLoader::requestBands(std::size_t row) {
    if (!dataset_ || row >= dataset_->dataset.size())
        return;
    Job* job = io_.submit<InspectionPictures>(
        [open = dataset_, options = options_, row, canShow = canShow_](JobContext&) -> JobResult<InspectionPictures> {
            InspectionPictures pictures;
            auto bands = readBands(*open, options, row);
            if (!bands)
                return tl::unexpected<Stop>(bands.error());
            pictures.bands = std::move(*bands);
            if (!canShow)
                return pictures;
            auto input = readPicture(open->dataset, options, row);
            if (!input)
                return tl::unexpected<Stop>(input.error());
            pictures.modelInput = std::move(*input);
            return pictures;
        },
        [this, row](const InspectionPictures& pictures) { Q_EMIT bandsReady(row, pictures); });
    connect(job, &Job::failed, this, [this, row](const Error& error) {
        Q_EMIT bandsFailed(row, error);
        refuse(error);
    });
    bandsJob_.replace(job);
}

} // namespace iic::ui
