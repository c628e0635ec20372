#pragma once

#include "workspaces/ModelStore.h"
#include "workspaces/explain/ExplainedSource.h"

namespace iic::ui {

/// Sources kept to stand beside the one that is chosen, as the model in use sees them.
class ComparedSources : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t most = 5;

    explicit ComparedSources(ModelStore& models, QObject* parent = nullptr);
    ~ComparedSources() override;

    /// Those that are explained, in the order they were added.
    std::vector<SharedExplanation> explained() const;
    bool isFull() const { return kept_.size() == most; }
    bool isEmpty() const { return kept_.empty(); }
    bool isWorking() const;
    void add(SourceToExplain source, SharedExplanation explained);
    void remove(const SharedExplanation& explained);

  Q_SIGNALS:
    void changed();
    void failed(const iic::Error& error);

  private:
    struct Kept {
        std::uint64_t id;
        SourceToExplain source;
        SharedExplanation explained; ///< null while the model that is in use now has not answered
        LatestJob job;
    };

    void explainAnew();
    void put(std::uint64_t id, SharedExplanation explained);

    ModelStore& models_;
    std::vector<Kept> kept_;
    std::uint64_t lastId_ = 0;
};

} // namespace iic::ui
