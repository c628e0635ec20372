#include "workspaces/dataset/SplitDatasetDialog.h"

#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/dataset/SplitFields.h"

#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

SplitOptions splitNow(const DatasetCard& card) {
    SplitOptions options;
    if (card.split.rule == SplitRule::None)
        return options;
    options.rule = card.split.rule;
    options.seed = card.split.seed;
    return options;
}

} // namespace

SplitDatasetDialog::SplitDatasetDialog(SharedDataset dataset, QWidget* parent)
    : OptionsDialog(tr("Split the dataset again"), tr("Split"), parent),
      dataset_(std::move(dataset)),
      replace_(new QRadioButton(tr("in &its place"))),
      out_(new PathField(PathField::Kind::SaveFile, tr("Datasets (*.h5)"), settings::datasetFolder)) {
    const DatasetCard& card = dataset_->dataset.card();
    body()->addWidget(
        explanation(tr("%1 is split %2.")
                        .arg(toText(dataset_->dataset.path().filename()),
                             card.split.rule == SplitRule::None ? tr("not at all yet") : splitRuleText(card.split))));
    split_ = new SplitFields(*this, addGroup(tr("Split"), body()), splitNow(card), {card.kind == DatasetKind::Sky, false});

    QFormLayout* form = addGroup(tr("Dataset"), body());
    auto* another = new QRadioButton(tr("as another file:"));
    another->setObjectName(QStringLiteral("another"));
    replace_->setObjectName(QStringLiteral("replace"));
    replace_->setToolTip(tr("The file is replaced once the new one is whole"));
    replace_->setChecked(true);
    out_->setObjectName(QStringLiteral("out"));
    out_->setAccessibleName(tr("File"));
    out_->setEnabled(false);
    form->addRow(replace_);
    form->addRow(another);
    form->addRow(out_);
    form->addRow(addReason(out_, [this] { return checkOutputFile(out_->text()); }));
    connect(another, &QRadioButton::toggled, this, [this](bool isAnother) {
        out_->setEnabled(isAnother);
        recheck();
    });
    connect(out_, &PathField::changed, this, &OptionsDialog::recheck);
    body()->addStretch(1);
    resize(520, 0);
}

SplitOptions SplitDatasetDialog::options() const { return split_->options(); }

std::filesystem::path SplitDatasetDialog::out() const {
    return replace_->isChecked() ? dataset_->dataset.path() : toPath(withDatasetEnding(out_->text()));
}

void SplitDatasetDialog::accept() {
    OptionsDialog::accept();
    if (result() == Accepted && !replace_->isChecked())
        out_->remember();
}

} // namespace iic::ui
