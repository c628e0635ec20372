#pragma once

#include "data/BuildDataset.h"

#include <QWidget>

class QListWidget;
class QTableWidget;

namespace iic::ui {

/// Files and folders of images: added in dialogs or dropped, removed with a button or Delete.
class TileList : public QWidget {
    Q_OBJECT

  public:
    explicit TileList(QWidget* parent = nullptr);

    /// Those that are there and not in the list yet.
    void add(const QStringList& paths);
    std::vector<std::filesystem::path> paths() const;

  Q_SIGNALS:
    void changed();
    /// A folder came that holds this catalog, as a simulated sky does.
    void catalogFound(const QString& catalog, const QString& truth);

  private:
    void chooseFiles();
    void chooseFolder();
    void removeSelected();

    QListWidget* list_;
};

/// Catalogs, each with the table that holds its classes where the catalog itself has none.
class CatalogList : public QWidget {
    Q_OBJECT

  public:
    explicit CatalogList(QWidget* parent = nullptr);

    void add(const QString& catalog, const QString& truth = {});
    void setTruth(int row, const QString& truth);
    std::vector<LabelledCatalog> catalogs() const;

  Q_SIGNALS:
    void changed();

  private:
    void chooseCatalogs();
    void chooseTruth();
    void removeSelected();

    QTableWidget* table_;
};

} // namespace iic::ui
