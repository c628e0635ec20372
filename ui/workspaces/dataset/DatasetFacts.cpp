#include "workspaces/dataset/DatasetFacts.h"

#include "workspaces/dataset/DatasetText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::DatasetFacts)
};

constexpr std::size_t mostNames = 6; // of tiles and files

QString shortList(const std::vector<std::string>& names) {
    QStringList shown;
    for (std::size_t i = 0; i < std::min(names.size(), mostNames); ++i)
        shown << QString::fromStdString(printable(names[i]));
    QString text = shown.join(QStringLiteral(", "));
    if (names.size() > mostNames)
        text += Text::tr(" and %L1 more").arg(names.size() - mostNames);
    return text;
}

QString pixelsText(const DatasetCard& card) {
    const QString pixels = Text::tr("%1 × %1 px").arg(card.side);
    return card.kind == DatasetKind::Sky ? Text::tr("%1, field %2″").arg(pixels, QLocale().toString(card.fieldArcsec, 'g', 5))
                                         : pixels;
}

QString flagsText(const DatasetSummary& summary) {
    QStringList parts;
    for (const auto& [flag, count] : summary.flags)
        if (count > 0)
            parts << Text::tr("%L1 %2 (%3)").arg(count).arg(flagText(flag), flagMeaning(flag));
    return parts.isEmpty() ? Text::tr("none") : parts.join(QStringLiteral("\n"));
}

QString droppedText(const DatasetCard& card) {
    QStringList parts;
    for (const auto& [reason, count] : card.dropped)
        if (count > 0)
            parts << Text::tr("%L1 %2").arg(count).arg(dropReasonText(reason));
    return parts.join(QStringLiteral(" · "));
}

QString selectionText(const DatasetCard& card) {
    const SelectionOptions& chosen = card.selection;
    QStringList parts;
    parts << Text::tr("SNR(W1) ≥ %1").arg(QLocale().toString(chosen.minimumSignalToNoise, 'g', 4));
    if (chosen.maximumPerClass > 0)
        parts << Text::tr("at most %L1 of a class").arg(chosen.maximumPerClass);
    if (chosen.balance)
        parts << Text::tr("as many of each class");
    QStringList flags;
    for (const QualityFlag flag : qualityFlags)
        if (chosen.dropFlags & bit(flag))
            flags << flagText(flag);
    if (!flags.isEmpty())
        parts << Text::tr("without %1").arg(flags.join(QStringLiteral(", ")));
    parts << Text::tr("seed %1").arg(chosen.seed);
    return parts.join(QStringLiteral(" · "));
}

QString originText(const DatasetCard& card) {
    std::vector<std::string> files;
    for (const CatalogRecord& catalog : card.catalogs) {
        files.push_back(catalog.catalog.path);
        if (catalog.truth)
            files.push_back(catalog.truth->path);
    }
    const QString origin = QString::fromStdString(printable(card.origin));
    if (files.empty())
        return origin;
    return origin.isEmpty() ? shortList(files) : Text::tr("%1; %2").arg(origin, shortList(files));
}

} // namespace

std::vector<DatasetFact> datasetFacts(const OpenDataset& dataset) {
    const DatasetCard& card = dataset.dataset.card();
    const bool isSky = card.kind == DatasetKind::Sky;
    std::vector<std::string> tiles;
    for (const TileRecord& tile : card.tiles)
        tiles.push_back(tile.id);
    std::vector<DatasetFact> facts{
        {Text::tr("Cutouts"), QLocale().toString(qulonglong(dataset.dataset.size()))},
        {isSky ? Text::tr("Pixels and field") : Text::tr("Pixels"), pixelsText(card)},
        {isSky ? Text::tr("Bands") : Text::tr("Channels"), isSky ? bandsText(card.bands) : QString::number(card.planes)},
        {Text::tr("Survey"), isSky ? QString::fromStdString(printable(card.survey)) : QString()},
        {Text::tr("Tiles"), tiles.empty() ? QString() : Text::tr("%L1: %2").arg(tiles.size()).arg(shortList(tiles))},
        {Text::tr("Split"), splitRuleText(card.split)},
        {QString(), card.split.leaking ? overlappingSplitsText() : QString(), true},
        {Text::tr("Quality"), isSky ? flagsText(dataset.summary) : QString()},
        {Text::tr("Selection"), isSky ? selectionText(card) : QString()},
        {Text::tr("Not taken"), droppedText(card)},
        {Text::tr("Made from"), originText(card)},
        {Text::tr("File"), QString::fromStdString(printable(dataset.dataset.path().string()))}};
    std::erase_if(facts, [](const DatasetFact& fact) { return fact.text.isEmpty(); });
    return facts;
}

} // namespace iic::ui
