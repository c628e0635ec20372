#include "workspaces/evaluate/EvaluationBar.h"

#include "metrics/Calibration.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetDocument.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/evaluate/PriorsDialog.h"
#include "workspaces/evaluate/RunJudge.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace iic::ui {

EvaluationBar::EvaluationBar(EvaluationDocument& document, DatasetDocument& dataset, RunJudge& judge, QWidget* parent)
    : QWidget(parent),
      document_(document),
      dataset_(dataset),
      judge_(judge),
      network_(new NetworkBox),
      split_(new QComboBox),
      go_(new QPushButton),
      calibrated_(new QCheckBox),
      priors_(makePriorsButton()),
      other_(new NetworkBox(tr("No other run"))),
      report_(new QPushButton(tr("Report…"))),
      warnings_(new QLabel) {
    network_->setObjectName(QStringLiteral("evaluatedNetwork"));
    network_->setAccessibleName(tr("Network to evaluate"));
    split_->setObjectName(QStringLiteral("evaluatedSplit"));
    split_->setAccessibleName(tr("Split to evaluate on"));
    go_->setObjectName(QStringLiteral("evaluate"));
    go_->setDefault(true);
    calibrated_->setObjectName(QStringLiteral("calibrated"));
    calibrated_->setToolTip(tr("Divide the logits by the temperature with which the validation split is likeliest"));
    other_->setObjectName(QStringLiteral("comparedNetwork"));
    other_->setAccessibleName(tr("Network to compare with"));
    report_->setObjectName(QStringLiteral("evaluationReport"));
    report_->setAutoDefault(false);
    report_->setToolTip(tr("Save a report of the run, with its settings, its plots and these class frequencies"));
    connect(report_, &QPushButton::clicked, this, &EvaluationBar::reportWanted);
    warnings_->setObjectName(QStringLiteral("leakageWarnings"));
    warnings_->setProperty("problem", true);
    warnings_->setTextFormat(Qt::PlainText);
    warnings_->setWordWrap(true);
    warnings_->setContentsMargins(10, 0, 10, 6);

    arrange();

    calibrated_->setChecked(settings::evaluationCalibrated.read());
    document_.setCalibrated(calibrated_->isChecked());
    connect(go_, &QPushButton::clicked, this, [this] { judge_.isJudging() ? judge_.cancel() : this->judge(); });
    connect(calibrated_, &QCheckBox::toggled, this, &EvaluationBar::setCalibrated);
    connect(network_, &NetworkBox::picked, this, &EvaluationBar::showState);
    connect(other_, &NetworkBox::picked, this, &EvaluationBar::compare);
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &EvaluationBar::showSplits);
    connect(&judge_, &RunJudge::changed, this, &EvaluationBar::showState);
    for (const auto signal :
         {&EvaluationDocument::judgementChanged, &EvaluationDocument::adjustmentChanged, &EvaluationDocument::comparisonChanged})
        connect(&document_, signal, this, &EvaluationBar::showState);
    connect(&document_, &EvaluationDocument::judgementChanged, this, [this] { setCalibrated(calibrated_->isChecked()); });
    showSplits();
}

void EvaluationBar::arrange() {
    auto* line = new QHBoxLayout;
    line->setContentsMargins(10, 6, 10, 6);
    line->setSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(network_), static_cast<QWidget*>(split_), static_cast<QWidget*>(go_)})
        line->addWidget(widget);
    line->addStretch(1);
    for (QWidget* widget : {static_cast<QWidget*>(calibrated_), static_cast<QWidget*>(priors_)})
        line->addWidget(widget);
    auto* beside = new QLabel(tr("Compare with"));
    beside->setProperty("muted", true);
    line->addWidget(beside);
    line->addWidget(other_);
    line->addWidget(report_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(warnings_);
}

