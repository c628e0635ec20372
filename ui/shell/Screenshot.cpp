#include "shell/Screenshot.h"

#include "shell/MainWindow.h"
#include "shell/WorkspaceStack.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/compare/CompareWorkspace.h"
#include "workspaces/compare/StudyPage.h"
#include "workspaces/dataset/DatasetWorkspace.h"
#include "workspaces/evaluate/EvaluateWorkspace.h"
#include "workspaces/evaluate/EvaluationBar.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/explain/ExplainWorkspace.h"
#include "workspaces/explain/StageStrip.h"
#include "workspaces/review/LastStepPage.h"
#include "workspaces/review/ReviewFigures.h"
#include "workspaces/review/ReviewWorkspace.h"
#include "workspaces/train/TrainWorkspace.h"

#include <QAction>
#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace iic::ui {

namespace {

using ClassOf = std::optional<SourceClass> (SourceList::*)(int) const;

/// The galaxy with most flux in W3: a good face for a picture.
int showpiece(const SourceList& sources, ClassOf classOf) {
    int best = sources.size() > 0 ? 0 : -1;
    double brightest = INFINITY;
    for (int row = 0; row < sources.size(); ++row)
        if (const double w3 = sources.magnitude(row, Band::W3);
            (sources.*classOf)(row) == SourceClass::Galaxy && w3 < brightest) {
            brightest = w3;
            best = row;
        }
    return best;
}

int wantedRow(MainWindow& window, const QString& select) {
    const SourceList& sources = window.document().sources();
    if (select.isEmpty())
        return showpiece(sources, &SourceList::predictedClass);
    const std::optional<SkyCoord> position = parsePosition(select.toStdString());
    if (!position || !window.document().tile())
        return -1;
    const std::optional<PixelCoord> pixel = window.document().tile()->reference().wcs.toPixel(*position);
    return pixel ? sources.nearest(*pixel, 10.0) : -1;
}

void grab(MainWindow& window, const QString& file) {
    const bool isWritten = window.grab().save(file);
    if (!isWritten)
        std::fprintf(stderr, "iicnet-studio: error: %s: the picture could not be written\n", qPrintable(file));
    QApplication::exit(isWritten ? 0 : 1);
}

/// Says why there is nothing to take a picture of.
void giveUp(MainWindow& window) {
    for (const Issue& issue : window.issues().issues())
        if (issue.severity == Severity::Error)
            std::fprintf(stderr, "iicnet-studio: error: %s: %s\n", qPrintable(issue.file), qPrintable(issue.what));
    if (window.issues().count(Severity::Error) == 0)
        std::fprintf(stderr, "iicnet-studio: error: %s\n",
                     !window.document().tile() && !window.datasetDocument().dataset() ? "no image was named to take a picture of"
                     : !window.models().card()                                        ? "there is no model to classify with"
                                                                                      : "there is no source to show");
    QApplication::exit(1);
}

/// Asks again and again, a little apart, until what is opened has come to rest.
class Photographer : public QObject {
  public:
    enum class State { Waiting, Ready, Nothing };

    Photographer(MainWindow& window, ScreenshotOptions options)
        : QObject(&window), window_(window), options_(std::move(options)) {
        constexpr int settle = 1500; // ms from the last change to a picture that no longer changes
        timer_.setSingleShot(true);
        timer_.setInterval(settle);
        connect(&timer_, &QTimer::timeout, this, &Photographer::look);
        timer_.start();
    }
    void restart() { timer_.start(); }

