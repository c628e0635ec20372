#pragma once

#include "bridge/IoPool.h"
#include "models/SourceList.h"
#include "project/LabelJournal.h"

#include <QHash>
#include <QString>

#include <functional>

namespace iic::ui {

class IssueModel;

/// The user's labels of all sessions, each at its place on the sky, kept in a journal on the disk. Writing runs on a
/// thread of its own, in order; closing waits until everything asked for is written.
class LabelStore : public QObject {
    Q_OBJECT

  public:
    /// A source is the one that was labelled when it lies within this distance, arcsec: other catalogs, and another
    /// detection, put and name the same source a little differently.
    static constexpr double sameSource = 3.0;

    enum class Writing { None, Pending, Saved, Failed };

    LabelStore(std::filesystem::path journal, IssueModel& issues, QObject* parent = nullptr);

    /// The labels of a list of sources, one a row: each label goes to the source at its place, to the one of its name
    /// where several are, by its name alone where it has no place.
    std::vector<UserLabel> labelsOf(const SourceList& sources) const;
    /// Where labels lie that no source of the list has, of the places that are wanted.
    std::vector<SkyCoord> withoutSource(const SourceList& sources, const std::function<bool(const SkyCoord&)>& isWanted) const;

    void record(LabelEvent event);
    /// How far the last label given to a source at a place in this session has come.
    Writing writing(const QString& source, const SkyCoord& position) const {
        return written_.value(keyOf(source, position)).state;
    }

  Q_SIGNALS:
    /// The labels of earlier sessions are there.
    void restored();
    void writingChanged();

  private:
    struct Known {
        QString source;
        SkyCoord position; ///< NaN when it has none
        UserLabel label = UserLabel::None;
    };
    /// In the order in which they were given last, so that the later word wins.
    using Labels = std::vector<Known>;

    struct Written {
        Writing state = Writing::None;
        int number = 0; ///< of the label, so that the end of an older one's writing is not taken for the latest's
    };

    static void give(Labels& labels, Known label);
    std::vector<int> rowsOf(const SourceList& sources) const;
    void restore(std::filesystem::path file);
    static QString keyOf(const QString& source, const SkyCoord& position);
    void setWriting(const QString& key, int number, Writing writing);

    IssueModel& issues_;
    std::filesystem::path file_;
    Labels labels_;
    QHash<QString, Written> written_; ///< by keyOf
    int lastNumber_ = 0;
    std::shared_ptr<std::optional<LabelJournal>> journal_; ///< touched on the writer's thread only
    IoPool writer_{1, IoPool::OnClose::FinishJobs};
};

} // namespace iic::ui
