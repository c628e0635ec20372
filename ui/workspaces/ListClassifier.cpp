#include "workspaces/ListClassifier.h"

#include "models/IssueModel.h"
#include "workspaces/ModelStore.h"
#include "workspaces/PredictionPieces.h"

#include <numeric>

namespace iic::ui {

ListClassifier::ListClassifier(SourceStore& store, SourceLabels& labels, ModelStore& models, IssueModel& issues, QObject* parent)
    : QObject(parent), store_(store), labels_(labels), models_(models), issues_(issues) {
    connect(&models_, &ModelStore::changed, this, &ListClassifier::takeModel);
}

/// The model outlives this: what it still does for the list has nowhere to go.
ListClassifier::~ListClassifier() { cancel(); }

void ListClassifier::cancel() {
    oneJob_.cancel();
    if (allJob_)
        allJob_->cancel();
}

void ListClassifier::reportFailures(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

void ListClassifier::setSubject(std::optional<ClassifiedSubject> subject) {
    cancel();
    subject_ = std::move(subject);
    check();
}

void ListClassifier::takeModel() {
    cancel();
    labels_.setModelName(QString::fromStdString(models_.card()->runId));
    store_.clearPredictions();
    check();
}

void ListClassifier::check() {
    refusal_.reset();
    if (models_.card() && subject_) {
        if (const auto fits = subject_->check(*models_.card()); !fits) {
            refusal_ = fits.error();
            Q_EMIT refused(*refusal_);
        } else
            for (const std::string& warning : *fits)
                issues_.add(Severity::Warning, QString::fromStdString(warning), subject_->name);
    }
    Q_EMIT changed();
}

QString ListClassifier::refusal() const {
    if (refusal_)
        return QString::fromStdString(refusal_->reason);
    return models_.card() ? QString() : tr("no model is loaded");
}

bool ListClassifier::canClassify() const { return models_.card() && subject_ && !refusal_; }

void ListClassifier::tellUnread(const RowPredictions& result) {
    if (result.unread)
        issues_.addOnce(*result.unread);
}

void ListClassifier::classify(int row) {
    oneJob_.cancel();
    if (row < 0 || !canClassify() || store_.sources().prediction(row))
        return;
    // The list itself is not taken along: a label given meanwhile would have to copy it.
    Job* job = models_.submit<RowPredictions>(
        Priority::Interactive,
        [ask = subject_->classify, at = static_cast<std::size_t>(row), position = store_.sources().position(row),
         brightness = store_.sources().brightness(row)](Classifier& classifier, JobContext& context) {
            return ask(std::span(&at, 1), {std::span(&position, 1), std::span(&brightness, 1)}, classifier, {}, context);
        },
        [this, row](const RowPredictions& result) {
            store_.setPredictions(row, result.predictions);
            tellUnread(result);
        });
    reportFailures(job);
    oneJob_.replace(job);
}

void ListClassifier::classifyAll() {
    if (!canClassify() || allJob_ || store_.size() == 0)
        return;
    Job* job = models_.submit<RowPredictions>(
        Priority::Batch,
        [ask = subject_->classify, sources = store_.sources(), &store = store_, &models = models_](Classifier& classifier,
                                                                                                   JobContext& context) mutable {
            std::vector<std::size_t> rows(static_cast<std::size_t>(sources.size()));
            std::iota(rows.begin(), rows.end(), std::size_t{0});
            std::vector<SkyCoord> positions;
            std::vector<Brightness> brightness;
            const bool asksBrightness = readsMagnitudes(classifier.card().spec.architecture);
            for (int row = 0; row < sources.size(); ++row) {
                positions.push_back(sources.position(row));
                if (asksBrightness)
                    brightness.push_back(sources.brightness(row));
            }
            sources = SourceList();
            PredictionPieces pieces(context, rows.size(), [&store](int first, const std::vector<Prediction>& predictions) {
                store.setPredictions(first, predictions);
            });
            const auto showPiece = [&](std::size_t first, std::span<const Prediction> piece) {
                pieces.add(first, piece);
                models.runInteractive();
            };
            return ask(rows, {positions, brightness}, classifier, showPiece, context);
        },
        [this](const RowPredictions& result) { tellUnread(result); });
    reportFailures(job);
    allJob_ = job;
    connect(job, &Job::ended, this, [this] {
        allJob_.clear();
        Q_EMIT classified();
        Q_EMIT changed();
    });
    Q_EMIT changed();
    Q_EMIT jobStarted(job, tr("Classifying"));
}

} // namespace iic::ui
