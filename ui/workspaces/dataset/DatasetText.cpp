#include "workspaces/dataset/DatasetText.h"

#include "catalog/Catalog.h"
#include "widgets/ClassStyle.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::DatasetText)
};

} // namespace

QString flagText(QualityFlag flag) {
    switch (flag) {
    case QualityFlag::Edge: return Text::tr("edge");
    case QualityFlag::Uncovered: return Text::tr("no data");
    case QualityFlag::EmptyCentre: return Text::tr("empty centre");
    case QualityFlag::OtherGrid: return Text::tr("other grid");
    case QualityFlag::Saturated: return Text::tr("saturated");
    case QualityFlag::CatalogFlagged: return Text::tr("flagged");
    }
    return {};
}

QString flagMeaning(QualityFlag flag) {
    switch (flag) {
    case QualityFlag::Edge: return Text::tr("part of the field lies off the tile");
    case QualityFlag::Uncovered: return Text::tr("holds pixels without data (NaN)");
    case QualityFlag::EmptyCentre: return Text::tr("no source within 3″ of the centre");
    case QualityFlag::OtherGrid: return Text::tr("a band was resampled from another grid");
    case QualityFlag::Saturated: return Text::tr("so bright that a band begins to saturate");
    case QualityFlag::CatalogFlagged: return Text::tr("the catalog warns of an artefact (cc_flags)");
    }
    return {};
}

QStringList imagePlaneNames(const DatasetCard& card) {
    if (card.kind != DatasetKind::Images)
        return {};
    return card.planes < 3 ? QStringList{Text::tr("Grey")} : QStringList{Text::tr("Red"), Text::tr("Green"), Text::tr("Blue")};
}

QString splitText(DatasetSplit split) {
    switch (split) {
    case DatasetSplit::Training: return Text::tr("training");
    case DatasetSplit::Validation: return Text::tr("validation");
    case DatasetSplit::Test: return Text::tr("test");
    case DatasetSplit::LeftOut: return Text::tr("left out");
    }
    return {};
}

QString splitRuleText(const SplitRecord& record) {
    const QString seed = QString::number(record.seed);
    switch (record.rule) {
    case SplitRule::None: return Text::tr("not split yet");
    case SplitRule::Random: return Text::tr("at random, seed %1").arg(seed);
    case SplitRule::Given:
        return Text::tr("as its folders are; whether images of different splits show the same sky is not known");
    case SplitRule::Blocks: break;
    }
    QString text = Text::tr("over blocks of %1′ of sky, seed %2; no cutouts of different splits overlap")
                       .arg(QLocale().toString(record.blockArcmin, 'g', 4), seed);
    if (record.overlapping + record.trimmed > 0)
        text += Text::tr("; %L1 left out because they would, %L2 to make the shares 8:1:1")
                    .arg(record.overlapping)
                    .arg(record.trimmed);
    return text;
}

QString overlappingSplitsText() {
    return Text::tr(
        "Leaking: cutouts of different splits may overlap on the sky, so that scores on the test split are too good.");
}

QString firstWeightsText(const std::filesystem::path& weights) {
    const auto name = weights.parent_path().filename() / weights.filename();
    return Text::tr(
               "This network began with the weights of %1, which may have learned from sources of this split: these scores may "
               "be too good.")
        .arg(QString::fromStdString(printable(name.string())));
}

QString dropReasonText(const std::string& reason) {
    static const std::array<std::pair<const char*, const char*>, 7> known{{
        {"no position", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "no position")},
        {"no class", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "no class")},
        {"too faint", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "too faint")},
        {"listed twice", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "listed twice")},
        {"off the tiles", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "off the tiles")},
        {"not drawn", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "not drawn")},
        {"overlapping", QT_TRANSLATE_NOOP("iic::ui::DatasetText", "overlapping")},
    }};
    for (const QualityFlag flag : qualityFlags)
        if (reason == flagName(flag))
            return flagText(flag);
    for (const auto& [name, text] : known)
        if (reason == name)
            return Text::tr(text);
    return QString::fromStdString(printable(reason));
}

QString unreadText(const Error& error) {
    return Text::tr("It cannot be read: %1.").arg(QString::fromStdString(printable(error.reason)));
}

QString bandsText(const std::vector<Band>& bands) {
    QStringList names;
    for (const Band band : bands)
        names << QLatin1String(bandName(band).data());
    return names.join(QLatin1Char(' '));
}

QColor datasetClassColour(const std::string& name, std::size_t label) {
    // Okabe and Ito's other colours; those of the sky stay with their classes.
    static constexpr std::array<QRgb, 5> others{0x009E73, 0xF0E442, 0xD55E00, 0x0072B2, 0x999999};
    if (const auto sourceClass = parseClass(name))
        return classColour(*sourceClass);
    return QColor::fromRgb(others[label % others.size()]);
}

} // namespace iic::ui
