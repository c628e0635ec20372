#pragma once

#include "bridge/IoPool.h"
#include "catalog/TableFile.h"
#include "workspaces/Inspection.h"
#include "workspaces/ListClassifier.h"
#include "workspaces/MatchWork.h"
#include "workspaces/ModelStore.h"
#include "workspaces/OpenWork.h"
#include "workspaces/SkyDocument.h"

#include <optional>

namespace iic::ui {

class IssueModel;

/// Does on other threads what the user asks of the document: opening, detection, classification. Every
/// failure goes to the issues; nothing here waits.
class SkyController : public QObject {
    Q_OBJECT

  public:
    /// Within this distance a click means a source: the PSF of the Atlas, arcsec.
    static constexpr double pickRadius = 6.0;

    SkyController(SkyDocument& document, ModelStore& models, IssueModel& issues, QObject* parent = nullptr);
    ~SkyController() override;

    void open(const std::vector<std::filesystem::path>& paths);
    void openRequest(OpenRequest request);
    /// One of several tiles opened together.
    const std::vector<ShownTile>& tiles() const { return tiles_; }
    void showTile(std::size_t which);
    void detect();

    /// The columns of the open catalog; without a file when the sources were detected.
    const CatalogColumns& columns() const { return columns_; }
    /// Reads a catalog of the open tile anew, its columns meaning what the user says. Kept for such tables once it is open.
    void useRoles(const std::filesystem::path& catalog, const RoleMap& roles);
    /// What the columns of a catalog mean when it is opened, as a project knows; empty: it knows nothing.
    void expectRoles(const std::filesystem::path& catalog, const RoleMap& roles);
    /// Reads a catalog to match with; `chosen` as the user says its columns mean.
    Job* readCatalog(const std::filesystem::path& catalog, const std::optional<RoleMap>& chosen,
                     std::function<void(ReadCatalog)> onRead);
    /// Puts the columns of another catalog beside those of the open one, instead of an earlier match's.
    void match(MatchRequest request);
    bool canMatch() const { return catalog_ != nullptr; }
    /// The file of the catalog that the sources are matched with; empty when they are not.
    std::filesystem::path matchedWith() const { return match_ ? match_->file : std::filesystem::path(); }

    /// Of the selected source; null while they are not there.
    const InspectionPictures& pictures() const { return pictures_; }

    /// Why the open tile cannot be classified; empty when it can.
    QString refusal() const { return classifier_.refusal(); }

    /// A click: selects the source within the PSF, else measures a new one there.
    void pick(const PixelCoord& pixel, const SkyCoord& position);
    void classifyAll() { classifier_.classifyAll(); }
    bool isClassifying() const { return classifier_.isClassifying(); }

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);
    void tileShown(const std::array<iic::ui::BandLimits, iic::bandCount>& limits);
    /// The headers do not tell the band of this file.
    void bandNeeded(const QString& file, const iic::ui::OpenRequest& request);
    /// The columns of a catalog do not tell positions, for this reason.
    void rolesNeeded(const iic::ui::CatalogColumns& columns, const iic::Error& problem);
    /// Among what was opened there were spectra: files, and folders of them.
    void spectraFound(const std::vector<std::filesystem::path>& paths);
    void matched();
    void picturesReady();
    void classified(); ///< all of them
    void classifyingChanged(); ///< whether all are being classified, or can be
    /// The sources of the open tile came from a catalog, or were detected (empty).
    void sourcesShown(const QString& catalog);

  private:
    void openCatalogs(std::vector<std::filesystem::path> catalogs);
    void openSources();
    void takeSources(OpenedSources opened, const std::filesystem::path& catalog);
    void measureLabelledPlaces();
    KnownRoles takeKnownRoles(const std::filesystem::path& catalog);
    void keepOpened(OpenedSources& opened);
    void forgetCatalog();
    void takeMatch(MatchedSources matched, const MatchRequest& request);
    void inspect(int row);
    void reportFailures(Job* job);

    SkyDocument& document_;
    ModelStore& models_;
    IssueModel& issues_;
    std::vector<ShownTile> tiles_;
    std::vector<std::filesystem::path> catalogs_; ///< opened with the tiles or after them; the last is shown
    std::vector<std::filesystem::path> comingCatalogs_; ///< of the tiles that are being opened

    std::map<std::filesystem::path, RoleMap> chosenRoles_, expectedRoles_; ///< by catalog
    CatalogColumns columns_;
    QString catalogName_;
    std::shared_ptr<const Catalog> catalog_; ///< of the sources, before any match
    std::optional<MatchRequest> match_; ///< that the sources are the result of
    std::optional<MatchRequest> nextMatch_; ///< once the catalog that is being read anew is there

    InspectionPictures pictures_;
    ListClassifier classifier_;
    LatestJob openJob_, sourcesJob_, pictureJob_, measureJob_, labelledJob_, matchJob_;
    IoPool sorting_{1}; ///< what was opened first is told apart first
    IoPool io_{4};
};

} // namespace iic::ui
