#pragma once

#include <QString>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;
class QWidget;

namespace iic::ui {

/// What a field says of what was typed.
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

/// Fields of a form that are checked as they are typed, the reason below each.
class CheckedFields {
  public:
    using Check = std::function<FieldState()>;
    static constexpr int usualWidth = 260; ///< pixels of a text that wraps, at least

    explicit CheckedFields(int narrowest = usualWidth) : narrowest_(narrowest) {}

    /// A field with the reason its check gives below it. Says to the field what is wrong for who cannot see it.
    void add(QFormLayout* form, const QString& name, QWidget* field, Check check = {});
    /// The reason of a check in a label of its own.
    QLabel* addReason(QWidget* field, Check check);
    /// A muted line that wraps.
    static QLabel* explanation(const QString& text, int narrowest = usualWidth);

    /// Shows the reasons. Whether all is right: what is disabled is.
    bool recheck();
    bool isComplete() const { return isComplete_; }

  private:
    struct Checked {
        QWidget* field;
        QLabel* reason;
        Check check;
    };
    int narrowest_;
    std::vector<Checked> checked_;
    bool isComplete_ = false;
};

} // namespace iic::ui
