#include "workspaces/dataset/PathField.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

namespace iic::ui {

namespace {

QStringList localFiles(const QMimeData& data) {
    QStringList files;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    return files;
}

class FileDrops : public QObject {
  public:
    FileDrops(QWidget* target, std::function<void(const QStringList&)> take) : QObject(target), take_(std::move(take)) {
        target->setAcceptDrops(true);
        target->installEventFilter(this);
    }

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove && event->type() != QEvent::Drop)
            return false;
        auto* drop = static_cast<QDropEvent*>(event); // what enters and moves is one too
        const QStringList files = localFiles(*drop->mimeData());
        if (files.isEmpty())
            return false;
        drop->acceptProposedAction();
        if (event->type() == QEvent::Drop)
            take_(files);
        return true;
    }

  private:
    std::function<void(const QStringList&)> take_;
};

} // namespace

void acceptFileDrops(QWidget* target, std::function<void(const QStringList&)> take) { new FileDrops(target, std::move(take)); }

PathField::PathField(Kind kind, const QString& filter, const Setting<QString>& folder, QWidget* parent)
    : QWidget(parent), kind_(kind), filter_(filter), folder_(folder), edit_(new QLineEdit) {
    edit_->setMinimumWidth(260);
    acceptFileDrops(edit_, [this](const QStringList& files) { setText(files.first()); });
    auto* browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(edit_, 1);
    layout->addWidget(browse);
    setFocusProxy(edit_);
    connect(edit_, &QLineEdit::textChanged, this, &PathField::changed);
    connect(browse, &QPushButton::clicked, this, &PathField::choose);
}

void PathField::setKind(Kind kind, const QString& filter) {
    kind_ = kind;
    filter_ = filter;
}

QString PathField::text() const { return edit_->text().trimmed(); }

void PathField::setText(const QString& text) { edit_->setText(text); }

void PathField::remember() const {
    if (!text().isEmpty())
        folder_.write(QFileInfo(text()).absolutePath());
}

void PathField::choose() {
    const QString start = text().isEmpty() ? folder_.read() : text();
    QString chosen;
    switch (kind_) {
    case Kind::OpenFile: chosen = QFileDialog::getOpenFileName(this, tr("Choose a file"), start, filter_); break;
    case Kind::OpenFolder: chosen = QFileDialog::getExistingDirectory(this, tr("Choose a folder"), start); break;
    case Kind::SaveFile:
        chosen = QFileDialog::getSaveFileName(this, tr("Choose the file to write"), start, filter_, nullptr,
                                              QFileDialog::DontConfirmOverwrite);
        break;
    }
    if (!chosen.isEmpty())
        setText(chosen);
}

} // namespace iic::ui
