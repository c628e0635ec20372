#include "report/SaveReport.h"

#include "base/OutputFile.h"
#include "catalog/TableFile.h"
#include "plots/SaveFigure.h"
#include "report/HtmlReport.h"
#include "report/PdfReport.h"

#include <algorithm>

namespace iic::ui {

namespace {

using Paths = std::vector<std::filesystem::path>;

constexpr const char* pageName = "report.html"; ///< of a folder

/// Empty of a folder.
std::string endingOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.extension().string()).toLower().toStdString();
}

Result<void> writeBytes(const std::filesystem::path& path, const QByteArray& bytes) {
    return writeTextFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

Table tableOf(const ReportTable& shown) {
    const QStringList heads =
        shown.columns.isEmpty() ? QStringList{QStringLiteral("name"), QStringLiteral("value")} : shown.columns;
    Table table;
    for (int column = 0; column < heads.size(); ++column) {
        Texts cells;
        for (const QStringList& row : shown.rows) {
            const bool goesOn = column == 0 && row.value(0).isEmpty() && !cells.empty();
            cells.push_back(goesOn ? cells.back() : row.value(column).toStdString());
        }
        const QString& head = heads[column];
        table.add(textColumn(head.isEmpty() ? "column " + std::to_string(column + 1) : head.toStdString(), std::move(cells)));
    }
    return table;
}

/// Writes everything of a report into a folder that is there.
class FolderWriter {
  public:
    explicit FolderWriter(const std::filesystem::path& folder) : folder_(folder) {}

    Result<Paths> write(const Report& report) {
        add(pageName, [&](const auto& path) { return writeBytes(path, htmlOf(report)); });
        add("report.pdf", [&](const auto& path) { return writeBytes(path, pdfOf(report)); });
        for (const ReportSection& section : report.sections)
            for (const ReportBlock& block : section.blocks)
                if (const auto* table = std::get_if<ReportTable>(&block); table && !table->rows.empty())
                    add(table->name.toStdString() + ".csv",
                        [&](const auto& path) { return writeTable(path, tableOf(*table), TableFormat::Csv); });
                else if (const auto* figures = std::get_if<ReportFigures>(&block))
                    for (const ReportFigure& figure : *figures)
                        for (const char* ending : {".png", ".svg", ".csv"})
                            add(figure.figure->suggestedName().toStdString() + ending,
                                [&](const auto& path) { return saveFigure(*figure.figure, path); });
        if (!done_)
            return tl::unexpected(done_.error());
        return names_;
    }

  private:
    /// Under this name, or one with a number where the name is taken.
    template <typename Write> void add(const std::string& wanted, Write&& write) {
        if (!done_)
            return;
        std::filesystem::path name = wanted;
        for (int number = 2; std::ranges::find(names_, name) != names_.end(); ++number)
            name = std::filesystem::path(wanted).stem().string() + '-' + std::to_string(number) + name.extension().string();
        done_ = write(folder_ / name);
        names_.push_back(name);
    }

    std::filesystem::path folder_;
    Result<void> done_;
    Paths names_;
};

/// A hidden folder within another, while this lives.
struct PartFolder {
    explicit PartFolder(const std::filesystem::path& within) : path(partOf(within / ".report")) {
        removeAbandonedParts(within / ".report");
        std::filesystem::create_directory(path, problem);
    }
    ~PartFolder() { std::filesystem::remove_all(path, problem); }
    PartFolder(const PartFolder&) = delete;
    PartFolder& operator=(const PartFolder&) = delete;

    std::filesystem::path path;
    std::error_code problem;
};

/// Everything is written aside first, and then named.
Result<Paths> fillFolder(const Report& report, const std::filesystem::path& folder, bool overwrite) {
    const PartFolder whole(folder);
    if (whole.problem)
        return fail(ErrorCode::FileUnwritable, folder.string(), "cannot be written to", whole.problem.message());
    const auto names = FolderWriter(whole.path).write(report);
    if (!names)
        return names;
    Paths files;
    for (const auto& name : *names) {
        files.push_back(folder / name);
        if (const auto mayWrite = checkMayWrite(files.back(), overwrite); !mayWrite)
            return tl::unexpected(mayWrite.error());
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::error_code problem;
        std::filesystem::rename(whole.path / (*names)[i], files[i], problem);
        if (problem)
            return fail(ErrorCode::FileUnwritable, files[i].string(), "cannot be written", problem.message());
    }
    return files;
}

Result<Paths> saveFolder(const Report& report, const std::filesystem::path& folder, bool overwrite) {
    std::error_code problem;
    const bool isNew = std::filesystem::create_directories(folder, problem);
    if (problem)
        return fail(ErrorCode::FileUnwritable, folder.string(), "cannot be made", problem.message());
    auto files = fillFolder(report, folder, overwrite);
    if (!files && isNew)
        std::filesystem::remove(folder, problem); // only where it is empty
    return files;
}

} // namespace

Result<void> checkReportPath(const std::filesystem::path& path, bool overwrite) {
    const std::string ending = endingOf(path);
    if (ending != "" && ending != ".html" && ending != ".pdf")
        return fail(ErrorCode::BadOption, path.string(), "is no kind of file that a report is saved as",
                    ".html, .pdf or a folder expected, \"" + ending + "\" found");
    return checkMayWrite(ending == "" ? path / pageName : path, overwrite);
}

Result<Paths> saveReport(const Report& report, const std::filesystem::path& path, bool overwrite) {
    if (const auto fits = checkReportPath(path, overwrite); !fits)
        return tl::unexpected(fits.error());
    const std::string ending = endingOf(path);
    if (ending == "")
        return saveFolder(report, path, overwrite);
    removeAbandonedParts(path);
    if (const auto written = writeBytes(path, ending == ".pdf" ? pdfOf(report) : htmlOf(report)); !written)
        return tl::unexpected(written.error());
    return Paths{path};
}

} // namespace iic::ui
