#include "workspaces/explain/FeatureMapsFigure.h"

#include "workspaces/explain/StageText.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12, blockGap = 18, cellGap = 2, titleGap = 6;
constexpr double largeCell = 40, smallCell = 20;
constexpr double narrowest = 150; ///< of a block, so that its title has room
constexpr int fewMaps = 64; ///< so many are drawn large
constexpr int crispSide = 160; ///< pixels a large map is enlarged to, so that no viewer blurs it

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FeatureMapsFigure)
};

struct BlockSize {
    int columns = 0, lines = 0;
    double cell = 0;

    double width() const { return std::max(narrowest, columns * (cell + cellGap) - cellGap); }
    double height() const { return lines * (cell + cellGap) - cellGap; }
};

int mapCount(const FeatureMapsFigure::Block& block) {
    return std::min(block.atMost, chosenMaps(block.sources.front()->explanation, block.choice).channels);
}

/// As square as may be; a picture is as large as sixteen maps.
BlockSize sizeOf(const FeatureMapsFigure::Block& block) {
    if (block.atMost == 0)
        return {1, 1, 4 * (largeCell + cellGap) - cellGap};
    const int count = mapCount(block);
    const int columns = static_cast<int>(std::ceil(std::sqrt(count)));
    return {columns, (count + columns - 1) / columns, count > fewMaps ? smallCell : largeCell};
}

double headHeight() { return 2 * QFontMetricsF(FigureStyle::onPaper().font).height() + titleGap; }

std::vector<std::vector<MapPicture>> picturesOf(const FeatureMapsFigure::Block& block) {
    std::vector<const FeatureMaps*> maps;
    for (const SharedExplanation& source : block.sources)
        maps.push_back(&chosenMaps(source->explanation, block.choice));
    auto pictures = mapPictures(maps, block.choice.order, block.choice.scale);
    for (auto& ofSource : pictures)
        ofSource.resize(std::min(ofSource.size(), static_cast<std::size_t>(block.atMost)));
    return pictures;
}

void drawCrisp(QPainter& painter, const QRectF& cell, const QImage& picture) {
    const int wanted = cell.width() < largeCell ? crispSide / 4 : crispSide;
    const int factor = std::max(1, (wanted + picture.width() - 1) / picture.width());
    painter.drawImage(cell, factor == 1 ? picture : picture.scaled(picture.size() * factor));
}

void drawMaps(QPainter& painter, const QPointF& corner, const BlockSize& size, const std::vector<MapPicture>& maps) {
    for (std::size_t place = 0; place < maps.size(); ++place) {
        const int column = static_cast<int>(place) % size.columns, line = static_cast<int>(place) / size.columns;
        const QPointF at(corner.x() + column * (size.cell + cellGap), corner.y() + line * (size.cell + cellGap));
        drawCrisp(painter, QRectF(at, QSizeF(size.cell, size.cell)), maps[place].picture);
    }
}

void drawHead(QPainter& painter, const QPointF& corner, double width, const QString& title, const QString& note,
              const FigureStyle& style) {
    const auto line = [&](double top, const QFont& font, const QColor& colour, const QString& text) {
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRectF(corner.x(), top, width, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         metrics.elidedText(text, Qt::ElideRight, width));
        return top + metrics.height();
    };
    line(line(corner.y(), style.boldFont(), style.text, title), style.smallFont(), style.muted, note);
}

} // namespace

QSizeF FeatureMapsFigure::paperSize() const {
    double width = 2 * margin - blockGap, height = 0;
    for (const Block& block : blocks_) {
        const BlockSize size = sizeOf(block);
        width += static_cast<double>(block.sources.size()) * (size.width() + blockGap);
        height = std::max(height, size.height());
    }
    return {width, height + headHeight() + 2 * margin};
}

void FeatureMapsFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    painter.save();
    const QSizeF paper = paperSize();
    const double scale = std::min(size.width() / paper.width(), size.height() / paper.height());
    painter.scale(scale, scale);
    double left = margin;
    for (const Block& block : blocks_) {
        const BlockSize blockSize = sizeOf(block);
        const auto pictures = picturesOf(block);
        for (std::size_t i = 0; i < block.sources.size(); ++i) {
            drawHead(painter, {left, margin}, blockSize.width(), block.titles.value(static_cast<qsizetype>(i)), block.note,
                     style);
            const QPointF corner(left, margin + headHeight());
            if (block.atMost == 0)
                drawCrisp(painter, QRectF(corner, QSizeF(blockSize.cell, blockSize.cell)), block.sources[i]->picture);
            else
                drawMaps(painter, corner, blockSize, pictures[i]);
            left += blockSize.width() + blockGap;
        }
    }
    painter.restore();
}

Table FeatureMapsFigure::numbers() const {
    Texts source, stage;
    Integers channel;
    Reals mean, highest;
    for (const Block& block : blocks_) {
        const auto pictures = picturesOf(block);
        for (std::size_t i = 0; i < pictures.size(); ++i)
            for (const MapPicture& map : pictures[i]) {
                source.push_back(block.sources[i]->name.toStdString());
                stage.push_back(chosenMaps(block.sources[i]->explanation, block.choice).part);
                channel.push_back(map.channel + 1);
                mean.push_back(double(map.mean));
                highest.push_back(double(map.highest));
            }
    }
    Table table;
    table.add(textColumn("source", std::move(source)));
    table.add(textColumn("stage", std::move(stage)));
    table.add(integerColumn("channel", "", std::move(channel)));
    table.add(realColumn("mean", "", std::move(mean)));
    table.add(realColumn("highest", "", std::move(highest)));
    return table;
}

FigurePointer stageFigure(const std::vector<SharedExplanation>& sources, const MapChoice& choice, const ModelCard& card) {
    const FeatureMaps& maps = chosenMaps(sources.front()->explanation, choice);
    FeatureMapsFigure::Block block{sources, choice, {}, {}, maps.channels};
    const QString stage = stageTitle(sources.front()->explanation.stages[choice.stage].part, card);
    block.note = Text::tr("%1 · %2").arg(stage, shapeText(maps.channels, maps.height, maps.width));
    for (const SharedExplanation& source : sources)
        block.titles << source->name;
    QString name = QString::fromStdString(maps.part);
    name.replace(QLatin1Char('.'), QLatin1Char('-'));
    return std::make_shared<FeatureMapsFigure>(Text::tr("Feature maps of %1").arg(stage), QStringLiteral("feature-maps-") + name,
                                               std::vector{std::move(block)});
}

FigurePointer throughNetworkFigure(const SharedExplanation& source, const ModelCard& card) {
    constexpr std::size_t lastStage = 3; // the first attention, behind conv1 and the receptive field block
    constexpr int shownMaps = 16;
    std::vector<FeatureMapsFigure::Block> blocks;
    for (std::size_t stage = 0; stage <= lastStage; ++stage) {
        const FeatureMaps& maps = source->explanation.stages.at(stage);
        const MapChoice choice{.stage = stage};
        blocks.push_back({{source},
                          choice,
                          {stageTitle(maps.part, card)},
                          shapeText(maps.channels, maps.height, maps.width),
                          stage == 0 ? 0 : shownMaps});
    }
    return std::make_shared<FeatureMapsFigure>(Text::tr("Feature maps of %1").arg(source->name),
                                               QStringLiteral("through-the-network"), std::move(blocks));
}

} // namespace iic::ui
