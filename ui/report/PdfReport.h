#pragma once

#include "report/Report.h"

namespace iic::ui {

/// A4 pages with their numbers; no figure and no row is cut. The letters are letters, with their fonts. Any thread.
QByteArray pdfOf(const Report& report);

} // namespace iic::ui
