#include "widgets/SpectrumPanel.h"

#include "widgets/FigurePanel.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace iic::ui {

namespace {

constexpr int noLines = -1; // of the combo box's data

QLabel* plainLabel(const char* name, bool isMuted) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText); // what a file says is not markup
    label->setObjectName(QLatin1String(name));
    label->setProperty("muted", isMuted);
    label->setWordWrap(true);
    return label;
}

void setOrHide(QLabel& label, const QString& text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

SpectrumPanel::SpectrumPanel(IoPool& io, QWidget* parent)
    : QWidget(parent),
      pages_(new QStackedWidget),
      facts_(plainLabel("spectrumFacts", false)),
      answer_(plainLabel("spectrumAnswer", false)),
      place_(plainLabel("spectrumPlace", true)),
      lines_(new QComboBox),
      redshift_(new QDoubleSpinBox),
      asInFile_(new QToolButton),
      view_(new SpectrumView),
      readout_(plainLabel("spectrumReadout", true)),
      names_(new QStringListModel(this)),
      list_(new QListView) {
    setObjectName(QStringLiteral("spectrumPanel"));
    pages_->addWidget(makeEmptyPage());
    pages_->addWidget(makePage());
    panel_ = new FigurePanel(io, tr("Spectrum"), pages_, [this] { return view_->figure(); });
    connect(panel_, &FigurePanel::saved, this, &SpectrumPanel::saved);
    connect(panel_, &FigurePanel::failed, this, &SpectrumPanel::failed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel_);
    setSpectrum(nullptr);
}

QWidget* SpectrumPanel::makeEmptyPage() {
    auto* page = new QWidget;
    auto* text = plainLabel("spectrumNothing", true);
    text->setText(
        tr("No spectrum is open. Open files spec-*.fits of SDSS or BOSS, or drop them, or a folder of them, on the window. "
           "A source within 3″ of one shows it when it is selected."));
    text->setAlignment(Qt::AlignCenter);
    auto* open = new QPushButton(tr("Open spectrum…"));
    open->setObjectName(QStringLiteral("openSpectrum"));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, &SpectrumPanel::openWanted);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->addStretch();
    column->addWidget(text);
    column->addSpacing(8);
    column->addWidget(open, 0, Qt::AlignHCenter);
    column->addStretch();
    return page;
}

QWidget* SpectrumPanel::makePage() {
    readout_->setWordWrap(false);
    readout_->setAccessibleName(tr("Spectrum at the mark"));
    view_->setMinimumHeight(215);
    makeList();
    auto* page = new QWidget;
    auto* text = new QVBoxLayout;
    text->setContentsMargins(12, 6, 12, 0);
    text->setSpacing(2);
    auto* beside = new QHBoxLayout;
    beside->addWidget(answer_, 1);
    beside->addWidget(place_, 1);
    place_->setAlignment(Qt::AlignRight);
    text->addWidget(facts_);
    text->addLayout(beside);
    text->addWidget(makeControls());
    auto* below = new QVBoxLayout;
    below->setContentsMargins(12, 0, 12, 6);
    below->addWidget(readout_);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(text);
    column->addWidget(view_, 1);
    column->addLayout(below);
    auto* list = new QVBoxLayout;
    list->setContentsMargins(9, 0, 0, 0);
    list->addWidget(list_);
    column->addLayout(list);
    connect(view_, &SpectrumView::pointed, this, [this](const QString& readout) {
        readout_->setText(readout.isEmpty() ? tr("Point at the spectrum to read it.") : readout);
    });
    return page;
}

QWidget* SpectrumPanel::makeControls() {
    lines_->setObjectName(QStringLiteral("spectrumLines"));
    lines_->setAccessibleName(tr("Class whose lines are marked"));
    const QStringList classes = sourceClassTexts();
    for (int i = 0; i < classes.size(); ++i)
        lines_->addItem(classes[i], i);
    lines_->addItem(tr("none"), noLines);
    redshift_->setObjectName(QStringLiteral("spectrumRedshift"));
    redshift_->setAccessibleName(tr("Redshift of the lines"));
    redshift_->setRange(-0.1, 20);
    redshift_->setDecimals(4);
    redshift_->setSingleStep(0.001);
    redshift_->setButtonSymbols(QAbstractSpinBox::NoButtons); // Up and Down step
    asInFile_->setObjectName(QStringLiteral("spectrumAsInFile"));
    asInFile_->setText(tr("As in the file"));
    asInFile_->setToolTip(tr("Lines of the class and at the redshift that the file tells"));
    connect(lines_, &QComboBox::currentIndexChanged, this, &SpectrumPanel::showLines);
    connect(redshift_, &QDoubleSpinBox::valueChanged, this, &SpectrumPanel::showLines);
    connect(asInFile_, &QToolButton::clicked, this, &SpectrumPanel::takeFileLines);
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 4, 0, 2);
    row->setSpacing(6);
    auto* linesTitle = new QLabel(tr("&Lines"));
    linesTitle->setBuddy(lines_);
    auto* redshiftTitle = new QLabel(tr("&z"));
    redshiftTitle->setBuddy(redshift_);
    row->addWidget(linesTitle);
    row->addWidget(lines_);
    row->addSpacing(6);
    row->addWidget(redshiftTitle);
    row->addWidget(redshift_);
    row->addWidget(asInFile_);
    row->addStretch();
    return controls;
}

