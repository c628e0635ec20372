#include "workspaces/InspectorPanel.h"

#include "widgets/PanelHeader.h"
#include "widgets/SourceInspector.h"
#include "widgets/SpectrumPanel.h"
#include "workspaces/SpectrumSection.h"

#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace iic::ui {

InspectorPanel::InspectorPanel(const QString& title, QWidget* parent)
    : QWidget(parent), inspector_(new SourceInspector), parts_(new QSplitter(Qt::Vertical)), count_(panelTitle()) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(inspector_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(400);
    auto* source = new QWidget;
    auto* column = new QVBoxLayout(source);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(panelHeader(panelTitle(title), {count_}));
    column->addWidget(scroll, 1);
    parts_->addWidget(source);
    parts_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts_);
}

SpectrumSection& InspectorPanel::addSpectra(SpectrumStore& store, SpectrumSources sources) {
    auto* panel = new SpectrumPanel(store.io());
    parts_->addWidget(panel);
    const auto show = [this, panel](bool isWanted) {
        constexpr double share = 0.56; // of the height
        panel->setVisible(isWanted);
        if (isWanted)
            parts_->setSizes({qRound(height() * (1 - share)), qRound(height() * share)});
    };
    connect(&store, &SpectrumStore::wantedChanged, this, show);
    show(store.isWanted());
    return *new SpectrumSection(store, *panel, std::move(sources), this);
}

void InspectorPanel::setCount(const QString& text) { count_->setText(text); }

} // namespace iic::ui
