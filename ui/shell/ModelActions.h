#pragma once

#include <QObject>

#include <filesystem>

class QMenu;
class QToolButton;
class QWidget;

namespace iic::ui {

class IssueModel;
class ModelStore;
class SpectrumNetwork;

/// Which models classify: that of images is chosen by the user, kept for the next session, the bundled one where it cannot be loaded; one
/// of spectra is used beside it.
class ModelActions : public QObject {
    Q_OBJECT

  public:
    ModelActions(ModelStore& models, SpectrumNetwork& spectra, IssueModel& issues, QWidget* window);

    /// The model of the session; empty path: none is installed.
    void start(const std::filesystem::path& model);
    void addTo(QMenu& menu);
    /// As chosen by the user: of spectra where it reads them.
    void use(const std::filesystem::path& model);
    /// Names the model in use and opens `menu`.
    QToolButton* makeBadge(QMenu& menu);

  private:
    void choose();
    void useBundled();
    void useForImages(const std::filesystem::path& model);
    void remember();
    void fallBack();

    ModelStore& models_;
    SpectrumNetwork& spectra_;
    IssueModel& issues_;
    QWidget* window_;
    bool isChosen_ = false; ///< by the user, and not yet loaded
    bool hasFallenBack_ = false;
};

} // namespace iic::ui
