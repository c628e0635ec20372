#pragma once

#include <QFrame>
#include <QLabel>
#include <QList>
#include <QStringList>

namespace iic::ui {

/// The title of a panel, which gives way to what is on the right: said in fewer words, and cut only where the fewest do not fit.
class PanelTitle : public QLabel {
    Q_OBJECT

  public:
    explicit PanelTitle(const QString& text = {});

    /// The same in ever fewer words, at least one; the first that fits is shown.
    void setTexts(const QStringList& texts);
    QString shownText() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QStringList shorter_;
};

/// The strip over a panel: its title on the left, the rest on the right. Styled by the theme (class panelHeader).
QFrame* panelHeader(QLabel* title, const QList<QWidget*>& right);
PanelTitle* panelTitle(const QString& text = {});
/// What a panel says where it has nothing to show.
QLabel* panelNote(const QString& text = {});

} // namespace iic::ui
