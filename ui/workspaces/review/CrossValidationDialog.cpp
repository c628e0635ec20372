#include "workspaces/review/CrossValidationDialog.h"

#include "workspaces/train/ProgressView.h"

#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int mostFolds = 20, mostEpochs = 100'000;

QSpinBox* numberField(const QString& name, const QString& about, int least, int most, int value) {
    auto* field = new QSpinBox;
    field->setObjectName(name);
    field->setToolTip(about);
    field->setRange(least, most);
    field->setValue(value);
    return field;
}

} // namespace

CrossValidationDialog::CrossValidationDialog(const CrossValidator& validator, QWidget* parent)
    : OptionsDialog(tr("Doubt the labels of the training split"), tr("Begin"), parent), validator_(validator) {
    const CrossValidator::Plan proposed = validator_.proposedPlan();
    folds_ =
        numberField(QStringLiteral("folds"), tr("Into so many the training sources are dealt"), 2, mostFolds, proposed.folds);
    epochs_ = numberField(QStringLiteral("foldEpochs"),
                          tr("Each network learns so long; the best one by the validation split is asked"), 1, mostEpochs,
                          proposed.epochs);
    const QString recipe = validator_.recipeName();
    body()->addWidget(
        explanation(tr("The sources of each part are judged by a network that has learned from the other parts alone, %1. "
                       "What it finds unlikely may be labelled wrongly.")
                        .arg(recipe.isEmpty() ? tr("by the paper's recipe") : tr("as %1 did").arg(recipe))));
    QFormLayout* form = addGroup(tr("Networks"), body());
    addField(form, tr("&Parts"), folds_);
    addField(form, tr("&Epochs"), epochs_);
    cost_ = explanation({});
    cost_->setObjectName(QStringLiteral("crossValidationCost"));
    body()->addWidget(cost_);
    body()->addStretch(1);
    for (QSpinBox* field : {folds_, epochs_})
        connect(field, &QSpinBox::valueChanged, this, &CrossValidationDialog::showCost);
    showCost();
    resize(460, 0);
}

CrossValidator::Plan CrossValidationDialog::plan() const { return {folds_->value(), epochs_->value()}; }

void CrossValidationDialog::showCost() {
    const std::optional<double> seconds = validator_.expectedSeconds(plan());
    cost_->setText(
        seconds
            ? tr("About %1, as fast as %2 learned. It can be stopped, and goes on when it is begun again with the same parts, epochs "
                 "and labels.")
                  .arg(durationText(*seconds), validator_.recipeName())
            : tr("It can be stopped, and goes on when it is begun again with the same parts, epochs and labels."));
    recheck();
}

} // namespace iic::ui
