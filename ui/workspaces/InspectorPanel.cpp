#include "workspaces/InspectorPanel.h"

#include "widgets/PanelHeader.h"
#include "widgets/SourceInspector.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace iic::ui {

InspectorPanel::InspectorPanel(const QString& title, QWidget* parent)
    : QWidget(parent), inspector_(new SourceInspector), count_(panelTitle()) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(inspector_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(400);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(title), {count_}));
    layout->addWidget(scroll, 1);
}

void InspectorPanel::setCount(const QString& text) { count_->setText(text); }

} // namespace iic::ui
