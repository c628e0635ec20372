#pragma once

#include "models/ShownSources.h"
#include "workspaces/SourceLabels.h"
#include "workspaces/dataset/OpenDataset.h"

namespace iic::ui {

/// What is open of a dataset: its rows as a list of sources, which of them are chosen, and their labels. Does no work itself.
/// A row of the list is the row of the dataset.
class DatasetDocument : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t mostChosen = 6;

    DatasetDocument(LabelStore& labels, SourceFilter& filter, QObject* parent = nullptr);

    const SharedDataset& dataset() const { return dataset_; } ///< null: none is open
    /// The same file opened again keeps the selected source, where it is still in it.
    void setDataset(SharedDataset dataset);

    SourceStore& store() { return store_; }
    const SourceList& sources() const { return store_.sources(); }
    /// Those that pass the filter, in the order of the table.
    ShownSources& shown() { return shown_; }
    SourceLabels& labels() { return sourceLabels_; }

    int current() const { return current_; } ///< −1: none
    /// Chooses that row alone, unless it is one of the chosen.
    void setCurrent(int row);
    /// Rows picked together, to be compared: `mostChosen` at most, the current one always among them.
    const std::vector<int>& chosen() const { return chosen_; }
    void setChosen(std::vector<int> rows);

  Q_SIGNALS:
    void datasetChanged();
    void currentChanged(int row);
    void chosenChanged();

  private:
    SharedDataset dataset_;
    SourceStore store_;
    ShownSources shown_;
    SourceLabels sourceLabels_;
    int current_ = -1;
    std::vector<int> chosen_;
};

} // namespace iic::ui
