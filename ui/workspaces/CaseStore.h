#pragma once

#include "models/SourceList.h"
#include "workspaces/ProjectStore.h"

#include <span>

namespace iic::ui {

class IssueModel;

/// A kind of source that the user has named and sorts sources into by hand (paper, Fig. 21).
struct SourceCase {
    struct Member {
        QString source; ///< SourceList::labelledName
        SkyCoord position; ///< NaN when it has none
    };
    int id = 0; ///< 1 … CaseStore::mostCases, for as long as it is there
    QString name;
    QString notes;
    std::vector<Member> members;
};

/// The cases of the open project. A source is in one at most.
class CaseStore : public QObject {
    Q_OBJECT

  public:
    static constexpr int mostCases = 99;
    static constexpr int longestName = 100, longestNotes = 10'000;

    CaseStore(ProjectStore& project, IssueModel& issues, QObject* parent = nullptr);

    /// In the order of their making.
    const std::vector<SourceCase>& cases() const { return cases_; }
    const SourceCase* find(int id) const;
    /// Why nothing can be changed; empty when it can.
    const QString& readOnlyReason() const { return project_.readOnlyReason(); }

    /// The id of the new one; 0 where there are too many.
    int add(const QString& name);
    void rename(int id, const QString& name);
    void setNotes(int id, const QString& notes);
    void remove(int id);
    /// Out of the case that each was in, into this one; 0: into none.
    void sort(const SourceList& sources, std::span<const int> rows, int id);

    /// The case of each row of a list; 0: none.
    std::vector<std::uint8_t> casesOf(const SourceList& sources) const;

  Q_SIGNALS:
    void changed();

  private:
    void restore();
    SourceCase* at(int id);
    void save();

    ProjectStore& project_;
    IssueModel& issues_;
    std::vector<SourceCase> cases_;
};

/// As the project keeps them. What cannot be read of a text is passed over.
QByteArray casesToJson(const std::vector<SourceCase>& cases);
std::vector<SourceCase> casesFromJson(const QByteArray& json);

} // namespace iic::ui
