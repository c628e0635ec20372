#include "workspaces/dataset/DatasetGallery.h"

#include "widgets/FilterChips.h"
#include "widgets/FilterEdit.h"
#include "widgets/GalleryView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/CutoutHover.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/dataset/ThumbnailModel.h"

#include <QComboBox>
#include <QScopedValueRollback>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

DatasetGallery::DatasetGallery(DatasetDocument& document, SourceFilter& filter, ThumbnailLoader& pictures,
                               GalleryModel::Captions captions, QWidget* parent)
    : QWidget(parent),
      document_(document),
      pictures_(pictures),
      rows_(new GalleryModel(document, captions, this)),
      model_(new ThumbnailModel(
          pictures,
          [&document](int place) -> std::optional<std::size_t> {
              const int row = document.shown().sourceRow(place);
              return row < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row));
          },
          this)),
      view_(new GalleryView),
      title_(panelTitle()),
      sortBy_(new QComboBox),
      direction_(new QToolButton),
      alike_(new QToolButton),
      size_(new QSlider(Qt::Horizontal)) {
    model_->setSourceModel(rows_);
    view_->setObjectName(QStringLiteral("datasetGallery"));
    view_->setAccessibleName(tr("Cutouts of the dataset"));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setModel(model_);
    view_->setPictureSide(settings::galleryPictureSide.read());
    view_->setCaptionLines(captions == GalleryModel::Captions::Name ? 1 : 2);
    connect(view_, &GalleryView::pictureSideChanged, this, [](int side) { settings::galleryPictureSide.write(side); });
    model_->follow(*view_);
    new CutoutHover(
        *view_, pictures_, [this](int place) { return document_.shown().sourceRow(place); }, this);

    auto* chips = new FilterChips(filter, document_.shown());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader(filter, *chips));
    layout->addWidget(chips);
    layout->addWidget(view_, 1);

    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &DatasetGallery::takeCurrent);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DatasetGallery::takeSelection);
    connect(&document_, &DatasetDocument::currentChanged, this, &DatasetGallery::showCurrent);
    connect(&document_, &DatasetDocument::chosenChanged, this, &DatasetGallery::showSelection);
    connect(&document_, &DatasetDocument::datasetChanged, view_, &GalleryView::scrollToTop);
    connect(&document_, &DatasetDocument::datasetChanged, this, &DatasetGallery::showStretchChoice);
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        showOrder();
        showSelection();
        updateTitle();
    });
    updateTitle();
}

QWidget* DatasetGallery::makeHeader(SourceFilter& filter, FilterChips& chips) {
    auto* edit = new FilterEdit(filter, document_.shown());
    edit->setMinimumWidth(60);
    edit->setMaximumWidth(380);
    QSizePolicy policy = edit->sizePolicy();
    policy.setHorizontalStretch(1); // as the title beside it
    edit->setSizePolicy(policy);
    connect(edit, &FilterEdit::faultFound, &chips, &FilterChips::showFault);
    makeSortChoice();
    makeStretchChoice();
    makeSizeSlider();
    return panelHeader(title_, {edit, sortBy_, direction_, alike_, size_});
}

void DatasetGallery::makeSortChoice() {
    sortBy_->setObjectName(QStringLiteral("gallerySort"));
    sortBy_->setAccessibleName(tr("Sort by"));
    sortBy_->setToolTip(tr("The order of the cutouts"));
    sortBy_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    sortBy_->setMinimumContentsLength(8);
    sortBy_->addItem(tr("File order"), -1);
    for (const SourceColumn column :
         {SourceColumn::Designation, SourceColumn::RightAscension, SourceColumn::Declination, SourceColumn::Magnitude1,
          SourceColumn::Magnitude2, SourceColumn::Magnitude3, SourceColumn::SignalToNoise1, SourceColumn::Truth,
          SourceColumn::Class, SourceColumn::Confidence, SourceColumn::TrueProbability, SourceColumn::Margin,
          SourceColumn::Entropy, SourceColumn::LabelMargin, SourceColumn::Isolation, SourceColumn::Label}) {
        sortBy_->addItem(columnName(column), static_cast<int>(column));
        sortBy_->setItemData(sortBy_->count() - 1, columnMeaning(column), Qt::ToolTipRole);
    }
    direction_->setObjectName(QStringLiteral("gallerySortDirection"));
    direction_->setCheckable(true);
    direction_->setAccessibleName(tr("Largest first"));
    direction_->setToolTip(tr("Largest first"));
    sortBy_->setCurrentIndex(std::max(0, sortBy_->findData(settings::gallerySortColumn.read())));
    direction_->setChecked(settings::gallerySortDescending.read());
    connect(sortBy_, &QComboBox::activated, this, &DatasetGallery::sort);
    connect(direction_, &QToolButton::toggled, this, &DatasetGallery::sort);
    sort();
}

/// Another view of the same list may have asked for it.
void DatasetGallery::showOrder() {
    const ShownSources::Order& order = document_.shown().order();
    sortBy_->setCurrentIndex(std::max(0, sortBy_->findData(order.column ? static_cast<int>(*order.column) : -1)));
    const QSignalBlocker blocker(direction_);
    direction_->setChecked(order.direction == Qt::DescendingOrder);
    direction_->setArrowType(direction_->isChecked() ? Qt::DownArrow : Qt::UpArrow);
}

