#include "workspaces/review/MistakeText.h"

#include "models/SourceCells.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <map>

namespace iic::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::MistakeText)
};

/// What more and less of an image statistic (CutoutStatistics.h) looks like.
QString wordOf(const Distinction& distinction) {
    const bool isMore = distinction.deviations > 0;
    const std::map<std::string, QString> words{
        {"brightness", isMore ? Words::tr("brighter") : Words::tr("fainter")},
        {"contrast", isMore ? Words::tr("clearer of the sky") : Words::tr("hardly above the sky")},
        {"concentration", isMore ? Words::tr("more compact") : Words::tr("more extended")},
        {"asymmetry", isMore ? Words::tr("less symmetric") : Words::tr("more symmetric")},
        {"background", isMore ? Words::tr("on brighter sky") : Words::tr("on darker sky")},
        {"noise", isMore ? Words::tr("on noisier sky") : Words::tr("on quieter sky")},
        {"neighbours", isMore ? Words::tr("with more neighbours") : Words::tr("with fewer neighbours")},
        {"neighbour light", isMore ? Words::tr("beside brighter sources") : Words::tr("not beside brighter sources")},
    };
    if (const auto known = words.find(distinction.name); known != words.end())
        return known->second;
    constexpr std::string_view colour = " colour";
    const QString name = QString::fromStdString(distinction.name);
    if (!distinction.name.ends_with(colour))
        return isMore ? Words::tr("higher in %1").arg(name) : Words::tr("lower in %1").arg(name);
    const QString band = name.chopped(static_cast<qsizetype>(colour.size()));
    return isMore ? Words::tr("brighter in %1 than their colour elsewhere").arg(band)
                  : Words::tr("fainter in %1 than their colour elsewhere").arg(band);
}

QString shortWord(const MistakeGroup& group) {
    return group.distinctions.empty() ? Words::tr("much as the others") : wordOf(group.distinctions.front());
}

} // namespace

QString groupTitle(const MistakeReview& review, std::size_t group) {
    const MistakeGroup& of = review.groups.at(group);
    return Words::tr("Group %1 · %2").arg(group + 1).arg(of.isCentreEmpty ? Words::tr("no source at the centre") : shortWord(of));
}

QString pairsText(const MistakeGroup& group) {
    QStringList pairs;
    for (const ClassPair& pair : group.pairs)
        pairs << Words::tr("%1 → %2 %L3")
                     .arg(classText(static_cast<SourceClass>(pair.truth)), classText(static_cast<SourceClass>(pair.predicted)))
                     .arg(pair.count);
    return pairs.join(QStringLiteral(", "));
}

QString distinctionsText(const MistakeGroup& group) {
    if (group.isCentreEmpty || group.distinctions.empty())
        return {};
    QStringList words;
    for (const Distinction& distinction : group.distinctions)
        words << Words::tr("%1 (%2 σ)").arg(wordOf(distinction), QLocale().toString(std::abs(distinction.deviations), 'f', 1));
    return Words::tr("Tend to be %1").arg(words.join(QStringLiteral(", ")));
}

QString contaminationText(const MistakeReview& review, const MistakeGroup& group) {
    std::size_t contaminated = 0;
    std::map<SourceNote, std::size_t> counts;
    for (const std::size_t member : group.members) {
        const NotedSource& noted = review.mistakes[member].noted;
        contaminated += noted.isContaminated();
        for (const SourceNote note : sourceNotes)
            if ((contamination & bit(note)) && noted.has(note))
                ++counts[note];
    }
    if (contaminated == 0)
        return {};
    QStringList parts;
    for (const auto& [note, count] : counts)
        parts << QStringLiteral("%1 %2").arg(noteText(note), QLocale().toString(qulonglong(count)));
    return Words::tr("%L1 of %L2 may be contaminated: %3")
        .arg(contaminated)
        .arg(group.members.size())
        .arg(parts.join(QStringLiteral(", ")));
}

QString suspectsText(const LabelSuspects& suspects) {
    std::map<std::pair<std::uint8_t, std::uint8_t>, int> counts;
    for (std::size_t i = 0; i < suspects.counted; ++i)
        ++counts[{suspects.ranked[i].given, suspects.ranked[i].likely}];
    QStringList parts;
    for (const auto& [classes, count] : counts)
        parts << Words::tr("%1, likely %2 %L3")
                     .arg(classText(static_cast<SourceClass>(classes.first)), classText(static_cast<SourceClass>(classes.second)))
                     .arg(count);
    return parts.join(QStringLiteral(" · "));
}

QString noteText(SourceNote note) {
    switch (note) {
    case SourceNote::NoCentralSource: return Words::tr("no central source");
    case SourceNote::Blended: return Words::tr("blended");
    case SourceNote::Artefact: return Words::tr("artefact");
    case SourceNote::Extended: return Words::tr("extended");
    case SourceNote::Saturated: return Words::tr("saturated");
    case SourceNote::TileEdge: return Words::tr("tile edge");
    case SourceNote::Faint: return Words::tr("faint");
    case SourceNote::SternAgn: return Words::tr("Stern AGN");
    case SourceNote::JarrettAgn: return Words::tr("Jarrett AGN");
    }
    return {};
}

} // namespace iic::ui
