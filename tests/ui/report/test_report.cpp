#include "FullDisk.h"
#include "TestSupport.h"

#include "plots/ReliabilityFigure.h"
#include "report/HtmlReport.h"
#include "report/PageItems.h"
#include "report/PdfReport.h"
#include "report/SaveReport.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace iic;
using namespace iic::ui;

namespace {

const QString hostile = QStringLiteral("<script>alert(\"1\")</script> & 'x' %1 %2 ]]> \u2028\x01 </title></svg>");

ReportFigure figure(const QString& caption) {
    Reliability reliability;
    for (int bin = 0; bin < 5; ++bin)
        reliability.bins.push_back({bin / 5.0, (bin + 1) / 5.0, 10, (bin + 0.5) / 5, (bin + 0.4) / 5});
    return {std::make_shared<const ReliabilityFigure>(reliability, 1.0), caption};
}

ReportTable table(int rows) {
    ReportTable table{"rows", "Many rows.", {"number", "square"}, {}, 1};
    for (int row = 0; row < rows; ++row)
        table.rows.push_back({QStringLiteral("row%1").arg(row), QString::number(row * row)});
    return table;
}

Report sample() {
    return {"A run",
            "of a test",
            {{"First", {QString("A paragraph."), table(3), ReportFigures{figure("Left."), figure("Right.")}}},
             {"Second", {ReportTable{"facts", "Facts.", {}, {{"seed", "7"}}, 2}, ReportFigures{figure("Alone.")}}}}};
}

/// The same with nothing in it but what tries to break out of it.
Report hostileReport() {
    return {
        hostile,
        hostile,
        {{hostile,
          {hostile, ReportTable{"t", hostile, {hostile, hostile}, {{hostile, hostile}}, 1}, ReportFigures{figure(hostile)}}}}};
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int pagesOf(const QByteArray& pdf) {
    static const QRegularExpression page("/Type\\s*/Page\\b(?!s)");
    int pages = 0;
    for (auto found = page.globalMatch(QString::fromLatin1(pdf)); found.hasNext(); found.next())
        ++pages;
    return pages;
}

/// The text between tags, and how often each element begins; empty where the page is not well formed.
struct ReadPage {
    QString text;
    QMap<QString, int> elements;
};

ReadPage readPage(const QByteArray& html) {
    static const QRegularExpression notXml("<!DOCTYPE html>|<meta [^>]*>");
    QXmlStreamReader reader(QString::fromUtf8(html).remove(notXml));
    ReadPage page;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement())
            ++page.elements[reader.name().toString()];
        else if (reader.isCharacters())
            page.text += reader.text();
    }
    return reader.hasError() ? ReadPage{reader.errorString(), {}} : page;
}

} // namespace

