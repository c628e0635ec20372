#include "workspaces/train/ClassWeightsField.h"

#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

ClassWeightsField::ClassWeightsField(QWidget* parent) : QWidget(parent), choice_(new QComboBox), own_(new QLineEdit) {
    choice_->setObjectName(QStringLiteral("classWeights"));
    choice_->addItems({tr("all alike"), tr("balanced by their numbers"), tr("own")});
    choice_->setAccessibleName(tr("Class weights"));
    own_->setObjectName(QStringLiteral("ownClassWeights"));
    own_->setPlaceholderText(tr("three numbers, e.g. 1 1 2"));
    own_->setAccessibleName(tr("Weights of the classes, in the order of the dataset"));
    own_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(choice_);
    layout->addWidget(own_);
    setFocusProxy(choice_);
    connect(choice_, &QComboBox::currentIndexChanged, this, [this] {
        own_->setVisible(choice() == Choice::Own);
        Q_EMIT changed();
    });
    connect(own_, &QLineEdit::textChanged, this, &ClassWeightsField::changed);
}

ClassWeightsField::Choice ClassWeightsField::choice() const { return static_cast<Choice>(choice_->currentIndex()); }

void ClassWeightsField::setWeights(bool areBalanced, const std::vector<double>& own) {
    QStringList texts;
    for (const double weight : own)
        texts << QLocale::c().toString(weight, 'g', 6);
    own_->setText(texts.join(QLatin1Char(' ')));
    choice_->setCurrentIndex(static_cast<int>(areBalanced ? Choice::Balanced : own.empty() ? Choice::Alike : Choice::Own));
}

bool ClassWeightsField::areBalanced() const { return choice() == Choice::Balanced; }

std::vector<double> ClassWeightsField::own() const { return choice() == Choice::Own ? typed() : std::vector<double>(); }

std::vector<double> ClassWeightsField::typed() const {
    static const QRegularExpression gap(QStringLiteral("[\\s;]+"));
    std::vector<double> weights;
    for (const QString& word : own_->text().split(gap, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        weights.push_back(QLocale::c().toDouble(word, &isNumber));
        if (!isNumber)
            return {};
    }
    return weights;
}

FieldState ClassWeightsField::check() const {
    if (choice() != Choice::Own)
        return {};
    const std::vector<double> weights = typed();
    const auto isGood = [](double weight) { return weight > 0 && weight <= 1e6; };
    return weights.size() == 3 && std::ranges::all_of(weights, isGood)
               ? FieldState{}
               : FieldState::wrong(tr("Three numbers above 0 are wanted, one a class, with blanks between."));
}

} // namespace iic::ui
