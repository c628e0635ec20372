#pragma once

#include "catalog/Expression.h"

#include <QObject>
#include <QString>

#include <vector>

namespace iic::ui {

/// One condition on sources.
struct FilterChip {
    QString title; ///< what the chip says
    Expression condition;
    QString group; ///< of the chips of a group the last one counts; empty: all do
};

/// The conditions that narrow every list of sources in the window: a source is shown when it meets all of them.
class SourceFilter : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    const std::vector<FilterChip>& chips() const { return chips_; }
    /// Nothing changes where the text is no condition.
    ExpressionResult<void> add(const QString& title, const QString& condition, const QString& group = {});
    void remove(int chip);
    void removeGroup(const QString& group);
    void clear();
    bool hasGroup(const QString& group) const;

  Q_SIGNALS:
    void changed();

  private:
    std::vector<FilterChip> chips_;
};

} // namespace iic::ui
