#pragma once

#include <QObject>

#include <filesystem>

class QMenu;
class QWidget;

namespace iic::ui {

class DatasetController;
class DatasetDocument;
class TrainingController;
class TrainWorkspace;

/// Training in the window: its menu, the way from a mistake to the dataset and the sky, and the question at closing time.
class TrainActions : public QObject {
    Q_OBJECT

  public:
    TrainActions(TrainWorkspace& workspace, TrainingController& training, DatasetController& datasets, DatasetDocument& document,
                 QWidget* window);

    void addTo(QMenu& menu);
    /// Whether the window may close. While a run is under way it asks, and closes the window if the answer is to stop.
    bool mayClose();

  Q_SIGNALS:
    /// The source that was opened is selected in the dataset.
    void sourceShown();
    /// Something to be read in passing.
    void told(const QString& text);

  private:
    void pick(const std::filesystem::path& dataset, int row, bool isOpened);
    void selectWanted();

    TrainWorkspace& workspace_;
    TrainingController& training_;
    DatasetController& datasets_;
    DatasetDocument& document_;
    QWidget* window_;
    std::filesystem::path wantedDataset_; ///< being opened for the sake of
    int wantedRow_ = -1;
    bool isAsking_ = false;
};

} // namespace iic::ui