QToolButton* EvaluationBar::makePriorsButton() {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("priors"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolTip(tr("How frequent the classes are where the network is to be used"));
    auto* menu = new QMenu(button);
    menu->addAction(tr("&As in the split"), this, [this] { document_.setPriors(std::nullopt); });
    menu->addAction(tr("The &sky of a tile: 150 quasars in 41,000"), this, [this] { document_.setPriors(tileSources); });
    menu->addAction(tr("&Own numbers…"), this, &EvaluationBar::askPriors);
    button->setMenu(menu);
    return button;
}

void EvaluationBar::askPriors() {
    auto* dialog = new PriorsDialog(document_.priors().value_or(tileSources), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { document_.setPriors(dialog->priors()); });
    dialog->open();
}

void EvaluationBar::setNetworks(const std::vector<KnownNetwork>& networks) {
    network_->setNetworks(networks);
    other_->setNetworks(networks);
    showState();
}

void EvaluationBar::judge() {
    if (!network_->chosen().empty())
        judge_.judge(network_->chosen(), static_cast<DatasetSplit>(split_->currentData().toInt()));
}

void EvaluationBar::judge(const std::filesystem::path& model, const std::filesystem::path& other) {
    network_->choose(model);
    judge_.judge(model, static_cast<DatasetSplit>(split_->currentData().toInt()), other);
}

void EvaluationBar::compare() {
    if (other_->chosen().empty())
        document_.setComparison(nullptr);
    else
        judge_.compare(other_->chosen());
}

void EvaluationBar::setCalibrated(bool isCalibrated) {
    settings::evaluationCalibrated.write(isCalibrated);
    document_.setCalibrated(isCalibrated);
    if (isCalibrated)
        judge_.fitTemperature();
}

void EvaluationBar::showSplits() {
    const SharedDataset& open = dataset_.dataset();
    split_->clear();
    std::array<std::size_t, 4> rows{};
    if (open)
        rows = open->summary.total();
    for (const DatasetSplit split : {DatasetSplit::Test, DatasetSplit::Validation, DatasetSplit::Training})
        split_->addItem(tr("%1 split (%L2)").arg(splitText(split)).arg(rows[static_cast<std::size_t>(split)]),
                        static_cast<int>(split));
    showState();
}

QStringList EvaluationBar::warnings() const {
    const SharedJudgement &judged = document_.judgement(), &compared = document_.comparison();
    QStringList warnings;
    if (judged && judged->isOutdated())
        warnings << tr("The weights of %1 were written again after this evaluation, which is of those before. Evaluate again to "
                       "see what the present ones say.")
                        .arg(judged->name);
    if (compared && compared->isOutdated())
        warnings << tr("The weights of %1 were written again after this comparison, which is with those before. Choose it again "
                       "to compare with the present ones.")
                        .arg(compared->name);
    return judged ? warnings + judged->warnings : warnings;
}

QString EvaluationBar::calibrationText() const {
    const auto& temperature = document_.fittedTemperature();
    if (!temperature)
        return tr("Calibrated");
    const QString number = QLocale().toString(*temperature, 'f', 2);
    return isAtLimitOfFit(*temperature) ? tr("Calibrated, T = %1 (limit)").arg(number) : tr("Calibrated, T = %1").arg(number);
}

void EvaluationBar::showState() {
    const bool isJudging = judge_.isJudging();
    if (!isJudging)
        other_->choose(document_.comparison() ? document_.comparison()->model : std::filesystem::path());
    go_->setText(isJudging ? tr("Stop") : tr("Evaluate"));
    go_->setEnabled(isJudging || (dataset_.dataset() && !network_->chosen().empty()));
    network_->setEnabled(!isJudging);
    split_->setEnabled(!isJudging);
    other_->setEnabled(!isJudging && document_.judgement());
    report_->setEnabled(document_.judgement() && document_.judgement()->run);
    calibrated_->setText(calibrationText());
    priors_->setText(!document_.priors()                 ? tr("Classes as in the split")
                     : document_.priors() == tileSources ? tr("Classes as on the sky")
                                                         : tr("Classes by own numbers"));
    const QStringList warnings = this->warnings();
    warnings_->setText(warnings.join(QLatin1Char('\n')));
    warnings_->setVisible(!warnings.isEmpty());
}

} // namespace iic::ui
