#include "workspaces/report/ReportSections.h"

#include "analysis/TrainingMaterial.h"
#include "plots/LearningCurvesFigure.h"
#include "workspaces/dataset/DatasetFacts.h"
#include "workspaces/dataset/DatasetText.h"

#include <QCoreApplication>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::RunReport)
};

QString shown(const std::string& text) { return QString::fromStdString(printable(text)); }

QString scheduleText(const TrainingOptions& options) {
    return options.schedule == RateSchedule::Cosine ? Text::tr("falling to nothing over the run (cosine)")
                                                    : Text::tr("halved once after epoch %1").arg(options.halveAfterEpoch);
}

QString batchText(const RunRecord& record) {
    const int asked = record.options.batch;
    return record.batch == asked ? QString::number(asked)
                                 : Text::tr("%1 (%2 asked for: memory was short)").arg(record.batch).arg(asked);
}

QString precisionText(const RunRecord& record) {
    if (record.options.precision == Precision::Float32)
        return Text::tr("float32");
    return record.device.cuda ? Text::tr("TF32, validation float32") : Text::tr("float32 (TF32 was asked for, and needs CUDA)");
}

QString weightsText(const TrainingOptions& options) {
    if (options.classWeights.empty())
        return Text::tr("all classes alike");
    QStringList parts;
    for (std::size_t which = 0; which < options.classWeights.size() && which < options.card.classes.size(); ++which)
        parts << Text::tr("%1 %2").arg(shown(options.card.classes[which]), QString::number(options.classWeights[which], 'g', 4));
    return parts.join(QStringLiteral(", "));
}

QString inputText(const ModelCard& card) {
    return Text::tr("%1 × %1 pixels over %2″, channels %3, preset %4")
        .arg(QString::number(card.input.side), QString::number(card.input.fieldArcsec, 'g', 5), bandsText(card.input.channels),
             QString::fromStdString(std::string(presetName(card.input.preset))));
}

QString deviceText(const DeviceInUse& device) {
    return device.reason.empty() ? shown(device.name)
                                 : Text::tr("%1 (CUDA was not used: %2)").arg(shown(device.name), shown(device.reason));
}

/// "3f2a… (1,234 bytes)" of the dataset's file as the run's record has it.
QString fingerprintText(const RunRecord& record) {
    const FileFingerprint fingerprint = fingerprintOf(record.options.material);
    return Text::tr("%1 (XXH64, %2 bytes)").arg(shown(fingerprint.checksum), QString::number(fingerprint.bytes));
}

} // namespace

ReportSection settingsSection(const ReportedRun& run) {
    const RunRecord& record = run.record;
    const TrainingOptions& options = record.options;
    ReportTable settings{QStringLiteral("settings"), Text::tr("What the run was asked for, and what it ran on."), {}, {}, 2};
    const auto add = [&](const QString& name, const QString& text) {
        if (!text.isEmpty())
            settings.rows.push_back({name, text});
    };
    add(Text::tr("Run"), run.name);
    add(Text::tr("Folder"), shown(run.folder.string()));
    add(Text::tr("Network"), Text::tr("IICnet, first convolution %1 × %1").arg(options.card.spec.stemKernel));
    add(Text::tr("Input"), inputText(options.card));
    add(Text::tr("Epochs"), Text::tr("%1 of %2; weights of epoch %3, the best on the validation split (%4 %)")
                                .arg(QString::number(record.epochsDone), QString::number(options.epochs),
                                     QString::number(record.bestEpoch), percentText(record.bestValidationAccuracy)));
    add(Text::tr("Stops early"),
        options.patience > 0 ? Text::tr("epochs without a better one: %1").arg(options.patience) : Text::tr("never"));
    add(Text::tr("Batch"), batchText(record));
    add(Text::tr("Learning rate"),
        Text::tr("%1 (Adam), %2").arg(QString::number(options.learningRate, 'g', 4), scheduleText(options)));
    add(Text::tr("Augmentation"), options.augment ? Text::tr("flips and quarter turns") : Text::tr("none"));
    add(Text::tr("Weights of the loss"), weightsText(options));
    add(Text::tr("Seed"), QString::number(options.seed));
    add(Text::tr("Begun with"), record.startedFrom.empty() ? Text::tr("random weights")
                                                           : Text::tr("weights of checksum %1").arg(shown(record.startedFrom)));
    add(Text::tr("Learned from"),
        Text::tr("%1 inputs, fingerprint %2").arg(QString::number(record.trainingInputs), shown(record.trainingFingerprint)));
    add(Text::tr("Validated on"),
        Text::tr("%1 inputs, fingerprint %2").arg(QString::number(record.validationInputs), shown(record.validationFingerprint)));
    add(Text::tr("Device"), deviceText(record.device));
    add(Text::tr("Precision"), precisionText(record));
    add(Text::tr("Versions"),
        Text::tr("IICnet Studio %1, LibTorch %2").arg(shown(record.programVersion), shown(record.torchVersion)));
    return {Text::tr("Settings"), {settings}};
}

ReportSection datasetSection(const JudgedSplit& judged, const RunRecord& record) {
    ReportTable facts{QStringLiteral("dataset"), Text::tr("The dataset."), {}, {}, 2};
    for (const DatasetFact& fact : datasetFacts(*judged.dataset))
        facts.rows.push_back({fact.name, fact.text});
    facts.rows.push_back({Text::tr("Checksum"), fingerprintText(record)});
    ReportTable sizes{QStringLiteral("sizes"),
                      Text::tr("Sources by class and split."),
                      {Text::tr("class"), Text::tr("training"), Text::tr("validation"), Text::tr("test"), Text::tr("left out")},
                      {},
                      1};
    const auto addRow = [&](const QString& name, const std::array<std::size_t, 4>& rows) {
        QStringList row{name};
        for (const std::size_t count : rows)
            row << QString::number(count);
        sizes.rows.push_back(row);
    };
    for (const ClassSummary& of : judged.dataset->summary.classes)
        addRow(shown(of.name), of.rows);
    addRow(Text::tr("all"), judged.dataset->summary.total());
    return {Text::tr("Dataset"), {facts, sizes}};
}

ReportSection learningSection(const ReportedRun& run) {
    const std::vector<LearningRun> runs{{run.name, run.epochs, run.record.bestEpoch}};
    ReportFigures figures;
    for (const auto quantity : {LearningCurvesOptions::Quantity::Loss, LearningCurvesOptions::Quantity::Accuracy}) {
        LearningCurvesOptions options;
        options.quantity = quantity;
        const bool halves = run.record.options.schedule == RateSchedule::HalveOnce;
        options.halvesAfter =
            halves && run.record.options.halveAfterEpoch < run.record.epochsDone ? run.record.options.halveAfterEpoch : 0;
        const bool isLoss = quantity == LearningCurvesOptions::Quantity::Loss;
        figures.push_back({std::make_shared<const LearningCurvesFigure>(runs, options),
                           isLoss ? Text::tr("Loss (cross-entropy) of training and validation by epoch.")
                                  : Text::tr("Accuracy of training and validation by epoch."),
                           0.8});
    }
    ReportSection section{Text::tr("Learning"), {}};
    if (run.epochs.empty())
        section.blocks.emplace_back(Text::tr("No epoch is done yet."));
    else
        section.blocks.emplace_back(std::move(figures));
    return section;
}

} // namespace iic::ui
