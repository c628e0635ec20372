#pragma once

#include "bridge/IoPool.h"
#include "project/LabelJournal.h"

#include <QHash>
#include <QString>

namespace iic::ui {

class IssueModel;

/// The user's labels by source, kept in a journal on the disk. Writing runs on a thread of its own, in order;
/// closing waits until everything asked for is written.
class LabelStore : public QObject {
    Q_OBJECT

  public:
    LabelStore(std::filesystem::path journal, IssueModel& issues, QObject* parent = nullptr);

    UserLabel label(const QString& source) const { return labels_.value(source, UserLabel::None); }
    void record(LabelEvent event);

  Q_SIGNALS:
    /// The labels of earlier sessions are there.
    void restored();
    void saved(const QString& source);

  private:
    void restore(std::filesystem::path file);

    IssueModel& issues_;
    QHash<QString, UserLabel> labels_;
    std::shared_ptr<std::optional<LabelJournal>> journal_; ///< touched on the writer's thread only
    IoPool writer_{1, IoPool::OnClose::FinishJobs};
};

} // namespace iic::ui
