#include "models/SourceCells.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::SourceCells)
};

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

int decimals(SourceColumn column) {
    switch (column) {
    case SourceColumn::RightAscension:
    case SourceColumn::Declination: return 5;
    case SourceColumn::SignalToNoise1: return 1;
    default: return 3;
    }
}

double classNumber(const std::optional<SourceClass>& sourceClass) {
    return sourceClass ? static_cast<double>(*sourceClass) : missing;
}

std::optional<Band> bandOf(SourceColumn column) {
    switch (column) {
    case SourceColumn::Magnitude1: return Band::W1;
    case SourceColumn::Magnitude2: return Band::W2;
    case SourceColumn::Magnitude3: return Band::W3;
    default: return std::nullopt;
    }
}

} // namespace

QString classText(SourceClass sourceClass) {
    switch (sourceClass) {
    case SourceClass::Star: return Words::tr("star");
    case SourceClass::Galaxy: return Words::tr("galaxy");
    case SourceClass::Quasar: return Words::tr("quasar");
    }
    return {};
}

QString labelText(UserLabel label) {
    switch (label) {
    case UserLabel::None: return {};
    case UserLabel::Star: return Words::tr("star");
    case UserLabel::Galaxy: return Words::tr("galaxy");
    case UserLabel::Quasar: return Words::tr("quasar");
    case UserLabel::Unsure: return Words::tr("unsure");
    case UserLabel::Artefact: return Words::tr("artefact");
    }
    return {};
}

QString statusText(PredictionStatus status) {
    switch (status) {
    case PredictionStatus::Classified: return {};
    case PredictionStatus::OffTile: return Words::tr("off the tile: not classified");
    case PredictionStatus::Incomplete: return Words::tr("field cut by the edge or uncovered: not classified");
    case PredictionStatus::EmptyCentre: return Words::tr("no source within 3″ of the centre");
    case PredictionStatus::WithoutColour: return Words::tr("no colour known: not classified");
    }
    return {};
}

QString predictionNotes(const SourceList& sources, int row) {
    const std::optional<Prediction>& prediction = sources.prediction(row);
    QStringList notes;
    if (prediction)
        notes << statusText(prediction->status);
    notes << sources.adjustment(row);
    notes.removeAll(QString());
    return notes.join(QStringLiteral(" · "));
}

double cellNumber(const SourceList& sources, int row, SourceColumn column) {
    if (const std::optional<Band> band = bandOf(column))
        return sources.magnitude(row, *band);
    switch (column) {
    case SourceColumn::RightAscension: return sources.position(row).rightAscension;
    case SourceColumn::Declination: return sources.position(row).declination;
    case SourceColumn::SignalToNoise1: return sources.signalToNoise(row, Band::W1);
    case SourceColumn::Confidence: return sources.predictedClass(row) ? double(sources.prediction(row)->confidence()) : missing;
    case SourceColumn::TrueProbability: return sources.trueProbability(row);
    case SourceColumn::Margin: return sources.margin(row);
    case SourceColumn::Entropy: return sources.entropy(row);
    case SourceColumn::LabelMargin: return double(sources.reviewMarks(row).labelMargin);
    case SourceColumn::Isolation: return double(sources.reviewMarks(row).isolation);
    case SourceColumn::Class: return classNumber(sources.predictedClass(row));
    case SourceColumn::Truth: return classNumber(sources.truth(row));
    case SourceColumn::Label: return sources.label(row) == UserLabel::None ? missing : static_cast<double>(sources.label(row));
    default: return missing;
    }
}

QString cellText(const SourceList& sources, int row, SourceColumn column) {
    switch (column) {
    case SourceColumn::Designation: return sources.name(row);
    case SourceColumn::Class: {
        const std::optional<SourceClass> predicted = sources.predictedClass(row);
        return predicted ? classText(*predicted) : QString();
    }
    case SourceColumn::Label: return labelText(sources.label(row));
    case SourceColumn::Truth: {
        const std::optional<SourceClass> truth = sources.truth(row);
        return truth ? classText(*truth) : QString();
    }
    case SourceColumn::Contamination: return sources.contamination(row);
    default: break;
    }
    const double value = cellNumber(sources, row, column);
    if (std::isnan(value))
        return {};
    const std::optional<Band> band = bandOf(column);
    const bool isLimit = band && sources.isUpperLimit(row, *band);
    return (isLimit ? QStringLiteral("> ") : QString()) + QString::number(value, 'f', decimals(column));
}

QString columnName(SourceColumn column) {
    switch (column) {
    case SourceColumn::Designation: return QStringLiteral("designation");
    case SourceColumn::RightAscension: return QStringLiteral("ra");
    case SourceColumn::Declination: return QStringLiteral("dec");
    case SourceColumn::Magnitude1: return QStringLiteral("w1mpro");
    case SourceColumn::Magnitude2: return QStringLiteral("w2mpro");
    case SourceColumn::Magnitude3: return QStringLiteral("w3mpro");
    case SourceColumn::SignalToNoise1: return QStringLiteral("w1snr");
    case SourceColumn::Class: return Words::tr("class");
    case SourceColumn::Confidence: return Words::tr("confidence");
    case SourceColumn::Label: return Words::tr("your label");
    case SourceColumn::Truth: return Words::tr("truth");
    case SourceColumn::Contamination: return QStringLiteral("cc_flags");
    case SourceColumn::TrueProbability: return Words::tr("p(true)");
    case SourceColumn::Margin: return Words::tr("margin");
    case SourceColumn::Entropy: return Words::tr("entropy");
    case SourceColumn::LabelMargin: return Words::tr("label margin");
    case SourceColumn::Isolation: return Words::tr("isolation");
    }
    return {};
}

QString columnMeaning(SourceColumn column) {
    switch (column) {
    case SourceColumn::Designation: return Words::tr("Name in the catalog, else made of the position");
    case SourceColumn::RightAscension: return Words::tr("Right ascension (degrees, J2000)");
    case SourceColumn::Declination: return Words::tr("Declination (degrees, J2000)");
    case SourceColumn::Magnitude1: return Words::tr("Magnitude in W1, 3.4 µm (Vega); > marks an upper limit");
    case SourceColumn::Magnitude2: return Words::tr("Magnitude in W2, 4.6 µm (Vega); > marks an upper limit");
    case SourceColumn::Magnitude3: return Words::tr("Magnitude in W3, 12 µm (Vega); > marks an upper limit");
    case SourceColumn::SignalToNoise1: return Words::tr("Signal to noise in W1");
    case SourceColumn::Class: return Words::tr("What the network takes it for");
    case SourceColumn::Confidence: return Words::tr("The network's probability of that class");
    case SourceColumn::Label: return Words::tr("What you labelled it");
    case SourceColumn::Truth: return Words::tr("Its class in the catalog");
    case SourceColumn::Contamination:
        return Words::tr("Contamination in W1 to W4: 0 clean, D diffraction spike, P persistence, H halo, O ghost");
    case SourceColumn::TrueProbability: return Words::tr("The network's probability of the true class");
    case SourceColumn::Margin: return Words::tr("How far the likeliest class is ahead of the next");
    case SourceColumn::Entropy: return Words::tr("How undecided the network is, 0 to 1");
    case SourceColumn::LabelMargin:
        return Words::tr("How far its label is ahead of the next class, by networks that have not learned from it");
    case SourceColumn::Isolation:
        return Words::tr("Share of the training sources that lie nearer to their neighbours in the network's features, 0 to 1");
    }
    return {};
}

} // namespace iic::ui
