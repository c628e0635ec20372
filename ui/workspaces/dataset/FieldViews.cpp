#include "workspaces/dataset/FieldViews.h"

#include "widgets/InputPicture.h"
#include "workspaces/dataset/DatasetPictures.h"
#include "workspaces/dataset/DatasetText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr int largestSide = 1024; ///< pixels of a wide view

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::FieldViews)
};

QString nameOf(Band band) { return QLatin1String(bandName(band).data()); }

QString fileName(const std::filesystem::path& path) { return QString::fromStdString(printable(path.filename().string())); }

/// Why a tile's file gives no wide view.
QString whyNotOpened(const Error& error, const QString& file) {
    switch (error.code) {
    case ErrorCode::FileNotFound: return Text::tr("The file of the tile is no longer there: %1").arg(file);
    case ErrorCode::FileChanged: return Text::tr("The file of the tile has changed since the dataset was made: %1").arg(file);
    default: return Text::tr("The tile cannot be read: %1 (%2)").arg(QString::fromStdString(error.reason), file);
    }
}

/// The sky about a place as the network would see so large a field.
Result<QImage> pictureOf(const Tile& tile, const InputOptions& options, const SkyCoord& place) {
    const auto cutout = cutCutout(tile, place, WideViews::fieldArcsec);
    if (!cutout)
        return tl::unexpected(cutout.error());
    InputOptions wide = options;
    wide.fieldArcsec = WideViews::fieldArcsec;
    wide.side = std::min(int(std::lround(wide.fieldArcsec / cutout->pixelScale)), largestSide);
    if (const auto fits = checkTile(tile, wide); !fits)
        return tl::unexpected(fits.error());
    std::vector<float> input(inputValues(wide));
    networkInput(tile, *cutout, wide, input);
    return pictureOfInput(input, wide.side);
}

} // namespace

FieldPicture withoutWide(const QString& reason) { return {{}, Text::tr("Wide view"), WideViews::fieldArcsec, reason}; }

CloseViews closeViews(const OpenDataset& open, const InputOptions& options, std::size_t row) {
    CloseViews views;
    const auto input = readPicture(open.dataset, options, row);
    const auto bands = readBands(open, options, row);
    const auto add = [&](const QImage& picture, const QString& caption, const QString& reason) {
        views.bands.push_back({picture, caption, options.fieldArcsec, reason});
    };
    const auto& had = open.dataset.card().bands;
    for (const Band band : allBands)
        if (std::ranges::find(had, band) == had.end())
            add({}, nameOf(band), Text::tr("The dataset has no %1.").arg(nameOf(band)));
        else if (bands)
            add((*bands)[static_cast<std::size_t>(band)], nameOf(band), {});
        else
            add({}, nameOf(band), Text::tr("cannot be read"));
    add(input ? *input : QImage(), options.channels.size() < 3 ? Text::tr("Input") : Text::tr("RGB"),
        input ? QString() : Text::tr("cannot be read"));
    views.view = views.bands.back();
    views.view.caption = Text::tr("Close view");
    if (!input)
        views.view.reason = unreadText(input.error());
    if (!bands)
        views.error = bands.error();
    else if (!input)
        views.error = input.error();
    return views;
}

std::optional<FieldPicture> WideViews::view(const SharedDataset& open, const InputOptions& options, std::size_t row,
                                            const std::stop_token& stop) {
    const int number = open->columns.tile[row];
    const auto& tiles = open->dataset.card().tiles;
    if (number < 0 || tiles[static_cast<std::size_t>(number)].files.empty())
        return withoutWide(Text::tr("The tile was simulated and not kept, so there is no wider view."));
    if (!tile_ || dataset_ != open || number_ != number || bands_ != options.channels) {
        tile_.reset(); // before another takes as much memory
        tile_ = openTile(open->dataset, tiles[static_cast<std::size_t>(number)], options.channels, stop);
        dataset_ = open;
        number_ = number;
        bands_ = options.channels;
    }
    if (!tile_)
        return std::nullopt;
    if (!*tile_)
        return withoutWide(tile_->error());
    auto picture = pictureOf(**tile_, options, open->columns.position[row]);
    if (!picture && picture.error().code == ErrorCode::NothingOnTile)
        return withoutWide(Text::tr("The source does not lie on its tile."));
    FieldPicture wide = withoutWide(picture ? QString() : unreadText(picture.error()));
    if (picture)
        wide.picture = std::move(*picture);
    return wide;
}

std::optional<WideViews::Opened> WideViews::openTile(const Dataset& dataset, const TileRecord& record,
                                                     const std::vector<Band>& bands, const std::stop_token& stop) {
    OpenTilesOptions options;
    for (const auto& [band, file] : record.files) {
        if (std::ranges::find(bands, band) == bands.end())
            continue;
        if (stop.stop_requested())
            return std::nullopt;
        const auto path = sourceFile(dataset, file);
        if (const auto unchanged = checkSource(dataset, file); !unchanged)
            return tl::unexpected(whyNotOpened(unchanged.error(), fileName(path)));
        options.paths.push_back(path);
        options.chosenBands.emplace(path, band);
    }
    NoProgress quiet;
    auto tiles = openTiles(options, quiet, stop);
    if (tiles && tiles->size() == 1)
        return std::move(tiles->front());
    if (tiles)
        return tl::unexpected(Text::tr("The files of the tile no longer belong together."));
    if (isCancelled(tiles.error()))
        return std::nullopt;
    const auto& error = std::get<Error>(tiles.error());
    return tl::unexpected(whyNotOpened(error, fileName(error.file)));
}

} // namespace iic::ui
