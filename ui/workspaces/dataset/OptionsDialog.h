#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace iic::ui {

/// What a field of a dialog says of what was typed.
struct FieldState {
    enum class Kind {
        Fine,
        Note, ///< the user should know, and may go on
        Missing, ///< nothing was given yet
        Wrong,
    };
    Kind kind = Kind::Fine;
    QString text;

    static FieldState note(const QString& text) { return {Kind::Note, text}; }
    static FieldState missing(const QString& text) { return {Kind::Missing, text}; }
    static FieldState wrong(const QString& text) { return {Kind::Wrong, text}; }
    bool mayGoOn() const { return kind == Kind::Fine || kind == Kind::Note; }
};

/// A dialog that gathers options. What was typed is checked at once, the reason stands below its field, and the button
/// that goes on waits until all is right. It does nothing itself.
class OptionsDialog : public QDialog {
    Q_OBJECT

  public:
    using Check = std::function<FieldState()>;

    OptionsDialog(const QString& title, const QString& action, QWidget* parent);

    /// A group of fields under a title.
    QFormLayout* addGroup(const QString& title, QVBoxLayout* into);
    /// A field with the reason its check gives below it. Says to the field what is wrong for who cannot see it.
    void addField(QFormLayout* form, const QString& name, QWidget* field, Check check = {});
    /// The reason of a check in a label of its own.
    QLabel* addReason(QWidget* field, Check check);
    /// A muted line that wraps.
    static QLabel* explanation(const QString& text);

    /// To be told of every change of a field.
    void recheck();
    bool isComplete() const { return isComplete_; }

    void accept() override;
    void setVisible(bool visible) override;

  protected:
    /// Where groups go, above the buttons.
    QVBoxLayout* body() { return body_; }

  private:
    void makeRoom();

    struct Checked {
        QWidget* field;
        QLabel* reason;
        Check check;
    };
    std::vector<Checked> checked_;
    QVBoxLayout* body_;
    QDialogButtonBox* buttons_;
    QPushButton* go_;
    bool isComplete_ = false;
};

/// What keeps a dataset from being written there: nothing typed, no such folder, a folder of that name, no permission.
/// A note where a file would be replaced.
FieldState checkOutputFile(const QString& file);
/// The file as typed, with ".h5" where it has no ending.
QString withDatasetEnding(const QString& file);

} // namespace iic::ui
