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
    /// Opens the dataset that was open in the project last.
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
    void take(const SharedDataset& dataset);
    void keep(const OpenDataset& dataset);
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
    QMenu* list_ = nullptr;
    std::vector<ProjectDataset> known_; ///< to the project
    std::filesystem::path wanted_;
};

} // namespace iic::ui
