#pragma once

#include <QString>

#include <filesystem>
#include <functional>

class QWidget;

namespace iic::ui {

/// Asks where a report goes, as PDF, a page or a folder, and whether what is there is to be replaced; then calls `save`.
void askReportPath(QWidget* window, const QString& suggestedName,
                   const std::function<void(const std::filesystem::path& path, bool overwrite)>& save);

} // namespace iic::ui