void DatasetGallery::sort() {
    const int column = sortBy_->currentData().toInt();
    direction_->setArrowType(direction_->isChecked() ? Qt::DownArrow : Qt::UpArrow);
    settings::gallerySortColumn.write(column);
    settings::gallerySortDescending.write(direction_->isChecked());
    document_.shown().sortBy({column < 0 ? std::nullopt : std::optional(static_cast<SourceColumn>(column)),
                              direction_->isChecked() ? Qt::DescendingOrder : Qt::AscendingOrder});
}

void DatasetGallery::makeStretchChoice() {
    alike_->setObjectName(QStringLiteral("galleryAlike"));
    alike_->setText(tr("Alike"));
    alike_->setCheckable(true);
    alike_->setAutoRaise(true);
    alike_->setAccessibleName(tr("The same stretch for all cutouts"));
    alike_->setToolTip(tr("The same stretch for all cutouts, so that brightness and colours compare; otherwise each is as the "
                          "network sees it, which fits the stretch to the source"));
    connect(alike_, &QToolButton::toggled, this, [this](bool areAlike) {
        settings::galleryStretchedAlike.write(areAlike);
        pictures_.setStretch(areAlike ? PictureStretch::SameForAll : PictureStretch::AsTheNetwork);
    });
    alike_->setChecked(settings::galleryStretchedAlike.read());
    showStretchChoice();
}

/// Images are as they are.
void DatasetGallery::showStretchChoice() {
    const SharedDataset& open = document_.dataset();
    alike_->setEnabled(!open || open->dataset.card().kind == DatasetKind::Sky);
}

/// Another gallery may have been told otherwise.
void DatasetGallery::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    alike_->setChecked(settings::galleryStretchedAlike.read());
}

void DatasetGallery::makeSizeSlider() {
    size_->setObjectName(QStringLiteral("pictureSize"));
    size_->setAccessibleName(tr("Size of the pictures"));
    size_->setToolTip(tr("Size of the pictures"));
    size_->setRange(GalleryView::smallestSide, GalleryView::largestSide);
    size_->setPageStep(24);
    size_->setValue(view_->pictureSide());
    size_->setFixedWidth(70);
    connect(size_, &QSlider::valueChanged, view_, &GalleryView::setPictureSide);
    connect(view_, &GalleryView::pictureSideChanged, size_, &QSlider::setValue);
}

/// Where there is little room the count is worth more than the slider, which the wheel does as well.
void DatasetGallery::resizeEvent(QResizeEvent* event) {
    constexpr int roomy = 520; // pixels
    QWidget::resizeEvent(event);
    size_->setVisible(width() >= roomy);
}

/// Current and chosen rows as the document has them.
void DatasetGallery::showSelection() {
    if (isTakingSelection_)
        return;
    const QScopedValueRollback showing(isShowingSelection_, true);
    QItemSelection selection;
    for (const int row : document_.chosen())
        if (const int place = document_.shown().placeOf(row); place >= 0)
            selection.select(model_->index(place, 0), model_->index(place, 0));
    QItemSelectionModel& selected = *view_->selectionModel();
    selected.select(selection, QItemSelectionModel::ClearAndSelect);
    const int place = document_.current() < 0 ? -1 : document_.shown().placeOf(document_.current());
    if (place >= 0)
        selected.setCurrentIndex(model_->index(place, 0), QItemSelectionModel::NoUpdate);
    else
        selected.clearCurrentIndex();
}

void DatasetGallery::showCurrent(int row) {
    showSelection();
    if (const int place = row < 0 ? -1 : document_.shown().placeOf(row); place >= 0)
        view_->scrollTo(model_->index(place, 0));
}

void DatasetGallery::takeCurrent(const QModelIndex& index) {
    if (isShowingSelection_ || !index.isValid())
        return;
    const QScopedValueRollback taking(isTakingSelection_, true);
    document_.setCurrent(document_.shown().sourceRow(index.row()));
    takeSelection();
}

/// Of a selection that may hold a million rows, the first that can be compared.
void DatasetGallery::takeSelection() {
    if (isShowingSelection_)
        return;
    const QScopedValueRollback taking(isTakingSelection_, true);
    std::vector<int> rows;
    for (const QItemSelectionRange& range : view_->selectionModel()->selection())
        for (int place = range.top(); place <= range.bottom() && rows.size() < DatasetDocument::mostChosen; ++place)
            rows.push_back(document_.shown().sourceRow(place));
    document_.setChosen(std::move(rows));
}

void DatasetGallery::updateTitle() {
    const int total = document_.store().size(), shown = document_.shown().count();
    if (shown == total)
        title_->setTexts({tr("%Ln cutout(s)", nullptr, total)});
    else
        title_->setTexts({tr("%L1 of %Ln cutout(s)", nullptr, total).arg(shown), tr("%L1 of %L2").arg(shown).arg(total)});
}

} // namespace iic::ui
