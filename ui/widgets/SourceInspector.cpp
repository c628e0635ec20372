#include "widgets/SourceInspector.h"

#include "models/PlainText.h"
#include "widgets/CutoutPictures.h"
#include "widgets/ProbabilityBars.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

QString nameOf(Band band) { return QLatin1String(bandName(band).data()); }

QLabel* plainLabel(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText); // what a file says is not markup
    return label;
}

QLabel* mutedLabel(const QString& text = {}) {
    auto* label = plainLabel(text);
    label->setProperty("muted", true);
    return label;
}

QLabel* selectable(QLabel* label) {
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

QString magnitudeText(const InspectedSource& source, Band band) {
    const auto which = static_cast<std::size_t>(index(band));
    const double magnitude = source.magnitude[which];
    if (!std::isfinite(magnitude))
        return {};
    const double error = source.magnitudeError[which];
    const QString value = QString::number(magnitude, 'f', 3);
    if (source.upperLimit[which])
        return SourceInspector::tr("%1 > %2").arg(nameOf(band), value);
    return std::isfinite(error) ? SourceInspector::tr("%1 %2 ± %3").arg(nameOf(band), value, QString::number(error, 'f', 3))
                                : SourceInspector::tr("%1 %2").arg(nameOf(band), value);
}

/// Nothing where a band is missing or only a limit.
std::optional<QPointF> colourOf(const InspectedSource& source) {
    const auto& m = source.magnitude;
    if (source.upperLimit[0] || source.upperLimit[1] || source.upperLimit[2] || !std::isfinite(m[0] + m[1] + m[2]))
        return std::nullopt;
    return QPointF(m[1] - m[2], m[0] - m[1]);
}

/// Two bands a line, each kept whole.
QString inPairs(const QStringList& parts) {
    QStringList lines;
    for (qsizetype i = 0; i < parts.size(); i += 2)
        lines << parts.mid(i, 2).join(QStringLiteral("     ")).replace(QLatin1Char(' '), QChar(QChar::Nbsp));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

SourceInspector::SourceInspector(QWidget* parent)
    : QWidget(parent),
      content_(new QWidget),
      nothing_(mutedLabel(tr("Choose a source to see it here."))),
      name_(selectable(plainLabel())),
      place_(selectable(mutedLabel())),
      pictures_(new CutoutPictures),
      model_(mutedLabel()),
      bars_(new ProbabilityBars),
      status_(selectable(mutedLabel())),
      labelTitle_(mutedLabel(tr("Your label"))),
      plotTitle_(mutedLabel(tr("Colour–colour"))),
      plot_(new ColourColourPlot),
      photometry_(selectable(mutedLabel())) {
    QFont heading = font();
    heading.setBold(true);
    heading.setPointSizeF(heading.pointSizeF() * 1.15);
    name_->setFont(heading);
    name_->setObjectName(QStringLiteral("sourceName"));
    labelTitle_->setObjectName(QStringLiteral("labelTitle"));
    status_->setObjectName(QStringLiteral("sourceStatus"));
    photometry_->setObjectName(QStringLiteral("sourcePhotometry"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    model_->setAlignment(Qt::AlignRight);
    plot_->setMinimumHeight(150);
    plot_->setMaximumHeight(260);
    plot_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);

    auto* prediction = new QHBoxLayout;
    prediction->addWidget(mutedLabel(tr("Prediction")));
    prediction->addWidget(model_, 1);
    auto* labels = new QHBoxLayout;
    labels->setSpacing(5);
    addLabelButtons(*labels);

    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(name_);
    column->addWidget(place_);
    column->addSpacing(6);
    column->addWidget(pictures_);
    column->addSpacing(10);
    column->addLayout(prediction);
    column->addWidget(bars_);
    column->addWidget(status_);
    column->addSpacing(10);
    column->addWidget(labelTitle_);
    column->addLayout(labels);
    column->addSpacing(10);
    column->addWidget(plotTitle_);
    column->addWidget(plot_, 1);
    column->addSpacing(6);
    column->addWidget(photometry_);
    column->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(nothing_);
    layout->addWidget(content_);
    connect(plot_, &ColourColourPlot::pointPicked, this, &SourceInspector::pointPicked);
    connect(plot_, &ColourColourPlot::outlineDrawn, this, &SourceInspector::outlineDrawn);
    clear();
}

void SourceInspector::addLabelButtons(QHBoxLayout& row) {
    const auto add = [&](UserLabel label, const QString& text, const QString& name) {
        auto* button = new QPushButton(text);
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setAccessibleName(tr("Label as %1").arg(name));
        button->setToolTip(button->accessibleName());
        button->setObjectName(QStringLiteral("label-") + QLatin1String(labelName(label).data()));
        connect(button, &QPushButton::clicked, this,
                [this, label](bool isChecked) { Q_EMIT labelRequested(isChecked ? label : UserLabel::None); });
        labels_[label] = button;
        row.addWidget(button);
    };
    add(UserLabel::Star, tr("S  Star"), tr("star"));
    add(UserLabel::Galaxy, tr("G  Galaxy"), tr("galaxy"));
    add(UserLabel::Quasar, tr("Q  Quasar"), tr("quasar"));
    add(UserLabel::Unsure, tr("U  Unsure"), tr("unsure"));
    add(UserLabel::Artefact, tr("X"), tr("artefact"));
    row.addStretch();
}

void SourceInspector::setSource(const InspectedSource& source, const QString& place) {
    content_->show();
    nothing_->hide();
    setAccessibleDescription(place);
    name_->setText(source.name);
    QStringList where;
    if (std::isfinite(source.position.rightAscension))
        where << QString::fromStdString(sexagesimal(source.position));
    if (!source.tileId.isEmpty())
        where << tr("tile %1").arg(source.tileId);
    place_->setText(where.join(QStringLiteral("   ")));
    place_->setVisible(!where.isEmpty());
    showPictures(source);
    showPrediction(source);
    showLabel(source);
    plot_->setSelected(colourOf(source));
    for (QWidget* part : {static_cast<QWidget*>(plotTitle_), static_cast<QWidget*>(plot_)})
        part->setVisible(source.planeNames.isEmpty());

    QStringList measured;
    for (Band band : allBands)
        if (const QString text = magnitudeText(source, band); !text.isEmpty())
            measured << text;
    QStringList lines;
    if (!measured.isEmpty())
        lines << inPairs(measured);
    if (!source.flags.isEmpty())
        lines << source.flags;
    photometry_->setText(lines.join(QLatin1Char('\n')));
}

void SourceInspector::showPictures(const InspectedSource& source) {
    std::array<QString, bandCount> captions;
    for (Band band : allBands) {
        const auto which = static_cast<std::size_t>(iic::index(band));
        const double ratio = source.signalToNoise[which];
        if (!source.planeNames.isEmpty())
            captions[which] = source.planeNames.value(iic::index(band));
        else if (std::isfinite(ratio))
            captions[which] = tr("%1 · SNR %2").arg(nameOf(band)).arg(ratio, 0, 'f', 1);
        else
            captions[which] = nameOf(band);
    }
    const QSize size = source.modelInput.size();
    pictures_->setPictures(source.modelInput, source.bands, source.pictureFault);
    pictures_->setCaptions(source.modelInput.isNull() ? tr("Model input")
                                                      : tr("Model input · %1 × %2").arg(size.width()).arg(size.height()),
                           captions);
}

void SourceInspector::showPrediction(const InspectedSource& source) {
    model_->setText(source.modelName.isEmpty() ? QString() : tr("IICnet · %1").arg(source.modelName));
    model_->setToolTip(plainToolTip(source.modelOrigin));
    bars_->setProbabilities(source.probabilities);
    QStringList notes;
    if (!source.status.isEmpty())
        notes << source.status;
    if (!source.modelOrigin.isEmpty())
        notes << source.modelOrigin;
    status_->setText(notes.join(QStringLiteral(" · ")));
    status_->setVisible(!notes.isEmpty());
}

void SourceInspector::showLabel(const InspectedSource& source) {
    labelTitle_->setText(source.labelState.isEmpty() ? tr("Your label") : tr("Your label · %1").arg(source.labelState));
    for (const auto& [which, button] : labels_)
        button->setChecked(which == source.label);
}

void SourceInspector::clear() {
    content_->hide();
    nothing_->show();
    setAccessibleDescription(tr("No source is selected"));
    plot_->setSelected(std::nullopt);
}

void SourceInspector::setPopulation(DiagramPoints points) { plot_->setPoints(std::move(points)); }

void SourceInspector::setOutlinesOn(bool areOn) { plot_->setOutlinesOn(areOn); }

} // namespace iic::ui
