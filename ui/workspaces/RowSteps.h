#pragma once

#include "models/ShownSources.h"

#include <functional>

namespace iic::ui {

/// Goes through the shown sources one by one. A selected source that a filter took away keeps its place: the next one is
/// what stands there now.
class RowSteps : public QObject {
    Q_OBJECT

  public:
    using Current = std::function<int()>; ///< the selected row, −1: none

    RowSteps(const ShownSources& shown, Current current, QObject* parent = nullptr);

    /// The row so many places on, round the ends; −1 when nothing is shown.
    int step(int by) const;
    /// The next one without a label; −1 when there is none.
    int nextUnlabelled() const;

  private:
    void keepPlace();

    const ShownSources& shown_;
    Current current_;
    int placeBefore_ = -1; ///< of the selected source, while what is shown changes
    int lostPlace_ = -1, lostRow_ = -1; ///< where a source that was taken away stood
};

} // namespace iic::ui
