#pragma once

#include "workspaces/SkyDocument.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/explain/ExplainedSource.h"

namespace iic::ui {

/// The source that was chosen last, on the sky or in the dataset. Where the choice in one list goes over to the same source in
/// the other, the first stays.
class CurrentSource : public QObject {
    Q_OBJECT

  public:
    enum class List { Sky, Dataset };

    CurrentSource(SkyDocument& sky, DatasetDocument& dataset, QObject* parent = nullptr);

    /// Where it was chosen; of no meaning while there is none.
    List list() const { return list_; }
    std::optional<SourceToExplain> source() const; ///< nullopt: none is chosen

  Q_SIGNALS:
    void changed();

  private:
    void follow(List told);
    int rowIn(List list) const;
    SkyCoord placeIn(List list) const;

    SkyDocument& sky_;
    DatasetDocument& dataset_;
    List list_ = List::Sky;
};

} // namespace iic::ui