  private:
    void look() {
        constexpr int longest = 20; // rounds, for what is still on its way between two jobs
        if (options_.epochsToTrain && window_.training().isActive())
            return lookAtRun();
        if (hasFailedToOpenModel())
            return giveUp(window_);
        if (!options_.studyFolder.empty())
            return lookAtStudy();
        if (window_.isBusy() || (isOfDataset() && window_.dataset().figures().isBusy()) || window_.evaluate().isBusy())
            return timer_.start();
        switch (options_.epochsToTrain ? lookAtTraining()
                : options_.evaluation  ? lookAtEvaluation()
                : isOfDataset()        ? lookAtDataset()
                                       : lookAtSky()) {
        case State::Ready:
            if ((options_.explainedStage && !isExplained()) || (options_.review && !isReviewed()))
                break;
            return grab(window_, options_.file);
        case State::Waiting: break;
        case State::Nothing:
            if (hasFailed())
                return giveUp(window_);
        }
        if (++rounds_ < longest)
            return timer_.start();
        giveUp(window_);
    }
    bool hasFailedToOpenModel() const {
        const auto& issues = window_.issues().issues();
        return !options_.namedModel.isEmpty() && std::any_of(issues.begin(), issues.end(), [this](const Issue& issue) {
            return issue.severity == Severity::Error && issue.file.startsWith(options_.namedModel);
        });
    }
    bool hasFailed() const { return window_.issues().count(Severity::Error) > 0; }
    bool isOfDataset() const { return options_.figure || (!window_.document().tile() && window_.datasetDocument().dataset()); }
    /// Starts the run that is to be shown.
    State lookAtTraining() {
        if (!window_.datasetDocument().dataset())
            return State::Nothing;
        if (*options_.epochsToTrain == 0 || window_.training().run())
            return State::Ready;
        window_.train().menuActions().front()->trigger();
        return State::Waiting;
    }
    void lookAtRun() {
        const bool isFarEnough = static_cast<int>(window_.training().run()->epochs.size()) >= *options_.epochsToTrain;
        if (!isFarEnough)
            return timer_.start();
        if (!std::exchange(hasSettled_, true)) // the pictures of the mistakes come after the epoch
            return timer_.start();
        grab(window_, options_.file);
    }
    /// With every network counted.
    void lookAtStudy() {
        CompareWorkspace& compare = window_.compare();
        if (!compare.document().fault().isEmpty())
            return giveUp(window_);
        const bool isRead = compare.document().begun() && compare.document().results() && !compare.document().isReading();
        if (!isRead || compare.document().isCounting() || compare.estimator().isWorking() || !std::exchange(hasSettled_, true))
            return timer_.start();
        grab(window_, options_.file);
    }
    State lookAtSky() {
        if (!window_.document().tile() || !window_.models().card() || window_.document().store().size() == 0)
            return State::Nothing;
        if (window_.document().current() >= 0)
            return State::Ready;
        const int row = wantedRow(window_, options_.select);
        if (row < 0) {
            std::fprintf(stderr, "iicnet-studio: error: no source to select%s\n",
                         options_.select.isEmpty() ? "" : qPrintable(QStringLiteral(" at ") + options_.select));
            QApplication::exit(1);
            return State::Waiting;
        }
        window_.document().setCurrent(row);
        return State::Waiting;
    }
    /// The most frequent mistake is picked.
    State lookAtEvaluation() {
        EvaluateWorkspace& evaluate = window_.evaluate();
        if (!window_.datasetDocument().dataset() || !window_.models().card())
            return State::Nothing;
        if (!evaluate.evaluation().judgement()) {
            if (std::exchange(isJudged_, true) && hasFailed())
                return State::Nothing;
            evaluate.figures().setPage(*options_.evaluation);
            if (options_.comparedNetwork.empty())
                evaluate.bar().judge();
            else
                evaluate.bar().judge(window_.models().file(), options_.comparedNetwork);
            return State::Waiting;
        }
        const auto& result = evaluate.evaluation().result();
        if (!result || evaluate.evaluation().intervals().empty())
            return State::Waiting;
        if (!options_.comparedNetwork.empty() && !result->compared)
            return hasFailed() ? State::Nothing : State::Waiting;
        if (evaluate.picks().cells().empty()) {
            evaluate.picks().pickCell(commonestMistake(result->surroundings.evaluation->matrix), false);
            return State::Waiting;
        }
        const ShownSources& shown = window_.datasetDocument().shown();
        const bool hasNoMistake = shown.count() == 0 && !shown.isWorking();
        if (hasNoMistake || shown.isShown(window_.datasetDocument().current()))
            return State::Ready;
        window_.datasetDocument().setCurrent(window_.datasetDocument().shown().sourceRow(0));
        return State::Waiting;
    }
    State lookAtDataset() {
        DatasetDocument& document = window_.datasetDocument();
        if (!document.dataset() || !window_.models().card() || document.store().size() == 0)
            return State::Nothing;
        DatasetFigures& figures = window_.dataset().figures();
        const DatasetFigures::Page page = options_.figure.value_or(figures.page());
        if (document.current() >= 0 && figures.page() == page)
            return State::Ready;
        figures.setPage(page);
        document.setCurrent(showpiece(document.sources(), &SourceList::truth));
        return State::Waiting;
    }

