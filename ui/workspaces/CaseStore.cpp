#include "workspaces/CaseStore.h"

#include "models/IssueModel.h"
#include "workspaces/LabelStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr auto viewKey = "cases";

/// As many as the paper has, after what it sorts by: colours and texture.
std::vector<SourceCase> firstCases() {
    std::vector<SourceCase> cases;
    for (const QString& name :
         {CaseStore::tr("Red and compact"), CaseStore::tr("Blue and compact"), CaseStore::tr("Extended"),
          CaseStore::tr("Close to another"), CaseStore::tr("Beside a bright star"), CaseStore::tr("Lost in noise")})
        cases.push_back({static_cast<int>(cases.size()) + 1, name, {}, {}});
    return cases;
}

/// Missing numbers are null.
QJsonValue numberOrNull(double number) { return std::isfinite(number) ? QJsonValue(number) : QJsonValue(); }
double numberOf(const QJsonValue& value) { return value.toDouble(std::numeric_limits<double>::quiet_NaN()); }

std::optional<SourceCase::Member> memberFrom(const QJsonArray& json) {
    SourceCase::Member member{json.at(0).toString(), {numberOf(json.at(1)), numberOf(json.at(2))}};
    const bool hasPlace = std::isfinite(member.position.rightAscension) && std::isfinite(member.position.declination);
    if (!hasPlace)
        member.position = {numberOf({}), numberOf({})};
    else if (std::abs(member.position.declination) > 90)
        return std::nullopt;
    return member.source.isEmpty() && !hasPlace ? std::nullopt : std::optional(member);
}

} // namespace

QByteArray casesToJson(const std::vector<SourceCase>& cases) {
    QJsonArray list;
    for (const SourceCase& one : cases) {
        QJsonArray members;
        for (const SourceCase::Member& member : one.members)
            members << QJsonArray{member.source, numberOrNull(member.position.rightAscension),
                                  numberOrNull(member.position.declination)};
        list << QJsonObject{{QStringLiteral("id"), one.id},
                            {QStringLiteral("name"), one.name},
                            {QStringLiteral("notes"), one.notes},
                            {QStringLiteral("members"), members}};
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("cases"), list}}).toJson(QJsonDocument::Compact);
}

std::vector<SourceCase> casesFromJson(const QByteArray& text) {
    std::vector<SourceCase> cases;
    for (const QJsonValue& value : QJsonDocument::fromJson(text).object()[QLatin1String("cases")].toArray()) {
        const QJsonObject json = value.toObject();
        const int id = json[QLatin1String("id")].toInt();
        if (id < 1 || id > CaseStore::mostCases || std::ranges::find(cases, id, &SourceCase::id) != cases.end())
            continue;
        SourceCase one{id,
                       json[QLatin1String("name")].toString().left(CaseStore::longestName),
                       json[QLatin1String("notes")].toString().left(CaseStore::longestNotes),
                       {}};
        for (const QJsonValue& member : json[QLatin1String("members")].toArray())
            if (const auto known = memberFrom(member.toArray()))
                one.members.push_back(*known);
        cases.push_back(std::move(one));
    }
    return cases;
}

CaseStore::CaseStore(ProjectStore& project, IssueModel& issues, QObject* parent)
    : QObject(parent), project_(project), issues_(issues), cases_(firstCases()) {
    connect(&project_, &ProjectStore::opened, this, &CaseStore::restore);
}

void CaseStore::restore() {
    using View = std::optional<std::string>;
    Job* job = project_.submit<View>([](Project& project) { return project.view(viewKey); },
                                     [this](const View& text) {
                                         cases_ = text ? casesFromJson(QByteArray::fromStdString(*text)) : firstCases();
                                         Q_EMIT changed();
                                     });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

void CaseStore::save() {
    Q_EMIT changed();
    Job* job = project_.submit<std::monostate>(
        [text = casesToJson(cases_).toStdString()](Project& project) -> Result<std::monostate> {
            if (const Result<void> written = project.setView(viewKey, text); !written)
                return tl::unexpected(written.error());
            return std::monostate{};
        },
        [](std::monostate) {});
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

SourceCase* CaseStore::at(int id) {
    const auto found = std::ranges::find(cases_, id, &SourceCase::id);
    return found == cases_.end() ? nullptr : &*found;
}

const SourceCase* CaseStore::find(int id) const { return const_cast<CaseStore*>(this)->at(id); }

int CaseStore::add(const QString& name) {
    int id = 1;
    while (find(id))
        ++id;
    if (id > mostCases)
        return 0;
    cases_.push_back({id, name.left(longestName), {}, {}});
    save();
    return id;
}

void CaseStore::rename(int id, const QString& name) {
    if (SourceCase* one = at(id); one && one->name != name && !name.isEmpty()) {
        one->name = name.left(longestName);
        save();
    }
}

void CaseStore::setNotes(int id, const QString& notes) {
    if (SourceCase* one = at(id); one && one->notes != notes) {
        one->notes = notes.left(longestNotes);
        save();
    }
}

void CaseStore::remove(int id) {
    if (std::erase_if(cases_, [id](const SourceCase& one) { return one.id == id; }) > 0)
        save();
}

void CaseStore::sort(const SourceList& sources, std::span<const int> rows, int id) {
    for (SourceCase& one : cases_)
        std::erase_if(one.members, [&](const SourceCase::Member& member) {
            const int row = LabelStore::rowOf(sources, member.source, member.position);
            return row >= 0 && std::ranges::find(rows, row) != rows.end();
        });
    if (SourceCase* one = at(id))
        for (const int row : rows)
            one->members.push_back({sources.labelledName(row), sources.position(row)});
    save();
}

std::vector<std::uint8_t> CaseStore::casesOf(const SourceList& sources) const {
    std::vector<std::uint8_t> found(static_cast<std::size_t>(sources.size()), 0);
    for (const SourceCase& one : cases_)
        for (const SourceCase::Member& member : one.members)
            if (const int row = LabelStore::rowOf(sources, member.source, member.position); row >= 0)
                found[static_cast<std::size_t>(row)] = static_cast<std::uint8_t>(one.id);
    return found;
}

} // namespace iic::ui