class TestReport : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const char* name) const { return folder_.filePath(name).toStdString(); }
    QStringList everything() const {
        return QDir(folder_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

  private Q_SLOTS:
    void cleanup() {
        QDir(folder_.path()).removeRecursively();
        QDir().mkpath(folder_.path());
    }

    void thePageIsWholeAndNeedsNoOther() {
        const QByteArray html = htmlOf(sample());
        const ReadPage page = readPage(html);
        QVERIFY2(page.elements.contains("svg"), qPrintable(page.text));
        QCOMPARE(page.elements["table"], 2);
        QCOMPARE(page.elements["svg"], 2 * 3); // on light and on dark
        QCOMPARE(page.elements["figure"], 3);
        QCOMPARE(page.elements["section"], 2);
        for (const char* words : {"A run", "A paragraph.", "row2", "Table 1. Many rows.", "Table 2. Facts.", "Figure 2. Right."})
            QVERIFY2(page.text.contains(words), words);
        QVERIFY(html.contains("prefers-color-scheme: dark"));
        for (const char* link : {"src=", "href=\"http", "@import", "url(http"})
            QVERIFY2(!html.contains(link), link);
    }

    void namesThatAreMarkupStayNames() {
        const QByteArray html = htmlOf(hostileReport());
        QVERIFY(!html.contains("<script"));
        QCOMPARE(html.count("</title>"), 3); // of the page and of the figure on light and dark
        const ReadPage page = readPage(QByteArray(html).replace('\x01', ' '));
        QVERIFY2(page.text.contains("<script>alert(\"1\")</script> & 'x' %1 %2 ]]>"), qPrintable(page.text));
        QVERIFY(!page.elements.contains("script"));
    }

    void pagesAreA4WithTheirFonts() {
        const QByteArray pdf = pdfOf(sample());
        QVERIFY(pdf.startsWith("%PDF-1.") && pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.contains("/FontFile") && pdf.contains("/ToUnicode"));
        static const QRegularExpression box("/MediaBox \\[0(?:\\.0+)? 0(?:\\.0+)? ([\\d.]+) ([\\d.]+)\\]");
        const auto size = box.match(QString::fromLatin1(pdf));
        QVERIFY(std::abs(size.captured(1).toDouble() - 595) < 1 && std::abs(size.captured(2).toDouble() - 842) < 1);
        QCOMPARE(pagesOf(pdf), 2);
    }

    /// What a glyph means is listed in ranges, with gaps where one means nothing to who copies the text.
    void lettersCanBeCopied() {
        const QString pdf = QString::fromLatin1(pdfOf({"A run", "", {{"H-A (7–8): >1", {QString("H-A (77.7–81.2): >1")}}}}));
        static const QRegularExpression range("^<([0-9A-F]{4})> <([0-9A-F]{4})> ", QRegularExpression::MultilineOption);
        const QStringList fonts = pdf.split("beginbfrange").mid(1);
        QVERIFY(!fonts.isEmpty());
        for (const QString& font : fonts) {
            int next = 0;
            for (auto found = range.globalMatch(font.section("endbfrange", 0, 0)); found.hasNext();) {
                const auto glyphs = found.next();
                QCOMPARE(glyphs.captured(1).toInt(nullptr, 16), next);
                next = glyphs.captured(2).toInt(nullptr, 16) + 1;
            }
            QVERIFY(next > 5);
        }
    }

    void rowsGoOnOnTheNextPage() {
        Report report{"Rows", "", {{"All", {table(150)}}}};
        QCOMPARE(pagesOf(pdfOf(report)), 4);
        report.sections[0].blocks[0] = table(3);
        QCOMPARE(pagesOf(pdfOf(report)), 1);
    }

    void longTextsDoNotScatterTheRows() {
        ReportTable facts{"facts", "Facts.", {}, {}, 2};
        for (int row = 0; row < 20; ++row)
            facts.rows.push_back({QString::number(row), QString("words ").repeated(2000)});
        QVERIFY(pagesOf(pdfOf({"Long", "", {{"All", {facts}}}})) <= 6);
    }

    void noItemIsWiderThanThePage() {
        ReportTable wide{"wide", "Wide.", {}, {}, 2};
        wide.rows.push_back({QString("name"), QString(3000, QLatin1Char('m'))});
        wide.rows.push_back({hostile.repeated(200), QString("value")});
        QImage image(800, 400, QImage::Format_RGB32);
        for (const PageItem& item : pageItems({"t", "", {{"s", {wide}}}}, 600, &image)) {
            QVERIFY(item.height < 400);
            image.fill(Qt::white);
            QPainter painter(&image);
            item.paint(painter, 0);
            painter.end();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 606; x < image.width(); ++x)
                    QCOMPARE(image.pixel(x, y), qRgb(255, 255, 255));
        }
    }

    void aReportWithoutAnythingIsAPage() { QCOMPARE(pagesOf(pdfOf({"Empty", "", {}})), 1); }

    void aFolderHoldsEveryPlot() {
        const auto files = saveReport(sample(), at("report"), false);
        QVERIFY2(files, files ? "" : files.error().oneLine().c_str());
        QCOMPARE(files->size(), std::size_t(2 + 3 * 3 + 2));
        const QDir written(folder_.filePath("report"));
        QCOMPARE(written.entryList(QDir::Files | QDir::Hidden).size(), 13);
        QCOMPARE(written.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).size(), 0);
        for (const auto& file : *files)
            QVERIFY2(std::filesystem::file_size(file) > 10, file.c_str());
        for (const char* name : {"report.html", "report.pdf", "reliability.png", "reliability-3.svg", "rows.csv"})
            QVERIFY2(written.exists(name), name);
        QVERIFY(contents(written.filePath("rows.csv")).contains("row2,4"));
        QVERIFY(contents(written.filePath("facts.csv")).startsWith("name,value\nseed,7"));
    }

    void aSlashAtTheEndMakesAnyNameAFolder() {
        QVERIFY(saveReport(sample(), at("run 1.5/"), false));
        QVERIFY(std::filesystem::is_regular_file(at("run 1.5/report.html")));
        QCOMPARE(saveReport(sample(), at("run 1.5/"), false).error().code, ErrorCode::FileExists);
    }

    void whatIsThereIsReplacedOnlyWhenAsked() {
        for (const char* name : {"report.html", "report.pdf", "report"}) {
            QVERIFY(saveReport(sample(), at(name), false));
            const auto refused = saveReport(sample(), at(name), false);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::FileExists);
            QVERIFY(saveReport(sample(), at(name), true));
        }
        QCOMPARE(everything().size(), 3);
    }

    void whatAKilledProgramLeftIsRemoved() {
        const pid_t gone = ::fork();
        if (gone == 0)
            ::_exit(0);
        QCOMPARE(::waitpid(gone, nullptr, 0), gone); // runs no more
        const std::string part = ".part-" + std::to_string(gone) + "-0";
        std::filesystem::create_directories(at("report") / (".report" + part));
        std::ofstream(at("report") / (".report" + part) / "report.html") << "half";
        std::ofstream(at(("report.pdf" + part).c_str())) << "half";
        for (const char* name : {"report", "report.pdf"})
            QVERIFY(saveReport(sample(), at(name), false));
        QVERIFY(!std::filesystem::exists(at("report") / (".report" + part)));
        QCOMPARE(everything(), (QStringList{"report", "report.pdf"}));
    }

    void whatCannotBeWrittenLeavesNothing() {
        QCOMPARE(saveReport(sample(), at("report.doc"), false).error().code, ErrorCode::BadOption);
        QCOMPARE(saveReport(sample(), at("nowhere/report.pdf"), false).error().code, ErrorCode::FileUnwritable);
        const iic::test::FullDisk full(2000);
        for (const char* name : {"report.html", "report.pdf"}) {
            const auto done = saveReport(sample(), at(name), false);
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::FileUnwritable);
        }
        QVERIFY(!saveReport(sample(), at("report"), false));
        QCOMPARE(everything(), QStringList());
    }
};

IIC_WINDOW_TEST_MAIN(TestReport)
#include "test_report.moc"
