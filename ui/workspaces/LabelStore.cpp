#include "workspaces/LabelStore.h"

#include "models/IssueModel.h"

namespace iic::ui {

namespace {

struct Restored {
    QHash<QString, UserLabel> labels;
    std::vector<std::string> warnings;
};

} // namespace

LabelStore::LabelStore(std::filesystem::path journal, IssueModel& issues, QObject* parent)
    : QObject(parent), issues_(issues), journal_(std::make_shared<std::optional<LabelJournal>>()) {
    restore(std::move(journal));
}

void LabelStore::restore(std::filesystem::path file) {
    Job* job = writer_.submit<Restored>(
        [file, journal = journal_](JobContext&) -> JobResult<Restored> {
            std::error_code ignored;
            std::filesystem::create_directories(file.parent_path(), ignored);
            Result<LabelJournal> opened = LabelJournal::open(file);
            if (!opened)
                return tl::unexpected<Stop>(opened.error());
            Restored restored;
            for (const LabelEvent& event : opened->events())
                restored.labels.insert(QString::fromStdString(event.source), event.to);
            restored.warnings = opened->warnings();
            *journal = std::move(*opened);
            return restored;
        },
        [this, file](Restored earlier) {
            for (const std::string& warning : earlier.warnings)
                issues_.add(Severity::Warning, QString::fromStdString(warning), QString::fromStdString(file.string()));
            for (auto label = labels_.cbegin(); label != labels_.cend(); ++label)
                earlier.labels.insert(label.key(), label.value()); // given while the journal was being read
            labels_ = std::move(earlier.labels);
            Q_EMIT restored();
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

void LabelStore::record(LabelEvent event) {
    const QString source = QString::fromStdString(event.source);
    labels_.insert(source, event.to);
    Job* job = writer_.submit<std::monostate>(
        [event = std::move(event), journal = journal_](JobContext&) -> JobResult<std::monostate> {
            if (!*journal)
                return tl::unexpected<Stop>(
                    Error{ErrorCode::FileUnwritable, {}, "the label is not saved: the journal could not be opened", {}});
            if (const Result<void> written = (*journal)->append(event); !written)
                return tl::unexpected<Stop>(written.error());
            return std::monostate{};
        },
        [this, source](std::monostate) { Q_EMIT saved(source); });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

} // namespace iic::ui
