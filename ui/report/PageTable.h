#pragma once

#include "report/PageItems.h"

namespace iic::ui {

/// The rows of a table; rows that belong together are one item, and the heads come again on every page. A table that is too wide
/// gets smaller letters, and then breaks the texts of its widest column.
std::vector<PageItem> tableItems(const ReportTable& table, double width, QPaintDevice* device);

} // namespace iic::ui
