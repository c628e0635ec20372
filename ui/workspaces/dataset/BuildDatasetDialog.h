#pragma once

#include "data/BuildDataset.h"
#include "workspaces/dataset/OptionsDialog.h"

class QCheckBox;
class QRadioButton;

namespace iic::ui {

class CatalogList;
class NumberField;
class PathField;
class SplitFields;
class TileList;

/// Gathers what a dataset is built from: tiles, labelled catalogs, bands and field, which sources, how they are split.
class BuildDatasetDialog : public OptionsDialog {
    Q_OBJECT

  public:
    explicit BuildDatasetDialog(QWidget* parent = nullptr);

    /// What was typed; whole when the dialog was accepted.
    BuildOptions options() const;
    void addTiles(const QStringList& paths);
    void addCatalog(const QString& catalog, const QString& truth = {});

    void accept() override;

  private:
    void makeSources(QVBoxLayout* into);
    void makeCutouts(QVBoxLayout* into);
    void makeSelection(QVBoxLayout* into);
    void makeOutput();
    QWidget* bandChoice();
    QWidget* flagChoice();
    bool isUnfinished() const;
    FieldState checkOutput();
    FieldState checkBands() const;

    TileList* tiles_;
    CatalogList* catalogs_;
    QRadioButton* chooseBands_ = nullptr;
    std::vector<QCheckBox*> bands_; ///< W1 … W4
    NumberField* field_;
    NumberField* signalToNoise_;
    NumberField* mostOfClass_;
    QCheckBox* balance_;
    QCheckBox* unlabelled_;
    std::vector<QCheckBox*> flags_; ///< as qualityFlags
    SplitFields* split_ = nullptr;
    PathField* out_;
    QCheckBox* restart_;
};

} // namespace iic::ui
