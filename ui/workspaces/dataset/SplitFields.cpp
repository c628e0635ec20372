#include "workspaces/dataset/SplitFields.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QStyle>

namespace iic::ui {

namespace {

QString meaningOf(SplitRule rule) {
    switch (rule) {
    case SplitRule::Blocks:
        return SplitFields::tr("Whole blocks of sky go to one split, and what would overlap another split's is left out: the "
                               "score on the test split is one on sky that was never seen.");
    case SplitRule::Random:
        return SplitFields::tr("Leaks: cutouts of different splits may overlap on the sky, so that scores on the test split are "
                               "too good. As in the paper.");
    case SplitRule::Given: break;
    case SplitRule::None: return SplitFields::tr("All are left out until the dataset is split.");
    }
    return {};
}

} // namespace

SplitFields::SplitFields(OptionsDialog& dialog, QFormLayout* form, const SplitOptions& first, Offered offered)
    : QObject(&dialog),
      dialog_(dialog),
      rule_(new QComboBox),
      block_(new NumberField(NumberField::Kind::Real, 0.5, 3600)),
      seed_(seedField(first.seed)),
      meaning_(OptionsDialog::explanation({})) {
    rule_->setObjectName(QStringLiteral("splitRule"));
    block_->setObjectName(QStringLiteral("blockSize"));
    seed_->setObjectName(QStringLiteral("splitSeed"));
    meaning_->setObjectName(QStringLiteral("splitMeaning"));
    if (offered.blocks)
        rule_->addItem(tr("8:1:1 over blocks of sky"), int(SplitRule::Blocks));
    rule_->addItem(tr("8:1:1 at random"), int(SplitRule::Random));
    if (offered.none)
        rule_->addItem(tr("None yet"), int(SplitRule::None));
    rule_->setCurrentIndex(std::max(0, rule_->findData(int(first.rule))));
    block_->allowEmpty(tr("the size that keeps most"), 0);
    if (first.blockArcmin > 0)
        block_->setValue(first.blockArcmin);

    dialog.addField(form, tr("S&plit:"), rule_);
    form->addRow(QString(), meaning_);
    if (offered.blocks)
        dialog.addField(form, tr("Bl&ocks, arcmin:"), block_, [this] { return block_->check(); });
    else
        block_->setParent(&dialog);
    block_->setVisible(offered.blocks);
    dialog.addField(form, tr("See&d:"), seed_, [this] { return seed_->check(); });
    connect(rule_, &QComboBox::currentIndexChanged, this, &SplitFields::showRule);
    connect(block_, &QLineEdit::textChanged, &dialog, &OptionsDialog::recheck);
    connect(seed_, &QLineEdit::textChanged, &dialog, &OptionsDialog::recheck);
    showRule();
}

SplitRule SplitFields::rule() const { return static_cast<SplitRule>(rule_->currentData().toInt()); }

void SplitFields::showRule() {
    meaning_->setText(meaningOf(rule()));
    meaning_->setProperty("problem", rule() == SplitRule::Random);
    meaning_->style()->unpolish(meaning_);
    meaning_->style()->polish(meaning_);
    block_->setEnabled(rule() == SplitRule::Blocks);
    seed_->setEnabled(rule() != SplitRule::None);
    dialog_.recheck();
}

SplitOptions SplitFields::options() const {
    SplitOptions options;
    options.rule = rule();
    options.seed = seed_->whole().value_or(options.seed);
    options.blockArcmin = rule() == SplitRule::Blocks ? block_->value().value_or(0) : 0;
    return options;
}

} // namespace iic::ui
