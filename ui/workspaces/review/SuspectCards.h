#pragma once

#include "base/Error.h"
#include "models/SourceFilter.h"
#include "workspaces/evaluate/Judgement.h"
#include "workspaces/review/CrossValidator.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace iic::ui {

class MistakeCard;
class MistakeFinder;
class ThumbnailLoader;

/// Labels taken to be wrong, by networks that have not learned from them: a card for the sources under review, and one for the
/// training split once it is cross-validated, which begins here. A click on a card shows its sources alone.
class SuspectCards : public QWidget {
    Q_OBJECT

  public:
    SuspectCards(MistakeFinder& finder, CrossValidator& validator, SourceFilter& filter, QWidget* parent = nullptr);

    MistakeCard& judged() { return *judged_; }
    MistakeCard& training() { return *training_; }

  Q_SIGNALS:
    void failed(const iic::Error& error);
    void picked(); ///< the lists show the sources of a card alone

  private:
    QString whyNoneJudged() const;
    void showSuspects();
    void showMembers();
    void pickJudged();
    void pickTraining();
    void leaveTraining();
    void takeFilter();
    void askForPlan();

    MistakeFinder& finder_;
    CrossValidator& validator_;
    SourceFilter& filter_;
    std::vector<FilterChip> putAside_; ///< while the suspects of the training split are shown
    bool isExchanging_ = false; ///< other chips for theirs
    std::size_t chipCount_ = 0; ///< when the filter was looked at last
    ThumbnailLoader* pictures_;
    SharedJudgement pictured_; ///< whose sources the pictures are of
    MistakeCard* judged_;
    MistakeCard* training_;
    QPushButton* validate_;
    QLabel* state_;
};

} // namespace iic::ui
