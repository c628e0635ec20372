#include "workspaces/explain/SourceHead.h"

#include "plots/FigureStyle.h"
#include "widgets/ClassBadge.h"
#include "widgets/ClassStyle.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int pictureSide = 52, gap = 6, roomOfWords = 110;

std::size_t bestClass(const ExplainedSource& source) {
    const auto& probabilities = source.explanation.probabilities;
    return static_cast<std::size_t>(std::ranges::max_element(probabilities) - probabilities.begin());
}

QString probabilityOf(const ExplainedSource& source) {
    return QLocale().toString(double(source.explanation.probabilities[bestClass(source)]), 'f', 3);
}

} // namespace

SourceHead::SourceHead(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void SourceHead::setSource(SharedExplanation source) {
    source_ = std::move(source);
    if (source_) {
        setAccessibleName(source_->name);
        setAccessibleDescription(
            QStringLiteral("%1 %2").arg(figureClassText(static_cast<SourceClass>(bestClass(*source_))), probabilityOf(*source_)));
        setToolTip(tr("%1: what the network is given, and where its decision comes from (Grad-CAM)").arg(source_->name));
    }
    update();
}

QSize SourceHead::sizeHint() const { return {2 * (pictureSide + gap) + roomOfWords, pictureSide + 2 * gap}; }

/// Where there is little room, the words go below the pictures' end and are cut.
QSize SourceHead::minimumSizeHint() const { return {pictureSide + 2 * gap, sizeHint().height()}; }

void SourceHead::paintEvent(QPaintEvent*) {
    if (!source_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const std::size_t best = bestClass(*source_);
    QRect picture(gap, gap, pictureSide, pictureSide);
    painter.drawImage(picture, source_->decision[best]);
    if (width() >= sizeHint().width()) {
        picture.translate(pictureSide + gap, 0);
        painter.drawImage(picture, source_->picture);
    }
    const QRect words = rect().adjusted(picture.right() + 1 + gap, gap, -gap, -gap);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(source_->name, Qt::ElideMiddle, words.width()));
    const QString name = figureClassText(static_cast<SourceClass>(best));
    const QSize badge = classBadgeSize(font(), name);
    const QRect box(words.left(), words.bottom() + 1 - badge.height(), std::min(badge.width(), words.width()), badge.height());
    paintClassBadge(painter, box, font(), name, classColour(static_cast<SourceClass>(best)));
    painter.drawText(QRect(box.right() + 7, box.top(), words.right() - box.right() - 6, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, probabilityOf(*source_));
}

} // namespace iic::ui
