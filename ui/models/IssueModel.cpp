#include "models/IssueModel.h"

#include "models/PlainText.h"

#include <algorithm>

namespace iic::ui {

void IssueModel::add(Issue issue) {
    const auto known = std::ranges::find_if(issues_, [&](const Issue& other) {
        return other.severity == issue.severity && other.what == issue.what && other.file == issue.file;
    });
    const Severity severity = issue.severity;
    if (known != issues_.end()) {
        countUp(*known);
    } else {
        const int row = static_cast<int>(issues_.size());
        beginInsertRows({}, row, row);
        issues_.push_back(std::move(issue));
        endInsertRows();
    }
    Q_EMIT added(severity);
}

void IssueModel::add(Severity severity, const QString& what, const QString& file) {
    add(Issue{severity, what, file, QDateTime::currentDateTime(), 1, std::nullopt, {}});
}

void IssueModel::add(const Error& error) {
    QString what = QString::fromStdString(error.reason);
    if (!error.detail.empty())
        what = tr("%1 (%2)").arg(what, QString::fromStdString(error.detail));
    add(Issue{Severity::Error, what, QString::fromStdString(error.file), QDateTime::currentDateTime(), 1, error.code,
              QString::fromStdString(error.reason)});
}

void IssueModel::addOnce(const Error& error) {
    const auto known = std::ranges::find_if(issues_, [&](const Issue& issue) {
        return issue.code == error.code && issue.file == QString::fromStdString(error.file) &&
               issue.reason == QString::fromStdString(error.reason);
    });
    if (known == issues_.end())
        add(error);
    else
        countUp(*known);
}

void IssueModel::countUp(Issue& issue) {
    ++issue.count;
    const int row = static_cast<int>(&issue - issues_.data());
    Q_EMIT dataChanged(index(row, Count), index(row, Count));
}

void IssueModel::clear() {
    beginResetModel();
    issues_.clear();
    endResetModel();
}

int IssueModel::count(Severity severity) const {
    return static_cast<int>(
        std::count_if(issues_.begin(), issues_.end(), [&](const Issue& issue) { return issue.severity == severity; }));
}

QString IssueModel::sentence(int row) const {
    const Issue& issue = issues_.at(static_cast<std::size_t>(row));
    return issue.file.isEmpty() ? issue.what : tr("%1: %2").arg(issue.file, issue.what);
}

int IssueModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(issues_.size()); }

int IssueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant IssueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Issue& issue = issues_[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return plainToolTip(sentence(index.row()));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SeverityColumn:
        switch (issue.severity) {
        case Severity::Note: return tr("note");
        case Severity::Warning: return tr("warning");
        case Severity::Error: return tr("error");
        }
        return {};
    case What: return issue.what;
    case File: return issue.file;
    case Count: return issue.count;
    default: return issue.first.toString(QStringLiteral("HH:mm:ss"));
    }
}

QVariant IssueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn: return tr("severity");
    case What: return tr("what");
    case File: return tr("file");
    case Count: return tr("times");
    case Time: return tr("first");
    default: return {};
    }
}

} // namespace iic::ui
