#pragma once

#include "bridge/IoPool.h"

#include <QObject>

namespace iic::ui {

class EvaluationDocument;
class SkyDocument;

/// Has the sky say of sources what an evaluation says of them, so that what is picked there is picked on the sky too; nothing of
/// it stays once there is no evaluation.
class EvaluationLink : public QObject {
    Q_OBJECT

  public:
    EvaluationLink(EvaluationDocument& evaluation, SkyDocument& sky, QObject* parent = nullptr);
    ~EvaluationLink() override { job_.cancel(); }

    /// Once more, where others may have come in the place of what is said there.
    void find();

  private:
    void forget();

    EvaluationDocument& evaluation_;
    SkyDocument& sky_;
    bool isOnSky_ = false; ///< something of an evaluation
    LatestJob job_;
    IoPool io_{1};
};

} // namespace iic::ui
