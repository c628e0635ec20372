#pragma once

#include <QObject>

#include <filesystem>

class QMenu;
class QToolButton;
class QWidget;

namespace iic::ui {

class IssueModel;
class ModelStore;

/// Which model classifies: chosen by the user, kept for the next session, the bundled one where it cannot be loaded.
class ModelActions : public QObject {
    Q_OBJECT

  public:
    ModelActions(ModelStore& models, IssueModel& issues, QWidget* window);

    /// The model of the session; empty path: none is installed.
    void start(const std::filesystem::path& model);
    void addTo(QMenu& menu);
    /// As chosen by the user.
    void use(const std::filesystem::path& model);
    /// Names the model in use and opens `menu`.
    QToolButton* makeBadge(QMenu& menu);

  private:
    void choose();
    void useBundled();
    void remember();
    void fallBack();

    ModelStore& models_;
    IssueModel& issues_;
    QWidget* window_;
    bool isChosen_ = false; ///< by the user, and not yet loaded
    bool hasFallenBack_ = false;
};

} // namespace iic::ui
