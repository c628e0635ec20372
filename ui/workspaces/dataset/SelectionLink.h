#pragma once

#include <QObject>

namespace iic::ui {

class DatasetDocument;
class SkyDocument;

/// One selection for the sky and the dataset: what is selected in one is selected in the other where it is there too.
class SelectionLink : public QObject {
    Q_OBJECT

  public:
    SelectionLink(SkyDocument& sky, DatasetDocument& dataset, QObject* parent = nullptr);

  private:
    void toDataset();
    void toSky();

    SkyDocument& sky_;
    DatasetDocument& dataset_;
    bool isLinking_ = false;
};

} // namespace iic::ui
