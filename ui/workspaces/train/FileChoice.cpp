#include "workspaces/train/FileChoice.h"

#include "models/PlainText.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/PathField.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <utility>

namespace iic::ui {

FileChoice::FileChoice(const QString& usual, const QString& filter, const Setting<QString>& folder, QWidget* parent)
    : QPushButton(parent), filter_(filter), usualText_(usual), folder_(folder) {
    auto* menu = new QMenu(this);
    usual_ = menu->addAction(usual, this, [this] { setFile({}); });
    menu->addAction(tr("Choose a file…"), this, &FileChoice::choose);
    setMenu(menu);
    setAutoDefault(false);
    setProperty("fileChoice", true);
    acceptFileDrops(this, [this](const QStringList& files) { setFile(toPath(files.first())); });
    showText();
}

void FileChoice::addWays(const QList<QAction*>& actions) {
    menu()->addSeparator();
    menu()->addActions(actions);
}

void FileChoice::setUsualText(const QString& text) {
    usualText_ = text;
    showText();
}

void FileChoice::setFile(const std::filesystem::path& file) {
    file_ = file;
    showText();
    Q_EMIT changed();
}

void FileChoice::choose() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose a file"), folder_.read(), filter_);
    if (file.isEmpty())
        return;
    folder_.write(QFileInfo(file).absolutePath());
    setFile(toPath(file));
}

/// Left, as in the boxes beside it: a style sheet cannot move the text of a button with a menu away from its border.
void FileChoice::paintEvent(QPaintEvent*) {
    constexpr int before = 8, after = 24;
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QString words =
        fontMetrics().elidedText(std::exchange(option.text, {}), Qt::ElideMiddle, width() - before - after, Qt::TextShowMnemonic);
    painter.drawControl(QStyle::CE_PushButton, option);
    painter.drawItemText(rect().adjusted(before, 0, -after, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic,
                         option.palette, isEnabled(), words, QPalette::ButtonText);
}

void FileChoice::showText() {
    QString text = file_.empty() ? usualText_ : toText(file_.filename());
    setToolTip(file_.empty() ? QString() : plainToolTip(toText(file_)));
    setText(text.replace(QLatin1Char('&'), QLatin1String("&&")));
}

} // namespace iic::ui
