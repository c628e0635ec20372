#include "widgets/ProbabilityBars.h"

#include "models/SourceTableModel.h"
#include "widgets/ClassStyle.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr int barSteps = 10'000; // as many as the digits shown

/// Flat, in the colour of its class; what is not zero is at least a sliver.
class ClassBar : public QProgressBar {
  public:
    explicit ClassBar(const QColor& colour) : colour_(colour) {
        setRange(0, barSteps);
        setTextVisible(false);
        setFixedHeight(10);
        setMinimumWidth(60);
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Button));
        painter.drawRoundedRect(rect(), 2, 2);
        if (value() <= 0)
            return;
        painter.setBrush(colour_);
        painter.drawRoundedRect(QRectF(0, 0, std::max(1.5, double(width()) * value() / barSteps), height()), 2, 2);
    }

  private:
    QColor colour_;
};

} // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent) : QWidget(parent) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(3);
    layout->setColumnStretch(2, 1);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto sourceClass = static_cast<SourceClass>(i);
        auto* sign = new QLabel;
        sign->setPixmap(classMarker(sourceClass, 10, devicePixelRatioF()));
        const QString name = classText(sourceClass);
        rows_[i] = {new QLabel(name), new ClassBar(classColour(sourceClass)), new QLabel};
        rows_[i].bar->setObjectName(QLatin1String(className(sourceClass).data()));
        rows_[i].bar->setAccessibleName(tr("Probability of %1").arg(name));
        rows_[i].value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        rows_[i].value->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 4);
        const int row = static_cast<int>(i);
        layout->addWidget(sign, row, 0);
        layout->addWidget(rows_[i].name, row, 1);
        layout->addWidget(rows_[i].bar, row, 2);
        layout->addWidget(rows_[i].value, row, 3);
    }
    setProbabilities(std::nullopt);
}

void ProbabilityBars::setProbabilities(const std::optional<std::array<float, 3>>& probabilities) {
    const std::size_t likeliest =
        probabilities
            ? static_cast<std::size_t>(std::max_element(probabilities->begin(), probabilities->end()) - probabilities->begin())
            : rows_.size();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const bool isKnown = probabilities && std::isfinite((*probabilities)[i]);
        const double value = isKnown ? std::clamp(double((*probabilities)[i]), 0.0, 1.0) : 0.0;
        const QString text = isKnown ? QString::number(value, 'f', 4) : QStringLiteral("—");
        rows_[i].bar->setValue(static_cast<int>(std::lround(value * barSteps)));
        rows_[i].bar->update(); // a bar drawn by its own hand does not learn from Qt that it is out of date
        rows_[i].bar->setAccessibleDescription(isKnown ? text : tr("not classified"));
        rows_[i].value->setText(text);
        for (QLabel* label : {rows_[i].name, rows_[i].value}) {
            QFont font = label->font();
            font.setBold(i == likeliest);
            label->setFont(font);
        }
    }
}

} // namespace iic::ui
