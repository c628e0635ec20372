#pragma once

#include "workspaces/dataset/OptionsDialog.h"

#include <QLineEdit>

#include <cstdint>
#include <optional>

namespace iic::ui {

/// A number as the user types it, whole or not, that must lie in a range. Left empty it may stand for a choice of its own.
class NumberField : public QLineEdit {
    Q_OBJECT

  public:
    enum class Kind { Whole, Real };

    NumberField(Kind kind, double lowest, double highest, QWidget* parent = nullptr);

    /// Words for a field that may be left empty; value() is then `meaning`.
    void allowEmpty(const QString& words, double meaning);
    void setValue(double value);

    std::optional<double> value() const; ///< nullopt where check() is not fine
    std::optional<std::uint64_t> whole() const; ///< all 64 bits of it
    FieldState check() const;

  private:
    Kind kind_;
    double lowest_, highest_;
    std::optional<double> empty_;
};

/// A seed: any whole number of 64 bits.
NumberField* seedField(std::uint64_t seed);

} // namespace iic::ui
