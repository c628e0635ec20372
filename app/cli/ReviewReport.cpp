#include "ReviewReport.h"

#include "Counted.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace iic::cli {

namespace {

std::string className(const Reviewed& reviewed, std::size_t which) { return reviewed.dataset.card().classes.at(which); }

nlohmann::json number(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); }

nlohmann::json notesOf(const NotedSource& noted) {
    auto names = nlohmann::json::array();
    for (const auto note : sourceNotes)
        if (noted.has(note))
            names.push_back(noteName(note));
    return names;
}

nlohmann::json describeMistake(const Reviewed& reviewed, const Mistake& mistake) {
    nlohmann::json entry{{"row", mistake.row},
                         {"name", reviewed.columns.name[mistake.row]},
                         {"truth", className(reviewed, mistake.truth)},
                         {"predicted", className(reviewed, mistake.predicted)},
                         {"confidence", mistake.probabilities[mistake.predicted]},
                         {"notes", notesOf(mistake.noted)},
                         {"contaminated", mistake.noted.isContaminated()},
                         {"snr", number(static_cast<double>(mistake.noted.signalToNoise))}};
    if (!mistake.noted.contaminationFlags.empty())
        entry["ccFlags"] = mistake.noted.contaminationFlags;
    if (mistake.noted.extendedFlag)
        entry["extFlag"] = *mistake.noted.extendedFlag;
    return entry;
}

nlohmann::json describeGroup(const Reviewed& reviewed, const MistakeReview& review, const MistakeGroup& group) {
    nlohmann::json entry{{"centreEmpty", group.isCentreEmpty},      {"sources", group.members.size()},
                         {"brightness", number(group.brightness)},  {"pairs", nlohmann::json::array()},
                         {"distinctions", nlohmann::json::array()}, {"notes", nlohmann::json::object()},
                         {"members", nlohmann::json::array()}};
    for (const auto& pair : group.pairs)
        entry["pairs"].push_back({{"truth", className(reviewed, pair.truth)},
                                  {"predicted", className(reviewed, pair.predicted)},
                                  {"sources", pair.count}});
    for (const auto& one : group.distinctions)
        entry["distinctions"].push_back(
            {{"name", one.name}, {"mean", one.mean}, {"others", one.meanOfOthers}, {"deviations", one.deviations}});
    for (const auto note : sourceNotes)
        if (const auto count =
                std::ranges::count_if(group.members, [&](std::size_t i) { return review.mistakes[i].noted.has(note); });
            count > 0)
            entry["notes"][std::string(noteName(note))] = count;
    for (const auto member : group.members)
        entry["members"].push_back(describeMistake(reviewed, review.mistakes[member]));
    return entry;
}

void printGroup(const nlohmann::json& group, int number) {
    const auto words = [](const nlohmann::json& text) { return text.get<std::string>(); };
    fmt::print("\nGroup {}{}: {}\n", number, group["centreEmpty"].get<bool>() ? ", no source at the centre" : "",
               counted(group["sources"].get<std::size_t>(), "source"));
    for (const auto& pair : group["pairs"])
        fmt::print("  {:>5}  {} taken for {}\n", pair["sources"].get<std::size_t>(), words(pair["truth"]),
                   words(pair["predicted"]));
    for (const auto& one : group["distinctions"])
        fmt::print("  {} {:.3g}, other mistakes {:.3g} ({:+.1f} deviations)\n", words(one["name"]), one["mean"].get<double>(),
                   one["others"].get<double>(), one["deviations"].get<double>());
    for (const auto& [note, count] : group["notes"].items())
        fmt::print("  {} of them {}\n", count.get<std::size_t>(), note);
}

void printSuspects(const nlohmann::json& suspects) {
    fmt::print(
        "\n{} of {} {} wrong to {} ({:.0f} % of the labels are likeliest to it too); the first (* where it counts as wrong):\n",
        suspects["counted"].get<std::size_t>(), counted(suspects["ranked"].get<std::size_t>(), "label"),
        suspects["counted"] == 1 ? "looks" : "look", suspects["judge"].get<std::string>(),
        100 * suspects["agreeing"].get<double>());
    for (const auto& one : suspects["first"])
        fmt::print("  {:<24} {:>7} labelled, {:>7} likelier, margin {:+.3f}{}\n", one["name"].get<std::string>(),
                   one["label"].get<std::string>(), one["likely"].get<std::string>(), one["margin"].get<double>(),
                   one["counted"].get<bool>() ? " *" : "");
}

void printLastStep(const nlohmann::json& step) {
    fmt::print("\n{:<22}{:>10}{:>22}\n", "last step", "accuracy", "by fold");
    for (const char* name : {"softmax", "SVM"}) {
        fmt::print("{:<22}{:>9.2f} %     ", name, 100 * step[name]["accuracy"].get<double>());
        for (const auto& fold : step[name]["folds"])
            fmt::print("{:>7.2f}", 100 * fold.get<double>());
        fmt::print("\n");
    }
}

