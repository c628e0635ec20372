#pragma once

#include "astro/TileSet.h"
#include "plots/SourceFieldFigure.h"
#include "workspaces/dataset/OpenDataset.h"

namespace iic::ui {

/// What the dataset itself has of a source.
struct CloseViews {
    FieldPicture view; ///< as the network sees it
    std::vector<FieldPicture> bands; ///< W1 to W4, then the view again
    std::optional<Error> error; ///< why pictures are missing that should be there
};
CloseViews closeViews(const OpenDataset& open, const InputOptions& options, std::size_t row);

/// The sky about sources, from the tiles their dataset was cut out of. Keeps the tile opened last. Any thread, one at a time.
class WideViews {
  public:
    static constexpr double fieldArcsec = 600; ///< as the WISE archive gives by default (paper, Fig. 1)

    /// Without a picture it says why in words: the files are gone or changed, the tile was simulated. nullopt: stopped.
    std::optional<FieldPicture> view(const SharedDataset& open, const InputOptions& options, std::size_t row,
                                     const std::stop_token& stop);

  private:
    using Opened = tl::expected<Tile, QString>; ///< or why it cannot be

    /// nullopt: stopped.
    static std::optional<Opened> openTile(const Dataset& dataset, const TileRecord& record, const std::vector<Band>& bands,
                                          const std::stop_token& stop);

    SharedDataset dataset_;
    int number_ = -1; ///< of the tile in the card
    std::vector<Band> bands_;
    std::optional<Opened> tile_;
};

/// A wide view without a picture, and why.
FieldPicture withoutWide(const QString& reason);

} // namespace iic::ui
