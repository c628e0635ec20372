#pragma once

#include "base/Error.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <optional>

namespace iic::ui {

enum class Severity { Note, Warning, Error };

struct Issue {
    Severity severity = Severity::Note;
    QString what;
    QString file;
    QDateTime first; ///< when it came up first
    int count = 1; ///< how often
    std::optional<ErrorCode> code; ///< of an error
    QString reason; ///< of an error, without its place
};

/// What went wrong since the program started, newest last; nothing leaves but by the user's word.
class IssueModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { SeverityColumn, What, File, Count, Time, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// The same words about the same file count up instead of filling the list.
    void add(Severity severity, const QString& what, const QString& file = {});
    void add(const Error& error);
    /// Many errors of one kind with one file are one issue, that of the first, and are told once.
    void addOnce(const Error& error);
    void clear();

    const std::vector<Issue>& issues() const { return issues_; }
    int count(Severity severity) const;
    QString sentence(int row) const; ///< what went wrong with which file

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  Q_SIGNALS:
    void added(iic::ui::Severity severity);

  private:
    void add(Issue issue);
    void countUp(Issue& issue);

    std::vector<Issue> issues_;
};

} // namespace iic::ui
