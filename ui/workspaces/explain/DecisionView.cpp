#include "workspaces/explain/DecisionView.h"

#include "plots/FigureStyle.h"
#include "widgets/ClassBadge.h"
#include "widgets/ClassStyle.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace iic::ui {

namespace {

constexpr int gap = 12, largest = 150, smallest = 60, usualWidth = 440;

QString probabilityText(float probability) { return QLocale().toString(double(probability), 'f', 4); }

} // namespace

DecisionView::DecisionView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumWidth(3 * smallest + 2 * gap);
    setAccessibleName(tr("Where the decision comes from"));
}

void DecisionView::setDecision(const std::array<QImage, 3>& pictures, const std::array<float, 3>& probabilities) {
    pictures_ = pictures;
    probabilities_ = probabilities;
    QStringList parts;
    const QStringList names = sourceClassTexts();
    for (std::size_t k = 0; k < pictures_.size(); ++k)
        parts << names[static_cast<qsizetype>(k)] + QLatin1Char(' ') + probabilityText(probabilities_[k]);
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
    update();
}

int DecisionView::pictureSide(int width) const { return std::clamp((width - 2 * gap) / 3, smallest, largest); }

int DecisionView::captionHeight() const { return classBadgeSize(font(), QStringLiteral("galaxy")).height() + 10; }

int DecisionView::heightForWidth(int width) const { return pictureSide(width) + captionHeight(); }

QSize DecisionView::sizeHint() const { return {usualWidth, heightForWidth(usualWidth)}; }

void DecisionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int side = pictureSide(width());
    const QStringList names = sourceClassTexts();
    for (int k = 0; k < 3; ++k) {
        const auto at = static_cast<std::size_t>(k);
        const QRect picture(k * (side + gap), 0, side, side);
        painter.drawImage(picture, pictures_[at]);
        const QSize badge = classBadgeSize(font(), names[k]);
        const QString probability = probabilityText(probabilities_[at]);
        const int width = badge.width() + 6 + fontMetrics().horizontalAdvance(probability);
        const QPoint corner(picture.center().x() - width / 2, picture.bottom() + 7);
        paintClassBadge(painter, QRect(corner, badge), font(), names[k], classColour(static_cast<SourceClass>(k)));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(corner.x() + badge.width() + 6, corner.y(), width, badge.height()), Qt::AlignVCenter, probability);
    }
}

} // namespace iic::ui
