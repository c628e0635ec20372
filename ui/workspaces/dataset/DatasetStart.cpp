#include "workspaces/dataset/DatasetStart.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace iic::ui {

DatasetStart::DatasetStart(const QString& title, const QString& what, QWidget* parent) : QWidget(parent), ways_(new QGridLayout) {
    auto* heading = new QLabel(title);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    heading->setFont(large);
    auto* words = new QLabel(what);
    words->setWordWrap(true);
    words->setProperty("muted", true);
    ways_->setHorizontalSpacing(16);
    ways_->setVerticalSpacing(10);
    ways_->setColumnStretch(1, 1);

    auto* card = new QWidget;
    card->setMaximumWidth(640);
    card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(card);
    column->setSpacing(14);
    column->addWidget(heading);
    column->addWidget(words);
    column->addSpacing(6);
    column->addLayout(ways_);
    auto* layout = new QGridLayout(this);
    layout->setRowStretch(0, 1);
    layout->setRowStretch(2, 2);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 100);
    layout->setColumnStretch(2, 1);
    layout->addWidget(card, 1, 1); // an alignment would give it the height of words on a wider line
}

void DatasetStart::setActions(const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->text());
        button->setAutoDefault(false);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleDescription(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        auto* words = new QLabel(action->toolTip());
        words->setWordWrap(true);
        words->setProperty("muted", true);
        words->setMinimumWidth(360);
        const int row = ways_->rowCount();
        ways_->addWidget(button, row, 0);
        ways_->addWidget(words, row, 1);
    }
}

} // namespace iic::ui
