#pragma once

#include <QPushButton>

#include <filesystem>

class QAction;

namespace iic::ui {

template <typename T> struct Setting;

/// A button that names a file, or what is used without one, with a menu to choose either.
class FileChoice : public QPushButton {
    Q_OBJECT

  public:
    /// `usual` are the words for no file; `filter` and `folder` are those of the dialog.
    FileChoice(const QString& usual, const QString& filter, const Setting<QString>& folder, QWidget* parent = nullptr);

    /// What stands on the button while no file is chosen.
    void setUsualText(const QString& text);
    /// Other ways, below these in the menu.
    void addWays(const QList<QAction*>& actions);
    const std::filesystem::path& file() const { return file_; } ///< empty: none is chosen
    void setFile(const std::filesystem::path& file);

  Q_SIGNALS:
    void changed();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void choose();
    void showText();

    QString filter_, usualText_;
    const Setting<QString>& folder_;
    std::filesystem::path file_;
    QAction* usual_;
};

} // namespace iic::ui
