#include "shell/ModelActions.h"

#include "analysis/BundledModel.h"
#include "models/IssueModel.h"
#include "models/PlainText.h"
#include "workspaces/ModelStore.h"
#include "workspaces/Settings.h"
#include "workspaces/SpectrumNetwork.h"

#include <QFileDialog>
#include <QMenu>
#include <QToolButton>

namespace iic::ui {

ModelActions::ModelActions(ModelStore& models, SpectrumNetwork& spectra, IssueModel& issues, QWidget* window)
    : QObject(window), models_(models), spectra_(spectra), issues_(issues), window_(window) {
    connect(&spectra_, &SpectrumNetwork::notOfSpectra, this, &ModelActions::useForImages);
    connect(&models_, &ModelStore::changed, this, &ModelActions::remember);
    connect(&models_, &ModelStore::failed, this, &ModelActions::fallBack);
}

void ModelActions::start(const std::filesystem::path& model) {
    if (!model.empty())
        models_.load(model);
    else
        issues_.add(Severity::Warning, tr("no model is installed: sources are shown but not classified"));
}

void ModelActions::addTo(QMenu& menu) {
    menu.addAction(tr("&Load model…"), QKeySequence(QStringLiteral("Ctrl+M")), this, &ModelActions::choose);
    menu.addAction(tr("Use the &bundled model"), this, &ModelActions::useBundled);
}

QToolButton* ModelActions::makeBadge(QMenu& menu) {
    auto* badge = new QToolButton;
    badge->setObjectName(QStringLiteral("modelBadge"));
    badge->setMenu(&menu);
    badge->setPopupMode(QToolButton::InstantPopup);
    const auto show = [this, badge] {
        const std::optional<ModelCard>& card = models_.card();
        badge->setText(card ? tr("Model: IICnet · %1").arg(QString::fromStdString(card->runId)) : tr("No model"));
        QStringList about{card ? tr("Trained on %1").arg(QString::fromStdString(card->origin))
                               : tr("Load a model to classify sources")};
        if (const std::optional<ModelCard>& ofSpectra = spectra_.card())
            about << tr("Spectra: %1, trained on %2")
                         .arg(QString::fromStdString(ofSpectra->runId), QString::fromStdString(ofSpectra->origin));
        badge->setToolTip(plainToolTip(about.join(QLatin1Char('\n'))));
    };
    connect(&models_, &ModelStore::changed, badge, show);
    connect(&spectra_, &SpectrumNetwork::changed, badge, show);
    show();
    return badge;
}

void ModelActions::choose() {
    const QString file = QFileDialog::getOpenFileName(window_, tr("Load a model"), settings::lastFolder.read(),
                                                      tr("IICnet weights (*.h5);;All files (*)"));
    if (!file.isEmpty())
        use(file.toStdString());
}

void ModelActions::use(const std::filesystem::path& model) { spectra_.load(model); }

void ModelActions::useForImages(const std::filesystem::path& model) {
    isChosen_ = true;
    models_.load(model);
}

void ModelActions::useBundled() {
    const Result<std::filesystem::path> bundled = bundledModel();
    if (!bundled) {
        issues_.add(bundled.error());
        return;
    }
    useForImages(*bundled);
}

/// The choice outlives the session once the model is loaded, so that a broken one is not tried at every start.
void ModelActions::remember() {
    if (!isChosen_)
        return;
    isChosen_ = false;
    const bool isBundled = bundledModel().value_or(std::filesystem::path()) == models_.file();
    settings::modelFile.write(isBundled ? QString() : QString::fromStdString(models_.file().string()));
}

void ModelActions::fallBack() {
    isChosen_ = false;
    const Result<std::filesystem::path> bundled = bundledModel();
    if (models_.card() || !bundled || hasFallenBack_)
        return;
    hasFallenBack_ = true;
    issues_.add(Severity::Warning, tr("the bundled model is used instead"), QString::fromStdString(bundled->string()));
    models_.load(*bundled);
}

} // namespace iic::ui
