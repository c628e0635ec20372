#include "workspaces/InspectedRow.h"

#include <QCoreApplication>

namespace iic::ui {

namespace {

struct InspectedText {
    Q_DECLARE_TR_FUNCTIONS(InspectedText)
};

QString labelStateText(LabelStore::Writing writing) {
    switch (writing) {
    case LabelStore::Writing::None: return {};
    case LabelStore::Writing::Pending: return InspectedText::tr("saving…");
    case LabelStore::Writing::Saved: return InspectedText::tr("saved");
    case LabelStore::Writing::Failed: return InspectedText::tr("NOT saved: see the issues");
    }
    return {};
}

void addPrediction(InspectedSource& source, const SourceList& sources, int row, const QString& refusal) {
    const std::optional<Prediction>& prediction = sources.prediction(row);
    if (sources.predictedClass(row))
        source.probabilities = prediction->probabilities;
    source.status = prediction ? predictionNotes(sources, row) : refusal;
    if (prediction && has(prediction->flags, CutoutFlag::OtherGrid))
        source.status += (source.status.isEmpty() ? QString() : QStringLiteral(" · ")) +
                         InspectedText::tr("a band was resampled from another grid");
}

} // namespace

InspectedSource inspectedRow(const SourceList& sources, int row, const SourceLabels& labels, const ModelStore& models,
                             const QString& refusal) {
    InspectedSource source;
    source.name = sources.name(row);
    source.position = sources.position(row);
    for (const Band band : allBands) {
        const auto which = static_cast<std::size_t>(index(band));
        source.magnitude[which] = sources.magnitude(row, band);
        source.magnitudeError[which] = sources.magnitudeError(row, band);
        source.signalToNoise[which] = sources.signalToNoise(row, band);
        source.upperLimit[which] = sources.isUpperLimit(row, band);
    }
    addPrediction(source, sources, row, refusal);
    source.label = sources.label(row);
    source.labelState = labelStateText(labels.writing(row));
    source.flags = sources.quality(row);
    if (const std::optional<ModelCard>& card = models.card()) {
        source.modelName = QString::fromStdString(card->runId);
        source.modelOrigin = InspectedText::tr("trained on %1").arg(QString::fromStdString(card->origin));
    }
    return source;
}

void addPictures(InspectedSource& source, const InspectionPictures& pictures) {
    source.modelInput = pictures.modelInput;
    source.bands = pictures.bands;
}

QString placeAmongShown(const ShownSources& shown, int row) {
    const int place = shown.placeOf(row), total = shown.count();
    return place < 0 ? InspectedText::tr("not among the %L1 shown").arg(total)
                     : InspectedText::tr("%L1 of %L2").arg(place + 1).arg(total);
}

} // namespace iic::ui
