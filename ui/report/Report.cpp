#include "report/Report.h"

#include <QCoreApplication>

namespace iic::ui {

QString ReportNumbers::caption(const ReportTable& table) {
    return QCoreApplication::translate("Report", "Table %1. %2").arg(++tables_).arg(table.caption);
}

QString ReportNumbers::caption(const ReportFigure& figure) {
    return QCoreApplication::translate("Report", "Figure %1. %2").arg(++figures_).arg(figure.caption);
}

} // namespace iic::ui
