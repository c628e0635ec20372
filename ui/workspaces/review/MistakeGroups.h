#pragma once

#include "workspaces/review/MistakeFinder.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace iic::ui {

class MistakeCard;
class SourceFilter;
class ThumbnailLoader;

/// The misclassified sources in their groups (paper, Fig. 19), a card a group; a click on a card shows its sources alone, Shift those of
/// several.
class MistakeGroups : public QWidget {
    Q_OBJECT

  public:
    MistakeGroups(MistakeFinder& finder, SourceFilter& filter, QWidget* parent = nullptr);

    const std::vector<MistakeCard*>& cards() const { return cards_; }

  Q_SIGNALS:
    void failed(const iic::Error& error);

  private:
    QWidget* makeHeader();
    void showReview();
    void showCards();
    void showMembers();
    void pick(std::size_t group);
    void takeFilter();
    void filterContaminated(bool isOnly);

    MistakeFinder& finder_;
    SourceFilter& filter_;
    ThumbnailLoader* pictures_;
    std::shared_ptr<const MistakeReview> shown_;
    QLabel* title_;
    QComboBox* grouping_;
    QCheckBox* contaminated_;
    QLabel* note_;
    QStackedWidget* stack_;
    QVBoxLayout* column_;
    std::vector<MistakeCard*> cards_;
};

} // namespace iic::ui
