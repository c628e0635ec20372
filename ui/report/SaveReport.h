#pragma once

#include "base/Error.h"

#include "report/Report.h"

#include <filesystem>

namespace iic::ui {

/// Writes a report, whole or not at all, by the ending of the name: .html, one page that needs no other file; .pdf; without an
/// ending, or with a slash behind the name, a folder of both, with every figure as PNG, SVG and CSV and every table as CSV. Returns the files. FileExists where
/// something is there that is not to be overwritten, in a folder a report; BadOption (another ending); FileUnwritable. Any thread.
Result<std::vector<std::filesystem::path>> saveReport(const Report& report, const std::filesystem::path& path, bool overwrite);

/// What keeps a report from being written there, as far as can be told before: the same errors but FileUnwritable.
Result<void> checkReportPath(const std::filesystem::path& path, bool overwrite);

} // namespace iic::ui
