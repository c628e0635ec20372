#pragma once

#include <QListView>

namespace iic::ui {

class StudyListModel;

/// The list of studies: title, and below it, smaller, figure and state, with a bar of what is done.
class StudyListView : public QListView {
    Q_OBJECT

  public:
    explicit StudyListView(StudyListModel& model, QWidget* parent = nullptr);

    /// So high that no study needs scrolling.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace iic::ui
