#include "models/SourceList.h"

#include <QStringList>

#include <algorithm>
#include <functional>
#include <limits>

namespace iic::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double faintestMeasurement = 2; ///< SNR

std::size_t place(Band band) { return static_cast<std::size_t>(index(band)); }

QString collectionPrefix(const SourceColumns& columns) {
    return columns.collection.empty() ? QString() : QString::fromStdString(columns.collection) + QStringLiteral(": ");
}

QString flagsOf(const Catalog& catalog, std::size_t row) {
    QStringList parts;
    const auto add = [&](const char* name, Role role) {
        if (const std::string text = catalog.text(row, role); !text.empty())
            parts << QStringLiteral("%1 %2").arg(QLatin1String(name), QString::fromStdString(text));
    };
    add("ph_qual", Role::PhotometricQuality);
    add("cc_flags", Role::ContaminationFlags);
    add("ext_flg", Role::ExtendedFlag);
    if (const Column* detection = catalog.table().find("flags"); detection && std::holds_alternative<Texts>(detection->values))
        if (const std::string text = detection->text(row); !text.empty())
            parts << QString::fromStdString(text);
    return parts.join(QStringLiteral("   "));
}

} // namespace

SourceList::SourceList(std::shared_ptr<const SourceColumns> columns) : columns_(std::move(columns)) {
    predictions_.fill(std::nullopt, catalogSize());
    ownPredictions_.fill(std::nullopt, catalogSize());
    labels_.fill(UserLabel::None, catalogSize());
    comparedClasses_.fill(noClass, catalogSize());
    givenTruths_.fill(noClass, catalogSize());
    reviewMarks_.fill({}, catalogSize());
    caseNumbers_.fill(0, catalogSize());
    featurePlaces_.fill({}, catalogSize());
    shownClasses_.fill(noClass, catalogSize());
}

void SourceList::append(const DetectedSource& source) {
    added_.push_back(source);
    predictions_.append(std::nullopt);
    ownPredictions_.append(std::nullopt);
    labels_.append(UserLabel::None);
    comparedClasses_.append(noClass);
    givenTruths_.append(noClass);
    reviewMarks_.append({});
    caseNumbers_.append(0);
    featurePlaces_.append({});
    shownClasses_.append(noClass);
}

void SourceList::removeAdded(int row) {
    if (!isAdded(row))
        return;
    added_.erase(added_.begin() + (row - catalogSize()));
    predictions_.removeAt(row);
    ownPredictions_.removeAt(row);
    labels_.removeAt(row);
    comparedClasses_.removeAt(row);
    givenTruths_.removeAt(row);
    reviewMarks_.removeAt(row);
    caseNumbers_.removeAt(row);
    featurePlaces_.removeAt(row);
    shownClasses_.removeAt(row);
}

QString SourceList::name(int row) const {
    const DetectedSource* added = addedAt(row);
    return QString::fromStdString(added ? designation(added->position)
                                        : columns_->catalog->identifier(static_cast<std::size_t>(row)));
}

QString SourceList::labelledName(int row) const {
    return isPosition(position(row)) || isAdded(row) ? name(row) : collectionPrefix(*columns_) + name(row);
}

SkyCoord SourceList::position(int row) const {
    const DetectedSource* added = addedAt(row);
    return added ? added->position : columns_->position.at(static_cast<std::size_t>(row));
}

double SourceList::magnitude(int row, Band band) const {
    const DetectedSource* added = addedAt(row);
    return added ? added->bands[place(band)].correctedMagnitude
                 : columns_->magnitude[place(band)].at(static_cast<std::size_t>(row));
}

double SourceList::magnitudeError(int row, Band band) const {
    const DetectedSource* added = addedAt(row);
    return added ? added->bands[place(band)].magnitudeError
                 : columns_->magnitudeError[place(band)].at(static_cast<std::size_t>(row));
}

double SourceList::signalToNoise(int row, Band band) const {
    const DetectedSource* added = addedAt(row);
    return added ? added->bands[place(band)].signalToNoise
                 : columns_->signalToNoise[place(band)].at(static_cast<std::size_t>(row));
}

bool SourceList::isUpperLimit(int row, Band band) const {
    const DetectedSource* added = addedAt(row);
    return added ? !(added->bands[place(band)].signalToNoise >= faintestMeasurement)
                 : columns_->upperLimit[place(band)].at(static_cast<std::size_t>(row));
}

Brightness SourceList::brightness(int row) const {
    Brightness brightness;
    for (const Band band : allBands)
        brightness[place(band)] = brightnessIn(magnitude(row, band), isUpperLimit(row, band));
    return brightness;
}

