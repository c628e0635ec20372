#include "widgets/SkyPicture.h"

#include "base/Parallel.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace iic::ui {

namespace {

constexpr QRgb uncoveredColour = 0xff26282c;
constexpr int overviewSide = 1024;

int floorTo(double value, int step) { return static_cast<int>(std::floor(value / step)) * step; }
int ceilTo(double value, int step) { return static_cast<int>(std::ceil(value / step)) * step; }

/// Bands on another grid than the reference cannot be laid over it pixel by pixel.
const FloatImage* channelImage(const Tile& tile, const std::optional<Band>& band) {
    const BandImage* image = band ? tile.band(*band) : nullptr;
    const FloatImage& reference = tile.reference().pixels;
    const bool fits = image && image->pixels.width() == reference.width() && image->pixels.height() == reference.height();
    return fits ? &image->pixels : nullptr;
}

ComposedPart compose(const Tile& tile, const Colouring& colouring, const QRect& pixels, int reduction) {
    const std::array<const FloatImage*, 3> channels{channelImage(tile, colouring.channels[0]),
                                                    channelImage(tile, colouring.channels[1]),
                                                    channelImage(tile, colouring.channels[2])};
    const int width = (pixels.width() + reduction - 1) / reduction;
    const int height = (pixels.height() + reduction - 1) / reduction;
    ComposedPart part{QImage(width, height, QImage::Format_RGB32), pixels, reduction};
    uchar* const bits = part.image.bits();
    const auto stride = part.image.bytesPerLine();
    parallelRanges(
        static_cast<std::size_t>(height),
        [&](std::size_t first, std::size_t last) {
            const int rows = static_cast<int>(last - first);
            const int top = pixels.top() + static_cast<int>(first) * reduction;
            const int pixelRows = std::min(rows * reduction, pixels.top() + pixels.height() - top);
            std::vector<std::uint32_t> colours(static_cast<std::size_t>(width) * static_cast<std::size_t>(rows));
            composeColour(channels, colouring.stretch, pixels.left(), top, pixels.width(), pixelRows, reduction, uncoveredColour,
                          colours.data());
            for (int row = 0; row < rows; ++row) {
                const std::uint32_t* from = colours.data() + static_cast<std::ptrdiff_t>(row) * width;
                auto* to = reinterpret_cast<QRgb*>(bits + (height - 1 - static_cast<int>(first) - row) * stride);
                if (colouring.map)
                    std::transform(from, from + width, to, [&](std::uint32_t colour) {
                        return colour == uncoveredColour ? colour : (*colouring.map)[colour & 0xffu];
                    });
                else
                    std::copy_n(from, width, to);
            }
        },
        std::max(1, availableCores() - 1)); // one is the GUI thread's
    return part;
}

} // namespace

SkyPicture::SkyPicture(QObject* parent) : QObject(parent) {}

void SkyPicture::setTile(std::shared_ptr<const Tile> tile) {
    tile_ = std::move(tile);
    part_ = {};
    overview_ = {};
    firstOfTile_ = latest_ + 1;
    overviewIsOld_ = true;
    wishedReduction_ = 0;
    waiting_.reset();
}

void SkyPicture::setColouring(const Colouring& colouring) {
    colouring_ = colouring;
    overviewIsOld_ = true;
    wishedReduction_ = 0;
}

void SkyPicture::request(const QRectF& visible, double zoom) {
    if (!tile_ || zoom <= 0)
        return;
    const FloatImage& image = tile_->reference().pixels;
    const QRect whole(0, 0, image.width(), image.height());
    int reduction = 1;
    while (reduction * 2 * zoom <= 1.0)
        reduction *= 2;
    const auto around = [&](double share) {
        const QRectF wide = visible.adjusted(-share * visible.width(), -share * visible.height(), share * visible.width(),
                                             share * visible.height());
        const QPoint low(floorTo(wide.left(), reduction), floorTo(wide.top(), reduction));
        const QPoint high(ceilTo(wide.right(), reduction), ceilTo(wide.bottom(), reduction));
        return QRect(low.x(), low.y(), high.x() - low.x(), high.y() - low.y()).intersected(whole);
    };
    const QRect needed = around(0);
    if (needed.isEmpty() || (reduction == wishedReduction_ && wishedPixels_.contains(needed)))
        return;
    wishedPixels_ = around(0.25);
    wishedReduction_ = reduction;
    const int overviewReduction = std::max(1, (std::max(image.width(), image.height()) + overviewSide - 1) / overviewSide);
    waiting_ = Wish{tile_, colouring_, wishedPixels_, reduction, overviewIsOld_ ? overviewReduction : 0, ++latest_};
    start();
}

void SkyPicture::start() {
    if (isWorking_ || !waiting_)
        return;
    isWorking_ = true;
    const Wish wish = *std::exchange(waiting_, std::nullopt);
    if (wish.overviewReduction > 0)
        overviewIsOld_ = false;
    Job* job = thread_.submit<std::monostate>(
        [this, wish](JobContext& context) -> JobResult<std::monostate> {
            const auto deliver = [&](bool isOverview, ComposedPart part) {
                context.deliver(
                    [this, number = wish.number, isOverview, part = std::move(part)] { take(number, isOverview, part); });
            };
            const QRect whole(0, 0, wish.tile->reference().pixels.width(), wish.tile->reference().pixels.height());
            deliver(false, compose(*wish.tile, wish.colouring, wish.pixels, wish.reduction));
            if (wish.overviewReduction > 0)
                deliver(true, compose(*wish.tile, wish.colouring, whole, wish.overviewReduction));
            return std::monostate{};
        },
        [](std::monostate) {});
    connect(job, &Job::failed, this, [this](const Error& error) {
        wishedReduction_ = 0;
        overviewIsOld_ = true;
        Q_EMIT failed(error);
    });
    connect(job, &Job::ended, this, [this] {
        isWorking_ = false;
        start();
    });
}

void SkyPicture::take(int number, bool isOverview, ComposedPart part) {
    if (number < firstOfTile_)
        return; // of the tile before
    (isOverview ? overview_ : part_) = std::move(part);
    Q_EMIT changed();
}

} // namespace iic::ui
