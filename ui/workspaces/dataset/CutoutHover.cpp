#include "workspaces/dataset/CutoutHover.h"

#include "widgets/CutoutPictures.h"
#include "widgets/GalleryView.h"
#include "workspaces/dataset/DatasetText.h"
#include "workspaces/dataset/ThumbnailLoader.h"

#include <QFrame>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScreen>
#include <QScrollBar>
#include <QToolTip>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int cardWidth = 420, awayFromPointer = 14;

} // namespace

CutoutHover::CutoutHover(GalleryView& view, ThumbnailLoader& pictures, RowOf rowOf, QObject* parent)
    : QObject(parent), view_(view), pictures_(pictures), bands_(new ThumbnailLoader(this)), rowOf_(std::move(rowOf)) {
    view_.viewport()->installEventFilter(this);
    view_.installEventFilter(this);
    connect(view_.verticalScrollBar(), &QScrollBar::valueChanged, this, &CutoutHover::hide);
    connect(view_.model(), &QAbstractItemModel::modelReset, this, &CutoutHover::hide);
    connect(view_.model(), &QAbstractItemModel::layoutChanged, this, &CutoutHover::hide);
    connect(&pictures_, &ThumbnailLoader::wasReset, this, &CutoutHover::takeDataset);
    connect(bands_, &ThumbnailLoader::bandsReady, this, [this](std::size_t row, const InspectionPictures& read) {
        if (static_cast<int>(row) != row_)
            return;
        makeCard();
        const QStringList names = imagePlaneNames(bands_->dataset()->dataset.card());
        std::array<QString, bandCount> captions;
        for (std::size_t plane = 0; plane < captions.size(); ++plane)
            if (!read.bands[plane].isNull())
                captions[plane] = names.isEmpty() ? QLatin1String(bandName(allBands[plane]).data()) : names.value(int(plane));
        cutouts_->setPictures(read.modelInput, read.bands);
        cutouts_->setCaptions(tr("Model input"), captions);
        show();
    });
    connect(bands_, &ThumbnailLoader::bandsFailed, this, [this](std::size_t row) {
        if (static_cast<int>(row) != row_)
            return;
        QToolTip::showText(place_, text_, &view_);
        row_ = -1;
    });
    takeDataset();
}

CutoutHover::~CutoutHover() { delete card_; }

void CutoutHover::takeDataset() {
    hide();
    bands_->setDataset(pictures_.dataset(), pictures_.options());
}

bool CutoutHover::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ToolTip: {
        if (watched != view_.viewport())
            break;
        const auto* help = static_cast<QHelpEvent*>(event);
        ask(help->pos(), help->globalPos());
        return true;
    }
    case QEvent::MouseMove:
        if (row_ >= 0 && watched == view_.viewport() && rowAt(static_cast<QMouseEvent*>(event)->position().toPoint()) != row_)
            hide();
        break;
    case QEvent::KeyPress:
    case QEvent::WindowDeactivate:
    case QEvent::Leave:
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
    case QEvent::Hide: hide(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

int CutoutHover::rowAt(const QPoint& at) const {
    const QModelIndex index = view_.indexAt(at);
    return index.isValid() ? rowOf_(index.row()) : -1;
}

void CutoutHover::ask(const QPoint& at, const QPoint& onScreen) {
    const int row = rowAt(at);
    if (row == row_)
        return;
    hide();
    if (row < 0)
        return;
    row_ = row;
    place_ = onScreen;
    text_ = view_.indexAt(at).data(Qt::ToolTipRole).toString();
    bands_->requestBands(static_cast<std::size_t>(row));
}

void CutoutHover::makeCard() {
    if (card_)
        return;
    card_ = new QFrame(view_.window(), Qt::ToolTip);
    card_->setObjectName(QStringLiteral("cutoutHover"));
    card_->setFrameShape(QFrame::StyledPanel);
    card_->setAttribute(Qt::WA_TransparentForMouseEvents);
    cutouts_ = new CutoutPictures;
    words_ = new QLabel;
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::RichText);
    auto* layout = new QVBoxLayout(card_);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(cutouts_);
    layout->addWidget(words_);
    card_->setFixedWidth(cardWidth);
}

/// Beside the pointer, on its screen.
void CutoutHover::show() {
    words_->setText(text_);
    card_->adjustSize();
    card_->resize(cardWidth, card_->layout()->totalHeightForWidth(cardWidth));
    const QScreen* screen = QGuiApplication::screenAt(place_);
    const QRect room = (screen ? screen : view_.screen())->availableGeometry();
    QPoint corner = place_ + QPoint(awayFromPointer, awayFromPointer);
    if (corner.x() + card_->width() > room.right())
        corner.setX(place_.x() - awayFromPointer - card_->width());
    if (corner.y() + card_->height() > room.bottom())
        corner.setY(place_.y() - awayFromPointer - card_->height());
    card_->move(std::max(room.left(), corner.x()), std::max(room.top(), corner.y()));
    card_->show();
}

void CutoutHover::hide() {
    row_ = -1;
    if (card_)
        card_->hide();
}

} // namespace iic::ui
