#pragma once

#include "bridge/IoPool.h"
#include "workspaces/review/FeatureWork.h"

#include <QObject>

namespace iic::ui {

class FeatureFinder;
class SkyDocument;

/// Tells the sources of the sky their places in the plane of features, so that what is outlined there is picked on the sky too.
class FeatureLink : public QObject {
    Q_OBJECT

  public:
    FeatureLink(FeatureFinder& finder, SkyDocument& sky, QObject* parent = nullptr);
    ~FeatureLink() override { job_.cancel(); }

  private:
    void find();

    FeatureFinder& finder_;
    SkyDocument& sky_;
    SharedPlaces told_; ///< null: none
    LatestJob job_;
    IoPool io_{1};
};

} // namespace iic::ui
