#pragma once

#include "workspaces/MatchWork.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace iic::ui {

/// Asks for a catalog to match the open sources with, and how.
class MatchDialog : public QDialog {
    Q_OBJECT

  public:
    /// The sources that look for neighbours, as the user knows them.
    struct Sources {
        QString name;
        int count = 0;
        std::filesystem::path matchedWith; ///< empty: not yet
    };
    /// Reads a catalog and tells of it.
    using Read = std::function<Job*(const std::filesystem::path& file, const std::optional<RoleMap>& roles,
                                    std::function<void(ReadCatalog)> onRead)>;

    MatchDialog(const Sources& sources, Read read, QWidget* parent = nullptr);
    ~MatchDialog() override;

    /// What the user asks for; read it once the dialog is accepted.
    MatchRequest request() const;

  private:
    QWidget* fileRow();
    void browse();
    void readFile(const std::optional<RoleMap>& roles = {});
    void take(ReadCatalog read);
    void showRead();
    void showClasses();
    void editRoles();
    /// nullptr: none.
    const ColumnSample* classColumn() const;

    Read read_;
    LatestJob reading_;
    std::filesystem::path file_; ///< that is shown, or is being read
    std::optional<ReadCatalog> other_;

    QLineEdit* name_;
    QLabel* about_;
    QPushButton* roles_;
    QDoubleSpinBox* radius_;
    QRadioButton* nearest_;
    QRadioButton* mutual_;
    QComboBox* class_;
    QLabel* classValues_;
    QCheckBox* doubtful_;
    QPushButton* match_;
};

} // namespace iic::ui
