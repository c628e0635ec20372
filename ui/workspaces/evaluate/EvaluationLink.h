#pragma once

#include "bridge/IoPool.h"

#include <QObject>

namespace iic::ui {

class EvaluationDocument;
class SkyDocument;

/// Has the sky say of sources what an evaluation says of them, so that what is picked there is picked on the sky too.
class EvaluationLink : public QObject {
    Q_OBJECT

  public:
    EvaluationLink(EvaluationDocument& evaluation, SkyDocument& sky, QObject* parent = nullptr);
    ~EvaluationLink() override { job_.cancel(); }

  private:
    void find();

    EvaluationDocument& evaluation_;
    SkyDocument& sky_;
    LatestJob job_;
    IoPool io_{1};
};

} // namespace iic::ui
