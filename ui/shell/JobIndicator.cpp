#include "shell/JobIndicator.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace iic::ui {

JobIndicator::JobIndicator(QWidget* parent)
    : QWidget(parent), text_(new QLabel), bar_(new QProgressBar), cancel_(new QToolButton) {
    text_->setTextFormat(Qt::PlainText);
    bar_->setFixedWidth(120);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress"));
    cancel_->setObjectName(QStringLiteral("cancelJob"));
    cancel_->setText(QStringLiteral("✕"));
    cancel_->setAutoRaise(true);
    cancel_->setToolTip(tr("Cancel"));
    cancel_->setAccessibleName(tr("Cancel"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(text_);
    layout->addWidget(bar_);
    layout->addWidget(cancel_);
    connect(cancel_, &QToolButton::clicked, this, [this] {
        if (jobs_.isEmpty())
            return;
        Job* job = jobs_.last().job;
        job->cancel();
        forget(job); // what the user cancelled leaves the screen at once
    });
    showTop();
}

void JobIndicator::follow(Job* job, const QString& title) {
    jobs_.push_back({job, title});
    connect(job, &Job::progressed, this,
            [this, job](const QString& label, qint64 done, qint64 total) { showProgress(job, label, done, total); });
    connect(job, &Job::ended, this, [this, job] { forget(job); });
    connect(job, &Job::cancelRequested, this, [this, job] { forget(job); });
    showTop();
}

void JobIndicator::forget(Job* job) {
    const auto known = std::find_if(jobs_.begin(), jobs_.end(), [job](const Followed& f) { return f.job == job; });
    if (known == jobs_.end())
        return;
    jobs_.erase(known);
    showTop();
    if (jobs_.isEmpty())
        Q_EMIT becameIdle();
}

void JobIndicator::showTop() {
    const bool busy = !jobs_.isEmpty();
    for (QWidget* widget : {static_cast<QWidget*>(text_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)})
        widget->setVisible(busy);
    if (!busy)
        return;
    text_->setText(jobs_.last().title);
    bar_->setRange(0, 0);
}

void JobIndicator::showProgress(Job* job, const QString&, qint64 done, qint64 total) {
    if (jobs_.isEmpty() || jobs_.last().job != job || total <= 0)
        return;
    constexpr int steps = 1000;
    bar_->setRange(0, steps);
    bar_->setValue(static_cast<int>(std::clamp<qint64>(done * steps / total, 0, steps)));
    text_->setText(tr("%1 · %L2 / %L3").arg(jobs_.last().title).arg(done).arg(total));
}

} // namespace iic::ui
