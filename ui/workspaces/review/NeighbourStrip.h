#pragma once

#include "base/Error.h"
#include "bridge/Job.h"
#include "workspaces/review/FeatureWork.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace iic::ui {

class DatasetDocument;
class EvaluationDocument;
class FeatureFinder;
class IoPool;
class ModelStore;
class ThumbnailLoader;

/// The judged sources that the network's last layer finds most like the selected one, with their cutouts; takes no room while there
/// are none.
class NeighbourStrip : public QWidget {
    Q_OBJECT

  public:
    NeighbourStrip(DatasetDocument& document, FeatureFinder& finder, EvaluationDocument& evaluation, const ModelStore& models,
                   IoPool& io, QWidget* parent = nullptr);

    /// Looks for those of the selected source, unless they are shown.
    void showCurrent();

  Q_SIGNALS:
    void picked(int row);
    void failed(const iic::Error& error);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    static constexpr std::size_t most = 5;

    void take(std::vector<NearSource> near);
    void showTexts();
    void showPictures();
    void showAsManyAsFit();

    DatasetDocument& document_;
    FeatureFinder& finder_;
    EvaluationDocument& evaluation_;
    const ModelStore& models_;
    IoPool& io_;
    ThumbnailLoader* pictures_;
    SharedJudgement pictured_; ///< whose sources the pictures are of
    std::array<QToolButton*, most> buttons_{};
    std::shared_ptr<const FeatureTable> features_; ///< in which was searched
    int current_ = -1; ///< the row whose neighbours these are
    std::vector<NearSource> near_;
    LatestJob job_;
};

} // namespace iic::ui
