#pragma once

#include "Session.h"
#include "nn/Training.h"

#include <fmt/format.h>

namespace iic::cli {

/// How an epoch went, on one line; beside JSON on stderr.
inline void printEpoch(const EpochResult& epoch, int epochs, Session& session) {
    session.progress.clear();
    fmt::print(session.json ? stderr : stdout,
               "epoch {:3}/{}  loss {:.4f}  accuracy {:.4f}  validation loss {:.4f}  accuracy {:.4f}  rate {:.1e}  {:.1f} s\n",
               epoch.epoch, epochs, epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss, epoch.validationAccuracy,
               epoch.learningRate, epoch.seconds);
    std::fflush(stdout);
}

} // namespace iic::cli
