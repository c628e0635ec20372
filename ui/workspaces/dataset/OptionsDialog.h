#pragma once

#include "workspaces/dataset/CheckedFields.h"

#include <QDialog>

class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace iic::ui {

/// A dialog that gathers options. What was typed is checked at once, the reason stands below its field, and the button
/// that goes on waits until all is right. It does nothing itself.
class OptionsDialog : public QDialog {
    Q_OBJECT

  public:
    using Check = CheckedFields::Check;

    OptionsDialog(const QString& title, const QString& action, QWidget* parent);

    /// A group of fields under a title.
    QFormLayout* addGroup(const QString& title, QVBoxLayout* into);
    /// As CheckedFields::add.
    void addField(QFormLayout* form, const QString& name, QWidget* field, Check check = {}) {
        fields_.add(form, name, field, std::move(check));
    }
    QLabel* addReason(QWidget* field, Check check) { return fields_.addReason(field, std::move(check)); }
    static QLabel* explanation(const QString& text) { return CheckedFields::explanation(text); }

    /// To be told of every change of a field.
    void recheck();
    bool isComplete() const { return fields_.isComplete(); }

    void accept() override;
    void setVisible(bool visible) override;

  protected:
    /// Where groups go, above the buttons.
    QVBoxLayout* body() { return body_; }

  private:
    void makeRoom();

    CheckedFields fields_;
    QVBoxLayout* body_;
    QDialogButtonBox* buttons_;
    QPushButton* go_;
};

/// What keeps a dataset from being written there: nothing typed, no such folder, a folder of that name, no permission.
/// A note where a file would be replaced.
FieldState checkOutputFile(const QString& file);
/// The file as typed, with ".h5" where it has no ending.
QString withDatasetEnding(const QString& file);

} // namespace iic::ui
