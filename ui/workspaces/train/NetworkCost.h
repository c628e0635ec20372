#pragma once

#include "bridge/ComputeThread.h"
#include "nn/ModelSpec.h"

#include <map>
#include <optional>

namespace iic::ui {

/// Parameters of a network, and what one image costs it, counted on the network itself.
struct NetworkSize {
    std::int64_t parameters = 0, multiplyAdds = 0;
};

/// Counts networks on the compute thread, each shape once.
class NetworkCost : public QObject {
    Q_OBJECT

  public:
    explicit NetworkCost(ComputeThread& compute, QObject* parent = nullptr) : QObject(parent), compute_(compute) {}

    /// nullopt: it is being counted, and counted() follows.
    std::optional<NetworkSize> of(const ModelSpec& spec);

  Q_SIGNALS:
    void counted();

  private:
    using Shape = std::array<int, 3>;

    ComputeThread& compute_;
    std::map<Shape, NetworkSize> known_;
    LatestJob job_;
};

} // namespace iic::ui
