#pragma once

#include "workspaces/ProjectStore.h"
#include "workspaces/dataset/DatasetController.h"

#include <QAction>

class QMenu;
class QWidget;

namespace iic::ui {

class DatasetDocument;

/// Datasets in the window: opened, built, simulated, imported, split anew, exported. The project keeps which there are and
/// which was open last.
class DatasetActions : public QObject {
    Q_OBJECT

  public:
    DatasetActions(DatasetController& controller, DatasetDocument& document, ProjectStore& project, IssueModel& issues,
                   QWidget* window);

    void addTo(QMenu& menu);
    /// The ways to a dataset while none is open.
    QList<QAction*> ways() const { return {open_, build_, simulate_, import_}; }

    void open(const std::filesystem::path& file);
    /// Shown while a dataset that was made waits to be looked at.
    QWidget* makeMadeButton() const;
    /// What is open goes into the project that was opened.
    void keepOpen();
    /// Closes what is open and opens the dataset that was open in the project last.
    void bringBack();

  Q_SIGNALS:
    /// The dataset the user asked for is there.
    void wantedOpened();

  private:
    template <typename Dialog, typename Accept> void ask(Dialog* dialog, Accept onAccepted);
    void chooseDataset();
    void build();
    void simulate();
    void importImages();
    void split();
    void exportImages();
    void openMade();
    void takeMade(const SharedDataset& dataset);
    void take(const SharedDataset& dataset);
    enum class Kept { AsOpen, Known };
    void keep(const SharedDataset& dataset, Kept how);
    void readList();
    void fillList();
    void report(Job* job);
    void updateActions();

    DatasetController& controller_;
    DatasetDocument& document_;
    ProjectStore& project_;
    IssueModel& issues_;
    QWidget* window_;
    QAction* open_;
    QAction* build_;
    QAction* simulate_;
    QAction* import_;
    QAction* split_;
    QAction* export_;
    QAction* openMade_;
    QMenu* list_ = nullptr;
    std::vector<ProjectDataset> known_; ///< to the project
    std::filesystem::path wanted_; ///< asked for by the user and not there yet
    std::filesystem::path made_; ///< last, while something else was looked at
};

} // namespace iic::ui
