#pragma once

#include "workspaces/CatalogWork.h"

#include <QDialog>

#include <array>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QStandardItemModel;

namespace iic::ui {

/// Asks what the columns of a catalog mean: a row a role with its column, the column's unit and some of its cells, and
/// whether it was guessed or chosen.
class RoleDialog : public QDialog {
    Q_OBJECT

  public:
    /// `problem` is said at the top: why the dialog comes by itself.
    explicit RoleDialog(const CatalogColumns& columns, const QString& problem = {}, QWidget* parent = nullptr);

    /// What the user chose; read it once the dialog is accepted.
    RoleMap roles() const;
    const CatalogColumns& columns() const { return columns_; }

  private:
    struct Row {
        QComboBox* column = nullptr;
        QLabel* unit = nullptr;
        QLabel* values = nullptr;
        QLabel* state = nullptr;
    };

    QWidget* roleRows();
    void addGroup(QGridLayout& layout, const QString& title, std::initializer_list<Role> roles);
    void addBand(QGridLayout& layout, Band band);
    void addRole(QGridLayout& layout, Role role);
    QStandardItemModel* columnNames(bool numbersOnly);
    Row& row(Role role) { return rows_[static_cast<std::size_t>(role)]; }
    /// The place of the role's column in its list, 0 for none.
    int placeOf(const RoleMap& roles, Role role) const;
    void choose(const RoleMap& roles);
    void showRole(Role role);
    void showWhole();

    CatalogColumns columns_;
    QStandardItemModel* allColumns_;
    QStandardItemModel* numberColumns_;
    std::array<Row, roleCount> rows_;
    QLabel* missing_;
    QPushButton* guess_;
    QPushButton* use_;
};

} // namespace iic::ui
