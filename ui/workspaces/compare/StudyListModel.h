#pragma once

#include "workspaces/compare/StudyDocument.h"

#include <QAbstractListModel>

#include <set>

namespace iic::ui {

/// The studies: which are chosen to be run, and how far each is.
class StudyListModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { Details = Qt::UserRole, Share };

    explicit StudyListModel(QObject* parent = nullptr);

    void setResults(SharedResults results);
    const StudyResult& result(int row) const { return (*results_)[static_cast<std::size_t>(row)]; }
    /// The names of those that are chosen, in the paper's order.
    std::vector<std::string> chosen() const;
    void setChosen(const std::vector<std::string>& names);
    /// Those with a run of this folder name are under way; empty: none.
    void setUnderWay(const std::string& runName);
    /// While a study is under way none can be chosen.
    void setLocked(bool isLocked);
    int rowOf(const std::string& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  Q_SIGNALS:
    void chosenChanged();

  private:
    QString details(const StudyResult& result) const;
    void tellAll();

    SharedResults results_;
    std::set<std::string> chosen_;
    std::string underWay_;
    bool isLocked_ = false;
};

/// "First convolution: 5 × 5 against 3 × 3" in the user's language.
QString titleOf(const StudyPlan& plan);

} // namespace iic::ui