    /// Shows it where it is not.
    bool isReviewed() {
        ReviewWorkspace& review = window_.review();
        const bool isSeen = &window_.workspaces().current() == &review;
        if (!isSeen)
            showReview(review);
        return isSeen && !review.isBusy();
    }

    void showReview(ReviewWorkspace& review) {
        using Figure = ReviewFigures::Page;
        using List = ReviewWorkspace::LeftPage;
        const ReviewPage page = *options_.review;
        window_.workspaces().show(review);
        review.setLeftPage(page == ReviewPage::Cases ? List::Cases : page == ReviewPage::Labels ? List::Labels : List::Mistakes);
        review.figures().setPage(page == ReviewPage::Features   ? Figure::Features
                                 : page == ReviewPage::LastStep ? Figure::LastStep
                                                                : Figure::Colours);
        if (page == ReviewPage::LastStep)
            review.figures().lastStep().compare();
    }

    /// Shows it where it is not.
    bool isExplained() {
        ExplainWorkspace& explain = window_.explain();
        if (&window_.workspaces().current() != &explain)
            window_.workspaces().show(explain);
        else if (explain.shown() && !explain.isBusy() && explain.strip().stage() == *options_.explainedStage)
            return true;
        else if (explain.shown())
            explain.strip().setStage(*options_.explainedStage);
        return false;
    }

    MainWindow& window_;
    ScreenshotOptions options_;
    QTimer timer_;
    int rounds_ = 0;
    bool hasSettled_ = false;
    bool isJudged_ = false; ///< it was asked for
};

} // namespace

std::optional<DatasetFigures::Page> parseFigure(const QString& name) {
    static const QStringList names{QStringLiteral("snr"), QStringLiteral("histograms"), QStringLiteral("waterfall"),
                                   QStringLiteral("colours"), QStringLiteral("field")};
    const qsizetype which = names.indexOf(name);
    return which < 0 ? std::nullopt : std::optional(static_cast<DatasetFigures::Page>(which));
}

std::optional<EvaluationFigures::Page> parseEvaluation(const QString& name) {
    static const QStringList names{QStringLiteral("roc"),        QStringLiteral("precision"), QStringLiteral("reliability"),
                                   QStringLiteral("magnitudes"), QStringLiteral("samples"),   QStringLiteral("changes")};
    const qsizetype which = names.indexOf(name);
    return which < 0 ? std::nullopt : std::optional(static_cast<EvaluationFigures::Page>(which));
}

std::optional<ReviewPage> parseReview(const QString& name) {
    static const QStringList names{QStringLiteral("colours"), QStringLiteral("features"), QStringLiteral("last-step"),
                                   QStringLiteral("cases"), QStringLiteral("labels")};
    const qsizetype which = names.indexOf(name);
    return which < 0 ? std::nullopt : std::optional(static_cast<ReviewPage>(which));
}

void takeScreenshot(MainWindow& window, const ScreenshotOptions& options) {
    window.resize(options.size);
    if (!options.studyFolder.empty())
        window.compare().openStudy(options.studyFolder, options.study.toStdString());
    window.workspaces().show(!options.studyFolder.empty() ? static_cast<Workspace&>(window.compare())
                             : options.epochsToTrain      ? static_cast<Workspace&>(window.train())
                             : options.evaluation         ? static_cast<Workspace&>(window.evaluate())
                             : options.figure             ? static_cast<Workspace&>(window.dataset())
                                                          : window.sky());
    auto* photographer = new Photographer(window, options);
    SourceStore& store = window.document().store();
    QObject::connect(&store, &SourceStore::wasReset, &window, [&window] { window.controller().classifyAll(); });
    QObject::connect(&window.models(), &ModelStore::changed, &window, [&window] { window.controller().classifyAll(); });
    const auto restart = [photographer] { photographer->restart(); };
    QObject::connect(&window.sky().sky(), &SkyView::firstPictureShown, photographer, restart);
    QObject::connect(&store, &SourceStore::wasReset, photographer, restart);
    QObject::connect(&store, &SourceStore::predictionsChanged, photographer, restart);
    QObject::connect(&window.controller(), &SkyController::picturesReady, photographer, restart);
}

} // namespace iic::ui
