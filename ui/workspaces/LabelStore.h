#pragma once

#include "models/SourceList.h"
#include "workspaces/ProjectStore.h"

#include <QHash>
#include <QString>
#include <QUndoStack>

#include <functional>

namespace iic::ui {

class IssueModel;

/// The user's labels of all sessions, each at its place on the sky, kept in the open project.
class LabelStore : public QObject {
    Q_OBJECT

  public:
    enum class Writing { None, Pending, Saved, Failed };

    LabelStore(ProjectStore& project, IssueModel& issues, QObject* parent = nullptr);

    /// Why no label can be given; empty when one can.
    const QString& readOnlyReason() const { return project_.readOnlyReason(); }

    /// The labels of a list of sources, one a row: each label goes to the source at its place, to the one of its name
    /// where several are; one without a place to the source without a place of that SourceList::labelledName.
    std::vector<UserLabel> labelsOf(const SourceList& sources) const;
    /// Where labels lie that no source of the list has, of the places that are wanted.
    std::vector<SkyCoord> withoutSource(const SourceList& sources, const std::function<bool(const SkyCoord&)>& isWanted) const;

    /// The label at a place, as labelsOf would give it to a source there; `source` and below is a SourceList::labelledName.
    UserLabel labelAt(const QString& source, const SkyCoord& position) const;
    /// The row of a list that a label belongs to, −1 when none is.
    static int rowOf(const SourceList& sources, const QString& source, const SkyCoord& position);

    /// Labels that can be taken back, all of them in one step; time and user are filled in.
    void give(std::vector<LabelEvent> events);
    QUndoStack& undoStack() { return undoStack_; }
    /// How far the last label given to a source at a place in this session has come.
    Writing writing(const QString& source, const SkyCoord& position) const {
        return written_.value(keyOf(source, position)).state;
    }

    struct Given {
        QString source;
        SkyCoord position;
        UserLabel label = UserLabel::None;
        bool isStep = false; ///< by an undo or redo
    };

  Q_SIGNALS:
    void given(const iic::ui::LabelStore::Given& given);
    /// The labels that the open project holds are there.
    void restored();
    void writingChanged();

  private:
    friend class LabelCommand;
    void record(std::vector<LabelEvent> events, bool isStep);

    struct Known {
        QString source;
        SkyCoord position; ///< NaN when it has none
        UserLabel label = UserLabel::None;
    };
    /// In the order in which they were given last, so that the later word wins.
    using Labels = std::vector<Known>;

    struct Written {
        Writing state = Writing::None;
        int number = 0; ///< of the step, so that the end of an older one's writing is not taken for the latest's
    };

    static void take(Labels& labels, const Labels& given);
    std::vector<int> rowsOf(const SourceList& sources) const;
    void restore();
    static QString keyOf(const QString& source, const SkyCoord& position);
    void setWriting(const QStringList& keys, int number, Writing writing);

    ProjectStore& project_;
    IssueModel& issues_;
    Labels labels_;
    bool isRestoring_ = false;
    Labels givenSince_; ///< while the project's are being read
    QHash<QString, Written> written_; ///< by keyOf
    int lastNumber_ = 0;
    QUndoStack undoStack_;
};

} // namespace iic::ui
