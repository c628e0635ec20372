#pragma once

#include "models/ShownSources.h"

#include <QStringList>
#include <QWidget>

class QLabel;

namespace iic::ui {

/// The chips of the filter, each of which can be taken away, and what is wrong with the condition being written. Takes no
/// room while there are neither.
class FilterChips : public QWidget {
    Q_OBJECT

  public:
    /// Chips of the groups in `switched` are not shown: a switch beside this one shows them.
    FilterChips(SourceFilter& filter, const ShownSources& shown, QStringList switched = {}, QWidget* parent = nullptr);

    void showFault(const QString& sentence);

  private:
    void rebuild();
    QWidget* makeChip(int which);

    SourceFilter& filter_;
    const ShownSources& shown_;
    QLabel* fault_;
    QStringList switched_;
    QWidget* chips_;
};

} // namespace iic::ui