double SourceList::colour(int row, Band shorter, Band longer) const {
    return isUpperLimit(row, shorter) || isUpperLimit(row, longer) ? missing : magnitude(row, shorter) - magnitude(row, longer);
}

std::optional<SourceClass> SourceList::truth(int row) const {
    const auto told = addedAt(row) ? std::nullopt : columns_->truth.at(static_cast<std::size_t>(row));
    return told ? told : classOf(givenTruths_.at(row));
}

QString SourceList::contamination(int row) const {
    return addedAt(row)
               ? QString()
               : QString::fromStdString(columns_->catalog->text(static_cast<std::size_t>(row), Role::ContaminationFlags));
}

QString SourceList::quality(int row) const {
    const DetectedSource* added = addedAt(row);
    return added ? QString::fromStdString(flagText(*added)) : flagsOf(*columns_->catalog, static_cast<std::size_t>(row));
}

void SourceList::setPrediction(int row, const std::optional<Prediction>& prediction) {
    predictions_.set(row, prediction);
    if (ownPredictions_.at(row))
        ownPredictions_.set(row, std::nullopt);
    noteShownClass(row);
}

void SourceList::clearPredictions() {
    for (int row = 0; row < size(); ++row)
        if (prediction(row))
            setPrediction(row, std::nullopt);
    adjustment_.clear();
}

void SourceList::setAdjusted(int row, const Prediction& adjusted, const Prediction& own, const QString& note) {
    setPrediction(row, adjusted);
    ownPredictions_.set(row, own);
    adjustment_ = note;
}

void SourceList::clearAdjusted() {
    for (int row = 0; row < size(); ++row)
        if (const std::optional<Prediction> own = ownPredictions_.at(row))
            setPrediction(row, own);
    adjustment_.clear();
}

double SourceList::trueProbability(int row) const {
    const std::optional<SourceClass> known = truth(row);
    return known && predictedClass(row) ? double(prediction(row)->probabilities[static_cast<std::size_t>(*known)]) : missing;
}

double SourceList::margin(int row) const {
    if (!predictedClass(row))
        return missing;
    auto probabilities = prediction(row)->probabilities;
    std::ranges::sort(probabilities, std::greater());
    return double(probabilities[0]) - double(probabilities[1]);
}

double SourceList::entropy(int row) const {
    if (!predictedClass(row))
        return missing;
    double sum = 0;
    for (const float probability : prediction(row)->probabilities)
        if (probability > 0)
            sum -= double(probability) * std::log(double(probability));
    return sum / std::log(3.0);
}

void SourceList::noteShownClass(int row) {
    const std::optional<SourceClass> given = labelClass(label(row));
    const std::uint8_t number = numberOf(given ? given : predictedClass(row));
    if (shownClasses_.at(row) != number)
        shownClasses_.set(row, number);
}

int SourceList::nearest(const PixelCoord& where, double maximumDistance) const {
    int best = -1;
    double bestSquare = maximumDistance * maximumDistance;
    for (int row = 0; row < size(); ++row) {
        const PixelCoord p = pixel(row);
        const double across = p.x - where.x, up = p.y - where.y;
        if (const double square = across * across + up * up; square <= bestSquare) {
            best = row;
            bestSquare = square;
        }
    }
    return best;
}

int SourceList::nearestOnSky(const SkyCoord& where, double arcsec) const {
    int best = columns_ ? columns_->places->nearest(where, arcsec).row : -1;
    double bestDistance = best < 0 ? arcsec : separationArcsec(position(best), where);
    for (int row = catalogSize(); row < size(); ++row)
        if (const double distance = separationArcsec(position(row), where); distance <= bestDistance) {
            best = row;
            bestDistance = distance;
        }
    return best;
}

int SourceList::find(const QString& wanted, const SkyCoord& where, double arcsec) const {
    const int best = nearestOnSky(where, arcsec);
    if (best < 0 || name(best) == wanted)
        return best;
    const bool isCrowded = columns_ && columns_->places->nearest(where, arcsec).hasRival;
    for (int row = isCrowded ? 0 : catalogSize(); row < size(); ++row)
        if (separationArcsec(position(row), where) <= arcsec && name(row) == wanted)
            return row;
    return best;
}

int SourceList::findWithoutPlace(const QString& wanted) const {
    if (!columns_)
        return -1;
    const QString prefix = collectionPrefix(*columns_);
    return wanted.startsWith(prefix) ? columns_->names->row(*columns_->catalog, wanted.mid(prefix.size()).toStdString()) : -1;
}

bool isOnImage(const PixelCoord& place, const FloatImage& image) {
    return place.x >= -0.5 && place.y >= -0.5 && place.x < image.width() - 0.5 && place.y < image.height() - 0.5;
}

} // namespace iic::ui
