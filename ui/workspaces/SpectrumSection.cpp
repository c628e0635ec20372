#include "workspaces/SpectrumSection.h"

#include "widgets/SpectrumPanel.h"

#include <QLocale>

#include <cmath>

namespace iic::ui {

namespace {

QString lineOf(const SpectrumHead& head) {
    QStringList parts{QString::fromStdString(head.name)};
    if (!head.className.empty())
        parts << QString::fromStdString(head.className);
    if (head.redshift)
        parts << SpectrumSection::tr("z %1").arg(QLocale().toString(*head.redshift, 'f', 4));
    return parts.join(QStringLiteral("   "));
}

} // namespace

int nearestRow(const SourceList& sources, const SkyCoord& place, double radius) {
    int best = -1;
    double least = radius;
    for (int row = 0; row < sources.size(); ++row) {
        const SkyCoord there = sources.position(row);
        if (!(std::abs(there.declination - place.declination) <= radius / 3600)) // NaN of a row without a place too
            continue;
        if (const double apart = separationArcsec(there, place); apart <= least) {
            least = apart;
            best = row;
        }
    }
    return best;
}

SpectrumSection::SpectrumSection(SpectrumStore& store, SpectrumPanel& panel, SpectrumSources sources, QObject* parent)
    : QObject(parent), store_(store), panel_(panel), sources_(std::move(sources)) {
    connect(&store_, &SpectrumStore::listChanged, this, &SpectrumSection::showList);
    connect(&store_, &SpectrumStore::currentChanged, &panel_, &SpectrumPanel::setCurrent);
    connect(&store_, &SpectrumStore::changed, this, &SpectrumSection::showSpectrum);
    connect(&panel_, &SpectrumPanel::chosen, this, &SpectrumSection::choose);
    connect(&panel_, &SpectrumPanel::openWanted, &store_, &SpectrumStore::openWanted);
    connect(&panel_, &SpectrumPanel::closeWanted, &store_, &SpectrumStore::closeAll);
    connect(&panel_, &SpectrumPanel::saved, &store_, &SpectrumStore::saved);
    connect(&panel_, &SpectrumPanel::failed, &store_, &SpectrumStore::tellFailed);
    showList();
    showSpectrum();
}

void SpectrumSection::showList() {
    QStringList names;
    for (const SpectrumHead& head : store_.heads())
        names << lineOf(head);
    panel_.setList(names, store_.current());
}

void SpectrumSection::showSpectrum() {
    panel_.view().setPlaceholder(store_.isUnreadable() ? tr("This spectrum can no longer be read: see the issues.")
                                                       : tr("The spectrum is being read."));
    panel_.setSpectrum(store_.spectrum());
    panel_.setAnswer(answerText());
    panel_.setPlaceNote(placeText());
}

QString SpectrumSection::answerText() const {
    if (!store_.network().card())
        return tr("No network of spectra loaded");
    if (!store_.prediction())
        return {};
    const Prediction& prediction = *store_.prediction();
    return tr("Network: %1, %2")
        .arg(figureClassText(prediction.best()), QLocale().toString(double(prediction.confidence()), 'f', 3));
}

QString SpectrumSection::placeText() const {
    const int row = sources_.current();
    if (store_.current() < 0 || row < 0)
        return {};
    const auto& place = store_.heads()[static_cast<std::size_t>(store_.current())].position;
    if (!place)
        return tr("no place on the sky told");
    const double apart = separationArcsec(*place, sources_.sources().position(row));
    if (!(apart <= SpectrumStore::matchRadius))
        return tr("not of the selected source");
    return tr("%1″ from the selected source").arg(QLocale().toString(apart, 'f', 1));
}

void SpectrumSection::showCurrent() {
    if (const int row = sources_.current(); row >= 0 && !store_.heads().empty())
        if (const int which = store_.nearest(sources_.sources().position(row)); which >= 0)
            store_.setCurrent(which);
    panel_.setPlaceNote(placeText());
}

void SpectrumSection::choose(int which) {
    store_.setCurrent(which);
    if (which < 0 || which >= static_cast<int>(store_.heads().size()))
        return;
    const auto& place = store_.heads()[static_cast<std::size_t>(which)].position;
    if (!place)
        return;
    if (const int row = nearestRow(sources_.sources(), *place, SpectrumStore::matchRadius); row >= 0)
        sources_.select(row);
}

} // namespace iic::ui