void printIsolated(const nlohmann::json& isolated) {
    fmt::print("\nFarthest from the training split, of those the network gets right\n");
    for (const auto& one : isolated) {
        fmt::print("  {:<24} {:>7} {:.3f}, farther than {:.1f} % of training; nearest", one["name"].get<std::string>(),
                   one["class"].get<std::string>(), one["confidence"].get<double>(), 100 * one["rank"].get<double>());
        for (const auto& near : one["nearest"])
            fmt::print(" {} ({:.1f})", near["class"].get<std::string>(), near["distance"].get<double>());
        fmt::print("\n");
    }
}

} // namespace

nlohmann::json describeGroups(const Reviewed& reviewed, const MistakeReview& review) {
    auto groups = nlohmann::json::array();
    for (const auto& group : review.groups)
        groups.push_back(describeGroup(reviewed, review, group));
    return groups;
}

nlohmann::json describeSuspects(const Reviewed& reviewed, const LabelSuspects& suspects, std::span<const std::size_t> rows,
                                std::size_t most) {
    const auto agreeing = std::ranges::count_if(suspects.ranked, [](const LabelSuspect& one) { return one.margin >= 0; });
    nlohmann::json entry{{"counted", suspects.counted},
                         {"ranked", suspects.ranked.size()},
                         {"agreeing", suspects.ranked.empty() ? 0 : double(agreeing) / double(suspects.ranked.size())},
                         {"first", nlohmann::json::array()}};
    for (std::size_t i = 0; i < std::min(most, suspects.ranked.size()); ++i) {
        const auto& suspect = suspects.ranked[i];
        entry["first"].push_back({{"row", rows[suspect.source]},
                                  {"name", reviewed.columns.name[rows[suspect.source]]},
                                  {"label", className(reviewed, suspect.given)},
                                  {"likely", className(reviewed, suspect.likely)},
                                  {"margin", suspect.margin},
                                  {"counted", i < suspects.counted}});
    }
    return entry;
}

nlohmann::json describeLastStep(const LastStep& step) {
    return {{"softmax", {{"accuracy", step.softmax.accuracy()}, {"folds", step.softmaxByFold}}},
            {"SVM",
             {{"accuracy", step.machine.accuracy()},
              {"folds", step.machineByFold},
              {"penalty", step.penalty},
              {"width", step.width}}}};
}

nlohmann::json describeIsolated(const Reviewed& reviewed, const Isolation& isolation, std::span<const std::size_t> trainingRows,
                                std::size_t most) {
    const auto predicted = likeliest(reviewed.judged.sources.probabilities);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        if (predicted[i] == reviewed.judged.sources.truth[i])
            order.push_back(i);
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return isolation.distance[i]; });
    auto list = nlohmann::json::array();
    for (const auto i : std::span(order).first(std::min(most, order.size()))) {
        nlohmann::json entry{{"row", reviewed.judged.rows[i]},
                             {"name", reviewed.columns.name[reviewed.judged.rows[i]]},
                             {"class", className(reviewed, predicted[i])},
                             {"confidence", reviewed.judged.sources.probabilities[i][predicted[i]]},
                             {"distance", isolation.distance[i]},
                             {"rank", isolation.rank[i]},
                             {"nearest", nlohmann::json::array()}};
        for (std::size_t k = i * isolation.nearest.count; k < (i + 1) * isolation.nearest.count; ++k) {
            const auto row = trainingRows[static_cast<std::size_t>(isolation.nearest.row[k])];
            entry["nearest"].push_back({{"row", row},
                                        {"name", reviewed.columns.name[row]},
                                        {"class", className(reviewed, reviewed.columns.label[row])},
                                        {"distance", isolation.nearest.distance[k]}});
        }
        list.push_back(std::move(entry));
    }
    return list;
}

void printReview(const nlohmann::json& report) {
    fmt::print("{}, {} split: {} of {} taken for another class; grouped by {}\n", report["dataset"].get<std::string>(),
               report["split"].get<std::string>(), report["mistakes"].get<std::size_t>(),
               counted(report["sources"].get<std::size_t>(), "source"), report["groupedBy"].get<std::string>());
    int number = 0;
    for (const auto& group : report["groups"])
        printGroup(group, ++number);
    if (report.contains("suspects"))
        printSuspects(report["suspects"]);
    if (report.contains("lastStep"))
        printLastStep(report["lastStep"]);
    if (report.contains("isolated"))
        printIsolated(report["isolated"]);
}

} // namespace iic::cli