void SpectrumPanel::makeList() {
    list_->setObjectName(QStringLiteral("spectrumList"));
    list_->setAccessibleName(tr("Open spectra"));
    list_->setModel(names_);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setUniformItemSizes(true);
    list_->setMaximumHeight(3 * list_->fontMetrics().height() + 4); // three of them
    list_->setFrameShape(QFrame::NoFrame);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* close = new QAction(tr("Close all spectra"), list_);
    connect(close, &QAction::triggered, this, &SpectrumPanel::closeWanted);
    list_->addAction(close);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (now.isValid() && !isListBeingSet_)
            Q_EMIT chosen(now.row());
    });
    connect(list_, &QListView::clicked, this, // the current one again: its source may no longer be selected
            [this](const QModelIndex& clicked) { Q_EMIT chosen(clicked.row()); });
}

void SpectrumPanel::setList(const QStringList& names, int current) {
    isListBeingSet_ = true;
    if (names_->stringList() != names)
        names_->setStringList(names);
    list_->setVisible(names.size() > 1);
    isListBeingSet_ = false;
    setCurrent(current);
    pages_->setCurrentIndex(names.isEmpty() ? 0 : 1);
}

void SpectrumPanel::setCurrent(int current) {
    isListBeingSet_ = true;
    list_->setCurrentIndex(names_->index(current));
    list_->scrollTo(names_->index(current));
    isListBeingSet_ = false;
}

void SpectrumPanel::setSpectrum(std::shared_ptr<const Spectrum> spectrum) {
    if (spectrum && spectrum == spectrum_)
        return;
    spectrum_ = std::move(spectrum);
    showFacts();
    for (QWidget* control : {static_cast<QWidget*>(lines_), static_cast<QWidget*>(redshift_)})
        control->setEnabled(spectrum_ != nullptr);
    if (!spectrum_) {
        asInFile_->setEnabled(false);
        return view_->setSpectrum(nullptr);
    }
    view_->setSpectrum(
        std::make_shared<const SpectrumFigure>(std::make_shared<const SpectrumCurve>(*spectrum_), SpectrumFigure::Options{}));
    takeFileLines();
}

void SpectrumPanel::showFacts() {
    const QString title = tr("Spectrum");
    if (!spectrum_) {
        panel_->setTitle(title);
        panel_->setSavable(false);
        return facts_->clear();
    }
    panel_->setTitle(tr("Spectrum · %1").arg(QString::fromStdString(spectrum_->name)), {title});
    panel_->setSavable(true);
    QStringList facts;
    const QString subclass = QString::fromStdString(spectrum_->subclass);
    facts << (spectrum_->className.empty() ? tr("no class told")
                                           : QString::fromStdString(spectrum_->className) +
                                                 (subclass.isEmpty() ? QString() : QLatin1Char(' ') + subclass));
    facts << (spectrum_->redshift ? tr("z %1").arg(QLocale().toString(*spectrum_->redshift, 'f', 4)) : tr("no redshift told"));
    const std::optional<double> ratio = medianSignalToNoise(*spectrum_);
    facts << (ratio ? tr("SNR %1").arg(QLocale().toString(*ratio, 'f', 1)) : tr("no SNR"));
    facts_->setText(facts.join(QStringLiteral(" · ")));
}

void SpectrumPanel::takeFileLines() {
    if (!spectrum_)
        return;
    const std::optional<SpectralClass> told = parseSpectralClass(spectrum_->className);
    {
        const QSignalBlocker linesQuiet(lines_), redshiftQuiet(redshift_);
        lines_->setCurrentIndex(lines_->findData(told ? static_cast<int>(*told) : noLines));
        redshift_->setValue(spectrum_->redshift.value_or(0));
    }
    showLines();
}

void SpectrumPanel::showLines() {
    const auto& figure = view_->spectrum();
    if (!figure || !spectrum_)
        return;
    const int which = lines_->currentData().toInt();
    SpectrumFigure::Options options = figure->options();
    options.lines = which == noLines ? std::nullopt : std::optional(static_cast<SpectralClass>(which));
    options.redshift = redshift_->value();
    view_->setSpectrum(figure->with(options));
    const std::optional<SpectralClass> told = parseSpectralClass(spectrum_->className);
    asInFile_->setEnabled(options.lines != told || std::abs(options.redshift - spectrum_->redshift.value_or(0)) > 5e-5);
}

void SpectrumPanel::setAnswer(const QString& text) { setOrHide(*answer_, text); }

void SpectrumPanel::setPlaceNote(const QString& text) { setOrHide(*place_, text); }

} // namespace iic::ui
