#include "workspaces/review/CorrectionsPanel.h"

#include "widgets/PanelHeader.h"
#include "workspaces/review/Retraining.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace iic::ui {

namespace {

QLabel* line(const QString& name) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

CorrectionsPanel::CorrectionsPanel(Retraining& retraining, QWidget* parent)
    : QWidget(parent),
      retraining_(retraining),
      text_(line(QStringLiteral("corrections"))),
      state_(line(QStringLiteral("retrainingState"))),
      retrain_(new QPushButton(tr("&Retrain with corrections"))),
      compare_(new QPushButton) {
    retrain_->setObjectName(QStringLiteral("retrain"));
    retrain_->setToolTip(
        tr("Train the run under review once more, with your labels in the place of the dataset's and nothing else changed"));
    compare_->setObjectName(QStringLiteral("compareRetrained"));
    compare_->setToolTip(tr("Evaluate both runs on the same sources: how the matrix changes, and which sources flipped"));
    state_->setProperty("muted", true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(retrain_);
    buttons->addWidget(compare_);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Corrections")), {}));
    auto* body = new QVBoxLayout;
    body->setContentsMargins(10, 8, 10, 10);
    body->setSpacing(6);
    body->addWidget(text_);
    body->addWidget(state_);
    body->addLayout(buttons);
    layout->addLayout(body);
    connect(retrain_, &QPushButton::clicked, &retraining_, &Retraining::start);
    connect(compare_, &QPushButton::clicked, this, &CorrectionsPanel::comparisonWanted);
    connect(&retraining_, &Retraining::changed, this, &CorrectionsPanel::show);
    show();
}

QString CorrectionsPanel::countText() const {
    const Retraining::Count& count = retraining_.count();
    QStringList parts;
    if (count.corrected > 0)
        parts << tr("%Ln label(s) corrected", nullptr, static_cast<int>(count.corrected));
    if (count.leftOut > 0)
        parts << tr("%Ln source(s) left out", nullptr, static_cast<int>(count.leftOut));
    if (count.ofTest > 0)
        parts << tr("%Ln of the test split", nullptr, static_cast<int>(count.ofTest));
    return parts.isEmpty()
               ? tr("Where the dataset's class is wrong, label the source: S star, G galaxy, Q quasar; U unsure or X artefact to leave it out.")
               : parts.join(QStringLiteral(" · "));
}

void CorrectionsPanel::show() {
    const QString reason = retraining_.whyNot();
    const Retraining::Pair* done = retraining_.done();
    const Retraining::Count& count = retraining_.count();
    const bool hasAny = count.corrected + count.leftOut + count.ofTest > 0;
    text_->setText(countText());
    state_->setText(retraining_.isUpToDate() && !retraining_.isUnderWay() ? tr("%1 has learned with them.").arg(done->corrected)
                                                                          : reason);
    state_->setVisible(hasAny && !state_->text().isEmpty());
    retrain_->setEnabled(reason.isEmpty());
    compare_->setVisible(done != nullptr);
    if (done)
        compare_->setText(tr("&Compare with %1").arg(done->original));
}

} // namespace iic::ui
