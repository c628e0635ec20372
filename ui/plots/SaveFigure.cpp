#include "plots/SaveFigure.h"

#include "base/OutputFile.h"
#include "catalog/TableFile.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <string>

namespace iic::ui {

namespace {

constexpr double unitsPerInch = 96;
constexpr double dotsPerInch = 300; ///< of a PNG

QByteArray pngOf(const Figure& figure) {
    constexpr double scale = dotsPerInch / unitsPerInch;
    const QSizeF size = figure.paperSize();
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    image.setDotsPerMeterX(qRound(dotsPerInch / 0.0254));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QPainter painter(&image);
    painter.scale(image.width() / size.width(), image.height() / size.height());
    figure.paint(painter, size, FigureStyle::onPaper());
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray pdfOf(const Figure& figure) {
    constexpr double pointsPerInch = 72;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(int(unitsPerInch));
    writer.setPageSize(
        QPageSize(figure.paperSize() * (pointsPerInch / unitsPerInch), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(figure.title());
    writer.setCreator(QStringLiteral("IICnet Studio"));
    QPainter painter(&writer);
    figure.paint(painter, figure.paperSize(), FigureStyle::onPaper());
    painter.end();
    return bytes;
}

std::string endingOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.extension().string()).toLower().toStdString();
}

} // namespace

QByteArray svgOf(const Figure& figure, const FigureStyle& style) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(int(unitsPerInch));
    generator.setSize(figure.paperSize().toSize());
    generator.setViewBox(QRectF(QPointF(), figure.paperSize()));
    generator.setTitle(figure.title());
    QPainter painter(&generator);
    figure.paint(painter, figure.paperSize(), style);
    painter.end();
    return bytes;
}

Result<void> saveFigure(const Figure& figure, const std::filesystem::path& path) {
    const std::string ending = endingOf(path);
    if (ending == ".csv")
        return writeTable(path, figure.numbers(), TableFormat::Csv);
    QByteArray bytes;
    if (ending == ".png")
        bytes = pngOf(figure);
    else if (ending == ".svg")
        bytes = svgOf(figure);
    else if (ending == ".pdf")
        bytes = pdfOf(figure);
    else
        return fail(ErrorCode::BadOption, path.string(), "is no kind of file that a figure is saved as",
                    ".png, .svg, .pdf or .csv expected, \"" + ending + "\" found");
    if (bytes.isEmpty())
        return fail(ErrorCode::Internal, path.string(), "could not be drawn");
    return writeTextFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace iic::ui
