#pragma once

#include "plots/Figure.h"

#include <QStringList>

#include <variant>
#include <vector>

namespace iic::ui {

/// Rows of text and numbers under a caption. Where the first cell of a row is empty, the row goes on with the one before.
struct ReportTable {
    QString name; ///< of its file, without an ending
    QString caption;
    QStringList columns; ///< heads; empty: none, as of settings and their values
    std::vector<QStringList> rows;
    int textColumns = 1; ///< of the first columns; the others are numbers and stand at the right
};

struct ReportFigure {
    FigurePointer figure;
    QString caption;
    double heightToWidth = 0; ///< in a column of a page; 0: as the figure has it
};

/// Figures side by side.
using ReportFigures = std::vector<ReportFigure>;
/// A paragraph, a table or figures.
using ReportBlock = std::variant<QString, ReportTable, ReportFigures>;

struct ReportSection {
    QString title;
    std::vector<ReportBlock> blocks;
};

/// What is written down of a result, to be printed and kept. A value: its texts are plain and may hold anything.
struct Report {
    QString title;
    QString subtitle;
    std::vector<ReportSection> sections;
};

/// "Table 2. …" and "Figure 3. …": numbers in the order of the report.
class ReportNumbers {
  public:
    QString caption(const ReportTable& table);
    QString caption(const ReportFigure& figure);

  private:
    int tables_ = 0, figures_ = 0;
};

} // namespace iic::ui
