#pragma once

#include "workspaces/Settings.h"

#include <QWidget>

#include <filesystem>
#include <functional>

class QLineEdit;

namespace iic::ui {

inline std::filesystem::path toPath(const QString& text) { return std::filesystem::path(text.toStdString()); }
inline QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// Has local files that are dropped on a widget given to `take`; of a view, on its viewport.
void acceptFileDrops(QWidget* target, std::function<void(const QStringList&)> take);

/// A path: typed, dropped, or chosen in a dialog that begins in the folder used last.
class PathField : public QWidget {
    Q_OBJECT

  public:
    enum class Kind { OpenFile, OpenFolder, SaveFile };

    /// `filter` as of QFileDialog; `folder` is where the last one was.
    PathField(Kind kind, const QString& filter, const Setting<QString>& folder, QWidget* parent = nullptr);

    void setKind(Kind kind, const QString& filter);
    QString text() const;
    void setText(const QString& text);
    QLineEdit& edit() { return *edit_; }
    /// Keeps its folder for the next time.
    void remember() const;

  Q_SIGNALS:
    void changed();

  private:
    void choose();

    Kind kind_;
    QString filter_;
    const Setting<QString>& folder_;
    QLineEdit* edit_;
};

} // namespace iic::ui
