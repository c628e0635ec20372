#pragma once

#include "base/Error.h"
#include "workspaces/train/MistakesModel.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace iic::ui {

class GalleryView;
class ThumbnailLoader;

/// Pictures of the validation sources that the last epoch got wrong, as the network sees them.
class MistakesPanel : public QWidget {
    Q_OBJECT

  public:
    explicit MistakesPanel(QWidget* parent = nullptr);

    /// The dataset of the run, and how it sees it; null: it is not read yet.
    void setDataset(SharedDataset dataset, const InputOptions& input);
    /// Without any epoch `reason` says why there are none.
    void show(const ValidationMistakes& mistakes, const QString& reason);
    GalleryView& view() { return *view_; }

  Q_SIGNALS:
    void picked(std::size_t datasetRow);
    /// By a double click or Return.
    void opened(std::size_t datasetRow);
    void failed(const iic::Error& error);

  private:
    SharedDataset dataset_;
    ThumbnailLoader* pictures_;
    MistakesModel* model_;
    GalleryView* view_;
    QLabel* title_;
    QLabel* count_;
    QLabel* reason_;
    QStackedWidget* stack_;
};

} // namespace iic::ui
