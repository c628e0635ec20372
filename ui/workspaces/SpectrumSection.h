#pragma once

#include "models/SourceList.h"
#include "workspaces/SpectrumStore.h"

namespace iic::ui {

class SpectrumPanel;

/// The list whose selected source a spectrum may be of.
struct SpectrumSources {
    std::function<const SourceList&()> sources;
    std::function<int()> current; ///< −1: none
    std::function<void(int)> select;
};

/// Keeps a panel of the spectra that are open in step with the list of sources beside it: a source that is selected brings its spectrum,
/// one that is chosen in the panel its source.
class SpectrumSection : public QObject {
    Q_OBJECT

  public:
    /// The panel outlives it, and so do the store and the list.
    SpectrumSection(SpectrumStore& store, SpectrumPanel& panel, SpectrumSources sources, QObject* parent);

    /// The selected source is another.
    void showCurrent();

  private:
    void showList();
    void showSpectrum();
    void choose(int which);
    QString answerText() const;
    QString placeText() const;

    SpectrumStore& store_;
    SpectrumPanel& panel_;
    SpectrumSources sources_;
};

/// The row nearest to a place on the sky within a radius (arcsec); −1: none.
int nearestRow(const SourceList& sources, const SkyCoord& place, double radius);

} // namespace iic::ui
