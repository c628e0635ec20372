#include "workspaces/explain/StageText.h"

#include "catalog/Catalog.h"
#include "plots/FigureStyle.h"

#include <QCoreApplication>
#include <QLocale>

namespace iic::ui {

namespace {

struct StageText {
    Q_DECLARE_TR_FUNCTIONS(StageText)
};

QString bandsOf(const InputOptions& input) {
    QStringList bands;
    for (const Band band : input.channels)
        bands << QLatin1String(bandName(band).data());
    return bands.join(QStringLiteral(", "));
}

QString branchWords(RfbBranch branch) {
    switch (branch) {
    case RfbBranch::Joined:
        return StageText::tr("Three branches look at the source with wider and wider eyes, as our own eye does away from its "
                             "centre; their answers are joined, a tenth of them is added to the input, and what is below "
                             "zero is left out.");
    case RfbBranch::Near:
        return StageText::tr("The near branch: filters of 3 × 3 neighbouring pixels, before the branches are joined.");
    case RfbBranch::Middle:
        return StageText::tr(
            "The middle branch sees further: its last filters of 3 × 3 take pixels two apart, before the branches "
            "are joined.");
    case RfbBranch::Far:
        return StageText::tr(
            "The far branch sees furthest: its last filters of 3 × 3 take pixels three apart, before the branches "
            "are joined.");
    }
    return {};
}

QString inputWords(const InputOptions& input) {
    return StageText::tr("What the network is given: the bands %1 as its channels, %2″ of sky on %3 × %3 pixels.")
        .arg(bandsOf(input), QLocale().toString(input.fieldArcsec, 'g', 4))
        .arg(input.side);
}

} // namespace

QString stageTitle(const std::string& stage, const ModelCard& card) {
    if (stage == "input")
        return StageText::tr("input");
    if (stage == "conv1")
        return QStringLiteral("conv1 %1×%1").arg(card.spec.stemKernel);
    if (stage == "rfb")
        return QStringLiteral("RFB");
    if (stage.starts_with("cbam"))
        return QStringLiteral("CBAM %1").arg(QString::fromStdString(stage.substr(4)));
    if (stage == "head")
        return StageText::tr("head");
    return QStringLiteral("%1 3×3").arg(QString::fromStdString(stage));
}

QString shapeText(int channels, int height, int width) {
    return QStringLiteral("%1 × %2 × %3").arg(channels).arg(height).arg(width);
}

QString costText(std::int64_t multiplyAdds) {
    const double millions = static_cast<double>(multiplyAdds) / 1e6;
    return StageText::tr("%1 M").arg(QLocale().toString(millions, 'f', millions < 0.1 ? 2 : 1));
}

QString stageWords(const std::string& stage, RfbBranch branch, const ModelCard& card) {
    if (stage == "input")
        return inputWords(card.input);
    if (stage == "conv1")
        return StageText::tr("Small filters of %1 × %1 pixels answer to edges, blobs and colours; every second pixel is kept.")
            .arg(card.spec.stemKernel);
    if (stage == "rfb")
        return branchWords(branch);
    if (stage == "cbam1")
        return StageText::tr("Attention: the channels that matter for this source keep their weight and the others lose it, then "
                             "the places do. Nothing new is made of the maps.");
    if (stage == "conv2" || stage == "conv3")
        return StageText::tr("Filters of 3 × 3 make twice as many maps of those before; of every 2 × 2 pixels the strongest "
                             "stays, so that a pixel stands for more of the source.");
    if (stage == "conv4" || stage == "conv5")
        return StageText::tr("Filters of 3 × 3 make twice as many maps of those before, each pixel with what lies round it.");
    if (stage == "cbam2")
        return StageText::tr("Attention once more, over the maps that the answer is made of: channels first, then places.");
    return StageText::tr("Each map is averaged over its places, and two layers weigh the averages into one number a class. The "
                         "probabilities are made of these.");
}

QString channelText(const FeatureMaps& maps, int channel, const ModelCard& card) {
    const auto at = static_cast<std::size_t>(channel);
    if (maps.part == "input" && at < card.input.channels.size())
        return QLatin1String(bandName(card.input.channels[at]).data());
    if (maps.part == "head")
        return QStringLiteral("%1 %2").arg(figureClassText(static_cast<SourceClass>(channel)),
                                           QLocale().toString(double(maps.values[at]), 'f', 2));
    return QString::number(channel + 1);
}

} // namespace iic::ui
