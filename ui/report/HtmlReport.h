#pragma once

#include "report/Report.h"

namespace iic::ui {

/// One page of HTML that needs no other file: figures as SVG, tables as tables, light or dark as the reader's screen is.
/// Any thread.
QByteArray htmlOf(const Report& report);

} // namespace iic::ui
