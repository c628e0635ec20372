#include "project/LabelJournal.h"

#include "base/Json.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <sstream>
#include <unistd.h>

namespace iic {

namespace {

constexpr std::array<std::string_view, 6> names{"none", "star", "galaxy", "quasar", "unsure", "artefact"};

std::string toLine(const LabelEvent& event) {
    const nlohmann::ordered_json line{{"time", event.time},
                                      {"user", event.user},
                                      {"source", event.source},
                                      {"ra", event.position.rightAscension},
                                      {"dec", event.position.declination},
                                      {"from", labelName(event.from)},
                                      {"to", labelName(event.to)},
                                      {"reason", event.reason},
                                      {"model", event.model}};
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

/// JSON has no NaN: a source without a position is written with null.
double degrees(const nlohmann::json& number) {
    return number.is_null() ? std::numeric_limits<double>::quiet_NaN() : number.get<double>();
}

LabelEvent fromLine(const std::string& text) {
    const nlohmann::json line = parseJsonObject(text).value();
    LabelEvent event;
    line.at("time").get_to(event.time);
    line.at("user").get_to(event.user);
    line.at("source").get_to(event.source);
    event.position = {degrees(line.at("ra")), degrees(line.at("dec"))};
    event.from = parseLabel(line.at("from").get<std::string>()).value();
    event.to = parseLabel(line.at("to").get<std::string>()).value();
    line.at("reason").get_to(event.reason);
    line.at("model").get_to(event.model);
    return event;
}

tl::unexpected<Error> unwritable(const std::filesystem::path& file) {
    return fail(ErrorCode::FileUnwritable, file.string(), "the label journal cannot be written", std::strerror(errno));
}

/// An open file descriptor that closes itself.
struct Descriptor {
    explicit Descriptor(const std::filesystem::path& file)
        : number(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {}
    ~Descriptor() {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    const int number;
};

bool writeAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Makes sure that the journal and the folder that lists it are there, and on the disk.
Result<void> create(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (Descriptor(file).number < 0)
        return unwritable(file);
    const int listing = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isKept = listing >= 0 && ::fsync(listing) == 0;
    const auto error = unwritable(file);
    if (listing >= 0)
        ::close(listing);
    if (!isKept)
        return error;
    return {};
}

} // namespace

std::string_view labelName(UserLabel label) { return names[static_cast<std::size_t>(label)]; }

std::optional<UserLabel> parseLabel(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return static_cast<UserLabel>(i);
    return std::nullopt;
}

Result<LabelJournal> LabelJournal::open(const std::filesystem::path& file) {
    if (auto created = create(file); !created)
        return tl::unexpected(created.error());
    return read(file);
}

Result<LabelJournal> LabelJournal::read(const std::filesystem::path& file) {
    std::error_code problem;
    if (!std::filesystem::is_regular_file(file, problem))
        return fail(ErrorCode::FileNotFound, file.string(), "there is no such label journal");
    std::ifstream input(file, std::ios::binary);
    std::ostringstream contents;
    contents << input.rdbuf();
    if (!input)
        return fail(ErrorCode::FileUnreadable, file.string(), "the label journal cannot be read");

    LabelJournal journal(file);
    const std::string text = std::move(contents).str();
    journal.endsTorn_ = !text.empty() && text.back() != '\n';
    std::istringstream lines(text);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty())
            continue;
        try {
            LabelEvent event = fromLine(line);
            journal.labels_[event.source] = event.to;
            journal.events_.push_back(std::move(event));
        } catch (const std::exception&) {
            const bool isTorn = journal.endsTorn_ && lines.eof();
            journal.warnings_.push_back("line " + std::to_string(number) + " of the label journal is " +
                                        (isTorn ? "torn" : "damaged") + " and was passed over");
        }
    }
    return journal;
}

Result<void> LabelJournal::append(LabelEvent event) {
    const Descriptor output(file_);
    if (output.number < 0)
        return unwritable(file_);
    const std::string line = (endsTorn_ ? "\n" : "") + toLine(event);
    if (!writeAll(output.number, line) || ::fsync(output.number) != 0) {
        endsTorn_ = true;
        return unwritable(file_);
    }
    endsTorn_ = false;
    labels_[event.source] = event.to;
    events_.push_back(std::move(event));
    return {};
}

UserLabel LabelJournal::label(const std::string& source) const {
    const auto known = labels_.find(source);
    return known == labels_.end() ? UserLabel::None : known->second;
}

} // namespace iic
