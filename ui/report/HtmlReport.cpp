#include "report/HtmlReport.h"

#include "plots/SaveFigure.h"

namespace iic::ui {

namespace {

constexpr const char* style = R"css(
:root { color-scheme: light dark; --ground: #fff; --text: #16191e; --muted: #565d68; --line: #d5d9e0; --strong: #16191e; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #16191e; --text: #e3e6eb; --muted: #9aa2ae; --line: #363c46; --strong: #aab1bc; } }
body { margin: 2.5rem auto; padding: 0 1.25rem; max-width: 60rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 Inter, "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
header p, figcaption, caption { color: var(--muted); }
header p { margin: .25rem 0 0; }
p, figcaption, caption { overflow-wrap: anywhere; white-space: pre-line; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: .9rem; border-bottom: 1.5px solid var(--strong); }
caption { text-align: left; padding-bottom: .5rem; }
th, td { padding: .2rem 1.2rem .2rem 0; text-align: right; vertical-align: top; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
thead th { white-space: normal; vertical-align: bottom; border-top: 1.5px solid var(--strong); border-bottom: 1px solid var(--strong); font-weight: 600; }
tbody tr.first > * { border-top: 1px solid var(--line); }
tbody tr:first-child > * { border-top: 0; }
table.facts tr:first-child > * { border-top: 1.5px solid var(--strong); }
.text { text-align: left; }
tbody th { font-weight: inherit; }
.facts td { white-space: pre-line; overflow-wrap: anywhere; text-align: left; }
.facts th { color: var(--muted); }
.figures { display: flex; flex-wrap: wrap; gap: 1.25rem; margin: 1.25rem 0; }
figure { margin: 0; flex: 1 1 24rem; }
figure svg { display: block; width: 100%; height: auto; }
figure svg.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { figure svg.light { display: none; } figure svg.dark { display: block; } }
figure svg text { font-family: Inter, "Segoe UI", system-ui, sans-serif; }
figcaption { margin-top: .5rem; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } figure, tr { break-inside: avoid; } h2, caption { break-after: avoid; } }
)css";

class HtmlWriter {
  public:
    QByteArray write(const Report& report) {
        text_ = QStringLiteral("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                               "<meta name=\"generator\" content=\"IICnet Studio %1\">\n<title>%2</title>\n<style>%3</style>\n"
                               "</head>\n<body>\n<header>\n<h1>%2</h1>\n<p>%4</p>\n</header>\n")
                    .arg(QStringLiteral(IIC_VERSION), report.title.toHtmlEscaped(), QLatin1String(style),
                         report.subtitle.toHtmlEscaped());
        for (const ReportSection& section : report.sections) {
            text_ += QStringLiteral("<section>\n<h2>%1</h2>\n").arg(section.title.toHtmlEscaped());
            for (const ReportBlock& block : section.blocks)
                std::visit([this](const auto& what) { add(what); }, block);
            text_ += QStringLiteral("</section>\n");
        }
        text_ += QStringLiteral("</body>\n</html>\n");
        return text_.toUtf8();
    }

  private:
    void add(const QString& paragraph) { text_ += QStringLiteral("<p>%1</p>\n").arg(paragraph.toHtmlEscaped()); }

    void add(const ReportTable& table) {
        text_ += QStringLiteral("<div class=\"scroll\"><table%1>\n<caption>%2</caption>\n")
                     .arg(table.columns.isEmpty() ? QStringLiteral(" class=\"facts\"") : QString(),
                          numbers_.caption(table).toHtmlEscaped());
        if (!table.columns.isEmpty()) {
            text_ += QStringLiteral("<thead><tr>");
            for (int column = 0; column < table.columns.size(); ++column)
                addCell("th scope=\"col\"", "th", table.columns[column], column < table.textColumns);
            text_ += QStringLiteral("</tr></thead>\n");
        }
        text_ += QStringLiteral("<tbody>\n");
        for (const QStringList& row : table.rows) {
            text_ += row.value(0).isEmpty() ? QStringLiteral("<tr>") : QStringLiteral("<tr class=\"first\">");
            for (int column = 0; column < row.size(); ++column)
                addCell(column == 0 ? "th scope=\"row\"" : "td", column == 0 ? "th" : "td", row[column],
                        column < table.textColumns);
            text_ += QStringLiteral("</tr>\n");
        }
        text_ += QStringLiteral("</tbody></table></div>\n");
    }

    void addCell(const char* tag, const char* end, const QString& text, bool isText) {
        text_ += QStringLiteral("<%1%2>%3</%4>")
                     .arg(QLatin1String(tag), isText ? QStringLiteral(" class=\"text\"") : QString(), text.toHtmlEscaped(),
                          QLatin1String(end));
    }

    void add(const ReportFigures& figures) {
        text_ += QStringLiteral("<div class=\"figures\">\n");
        for (const ReportFigure& figure : figures) {
            text_ += QStringLiteral("<figure role=\"group\" style=\"max-width: %1px\">")
                         .arg(qRound(1.2 * figure.figure->paperSize().width()));
            addDrawing(*figure.figure, "light", FigureStyle::onPaper());
            addDrawing(*figure.figure, "dark", FigureStyle::onDarkPage());
            text_ += QStringLiteral("<figcaption>%1</figcaption></figure>\n").arg(numbers_.caption(figure).toHtmlEscaped());
        }
        text_ += QStringLiteral("</div>\n");
    }

    void addDrawing(const Figure& figure, const char* scheme, const FigureStyle& drawn) {
        const QString svg = QString::fromUtf8(svgOf(figure, drawn));
        text_ += QStringLiteral("<svg class=\"%1\"").arg(QLatin1String(scheme));
        text_ += svg.mid(svg.indexOf(QStringLiteral("<svg")) + 4); // the prolog belongs to files
    }

    QString text_;
    ReportNumbers numbers_;
};

} // namespace

QByteArray htmlOf(const Report& report) { return HtmlWriter().write(report); }

} // namespace iic::ui
