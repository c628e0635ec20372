#pragma once

#include "base/Error.h"
#include "bridge/Job.h"
#include "workspaces/evaluate/EvaluationWork.h"
#include "workspaces/review/FeatureWork.h"
#include "workspaces/review/IsolationFinder.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QToolButton;

namespace iic::ui {

class DatasetDocument;
class EvaluationDocument;
class FeatureFinder;
class IoPool;
class ModelStore;
class ThumbnailLoader;

/// The sources that the network's last layer finds most like the selected one, among those judged or in the training split, with their
/// cutouts; takes no room while no judged source is selected.
class NeighbourStrip : public QWidget {
    Q_OBJECT

  public:
    NeighbourStrip(DatasetDocument& document, FeatureFinder& finder, IsolationFinder& isolation, EvaluationDocument& evaluation,
                   const ModelStore& models, IoPool& io, QWidget* parent = nullptr);

    /// Looks for those of the selected source, unless they are shown.
    void showCurrent();

  Q_SIGNALS:
    void picked(int row);
    void failed(const iic::Error& error);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    static constexpr std::size_t most = 5;
    enum class Among { Judged, Training };
    /// Another source, by its row in the dataset.
    struct Near {
        std::size_t row;
        SourceClass says; ///< the network of a judged source, the dataset of one it learned from
        float distance; ///< in standard deviations of the features
    };

    Among among() const;
    void dropOutdated();
    void findJudged(std::size_t member);
    void showTraining(std::size_t member);
    void take(std::vector<Near> near, const QString& whyNone = {});
    void showTexts();
    void showPictures();
    void showAsManyAsFit();

    DatasetDocument& document_;
    FeatureFinder& finder_;
    IsolationFinder& isolation_;
    EvaluationDocument& evaluation_;
    const ModelStore& models_;
    IoPool& io_;
    ThumbnailLoader* pictures_;
    SharedJudgement pictured_; ///< whose sources the pictures are of
    QComboBox* among_;
    QLabel* reason_;
    std::array<QToolButton*, most> buttons_{};
    std::vector<Near> near_;
    LatestJob job_;

    /// What is shown belongs to these.
    struct Shown {
        std::shared_ptr<const FeatureTable> features;
        SharedSources sources;
        SharedNeighbours neighbours;
        int row = -1;
        Among among = Among::Judged;
        bool isBusy = false;
        bool operator==(const Shown&) const = default;
    };
    Shown shown_;
};

} // namespace iic::ui
