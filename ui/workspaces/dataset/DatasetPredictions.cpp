#include "workspaces/dataset/DatasetPredictions.h"

#include "models/IssueModel.h"
#include "workspaces/PredictionPieces.h"

#include <numeric>

namespace iic::ui {

using Predictions = std::vector<Prediction>;

DatasetPredictions::DatasetPredictions(DatasetDocument& document, ModelStore& models, IssueModel& issues, QObject* parent)
    : QObject(parent), document_(document), models_(models), issues_(issues) {
    connect(&models_, &ModelStore::changed, this, &DatasetPredictions::takeModel);
    connect(&document_, &DatasetDocument::datasetChanged, this, [this] {
        cancel();
        checkModel();
    });
    connect(&document_, &DatasetDocument::currentChanged, this, &DatasetPredictions::classify);
}

/// The model outlives this.
DatasetPredictions::~DatasetPredictions() { cancel(); }

void DatasetPredictions::cancel() {
    oneJob_.cancel();
    if (allJob_)
        allJob_->cancel();
}

void DatasetPredictions::takeModel() {
    cancel();
    document_.labels().setModelName(QString::fromStdString(models_.card()->runId));
    document_.store().clearPredictions();
    checkModel();
    classify(document_.current());
}

void DatasetPredictions::checkModel() {
    refusal_.reset();
    if (models_.card() && document_.dataset()) {
        const Dataset& dataset = document_.dataset()->dataset;
        if (const auto fits = checkModelFits(dataset, *models_.card()); !fits)
            refusal_ = fits.error();
        else
            for (const std::string& warning : *fits)
                issues_.add(Severity::Warning, QString::fromStdString(warning), QString::fromStdString(dataset.path().string()));
    }
    Q_EMIT changed();
}

QString DatasetPredictions::refusal() const {
    if (refusal_)
        return tr("the model cannot see these cutouts: %1").arg(QString::fromStdString(refusal_->reason));
    return models_.card() ? QString() : tr("no model is loaded");
}

void DatasetPredictions::classify(int row) {
    oneJob_.cancel();
    if (row < 0 || !models_.card() || refusal_ || document_.sources().prediction(row))
        return;
    Job* job = models_.submit<RowPredictions>(
        Priority::Interactive,
        [dataset = document_.dataset(), at = static_cast<std::size_t>(row)](Classifier& classifier, JobContext& context) {
            return classifyRows(dataset->dataset, dataset->columns, std::span(&at, 1), classifier, {}, context.progress(),
                                context.stop());
        },
        [this, row](const RowPredictions& result) {
            document_.store().setPredictions(row, result.predictions);
            tellUnread(result);
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    oneJob_.replace(job);
}

void DatasetPredictions::tellUnread(const RowPredictions& result) {
    if (result.unread)
        issues_.add(*result.unread);
}

void DatasetPredictions::classifyAll() {
    if (!document_.dataset() || !models_.card() || refusal_ || allJob_)
        return;
    Job* job = models_.submit<RowPredictions>(
        Priority::Batch,
        [dataset = document_.dataset(), &store = document_.store(), &models = models_](Classifier& classifier,
                                                                                       JobContext& context) {
            std::vector<std::size_t> rows(dataset->columns.size());
            std::iota(rows.begin(), rows.end(), std::size_t{0});
            PredictionPieces pieces(context, rows.size(), [&store](int first, const Predictions& predictions) {
                store.setPredictions(first, predictions);
            });
            const auto showPiece = [&](std::size_t first, std::span<const Prediction> piece) {
                pieces.add(first, piece);
                models.runInteractive();
            };
            return classifyRows(dataset->dataset, dataset->columns, rows, classifier, showPiece, context.progress(),
                                context.stop());
        },
        [this](const RowPredictions& result) { tellUnread(result); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    allJob_ = job;
    connect(job, &Job::ended, this, [this] {
        allJob_.clear();
        Q_EMIT changed();
    });
    Q_EMIT changed();
    Q_EMIT jobStarted(job, tr("Classifying"));
}

} // namespace iic::ui
