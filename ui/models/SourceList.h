#pragma once

#include "analysis/ClassifyTile.h"
#include "analysis/SourceNotes.h"
#include "models/BlockList.h"
#include "models/SourceColumns.h"
#include "project/LabelJournal.h"

#include <QString>

#include <limits>

namespace iic::ui {

/// The class a user's word stands for; nullopt for unsure, artefact and none.
constexpr std::optional<SourceClass> labelClass(UserLabel label) {
    switch (label) {
    case UserLabel::Star: return SourceClass::Star;
    case UserLabel::Galaxy: return SourceClass::Galaxy;
    case UserLabel::Quasar: return SourceClass::Quasar;
    default: return std::nullopt;
    }
}

/// What a review has found out about a source.
struct ReviewMarks {
    std::uint8_t mistakeGroup = 0; ///< of the misclassified ones, 1 …; 0: in none
    std::uint16_t notes = 0; ///< bits of SourceNote
    float labelMargin = std::numeric_limits<float>::quiet_NaN(); ///< LabelSuspect::margin, out of sample; NaN: not asked
    bool isSuspected = false; ///< its label is among those taken to be wrong
    std::optional<SourceClass> likely; ///< LabelSuspect::likely where those who were asked prefer it to the label
    float isolation = std::numeric_limits<float>::quiet_NaN(); ///< Isolation::rank; NaN: not asked
    bool operator==(const ReviewMarks&) const = default;
};

/// Where a source lies in the plane of a network's features that is shown; NaN: in none.
struct FeaturePlace {
    float x = std::numeric_limits<float>::quiet_NaN();
    float y = std::numeric_limits<float>::quiet_NaN();
};

/// The sources of a tile or a dataset and what is known of them. The rows of the catalog come first, sources measured by
/// hand after them. A copy costs next to nothing: what is large is shared until one changes it. Missing numbers are NaN.
class SourceList {
  public:
    SourceList() = default;
    explicit SourceList(std::shared_ptr<const SourceColumns> columns);

    int size() const { return catalogSize() + static_cast<int>(added_.size()); }
    int catalogSize() const { return columns_ ? columns_->size() : 0; }
    const std::shared_ptr<const SourceColumns>& columns() const { return columns_; } ///< null without a catalog
    const std::vector<DetectedSource>& added() const { return added_; }
    void append(const DetectedSource& source);
    /// Whether a row was measured by hand.
    bool isAdded(int row) const { return row >= catalogSize() && row < size(); }
    /// Takes away a row measured by hand; those after it move up.
    void removeAdded(int row);

    QString name(int row) const;
    /// By which a label finds the row again: its name, with the file it is in before it where the row has no place.
    QString labelledName(int row) const;
    SkyCoord position(int row) const;
    /// On the tile's reference image.
    PixelCoord pixel(int row) const {
        const DetectedSource* added = addedAt(row);
        return added ? added->pixel : columns_->pixel.at(static_cast<std::size_t>(row));
    }
    double magnitude(int row, Band band) const;
    double magnitudeError(int row, Band band) const;
    double signalToNoise(int row, Band band) const;
    bool isUpperLimit(int row, Band band) const; ///< the magnitude is one
    Brightness brightness(int row) const;
    double colour(int row, Band shorter, Band longer) const; ///< difference of magnitudes, NaN if one is missing or a limit
    std::optional<SourceClass> truth(int row) const;
    /// What is known from elsewhere of a row whose catalog does not tell its class.
    void setGivenTruth(int row, std::optional<SourceClass> sourceClass) { givenTruths_.set(row, numberOf(sourceClass)); }
    void clearGivenTruths() { givenTruths_.fill(noClass, size()); }
    QString contamination(int row) const;
    QString quality(int row) const; ///< all flags, as the inspector shows them

    const std::optional<Prediction>& prediction(int row) const { return predictions_.at(row); }
    void setPrediction(int row, const std::optional<Prediction>& prediction);
    void clearPredictions();
    /// Shows a prediction adjusted to other circumstances in the place of the network's own, of which `note` says how in a few
    /// words, the same for all rows.
    void setAdjusted(int row, const Prediction& adjusted, const Prediction& own, const QString& note);
    /// The network's own predictions are shown again.
    void clearAdjusted();
    /// How the prediction of a row was adjusted; empty: not at all.
    QString adjustment(int row) const { return ownPredictions_.at(row) ? adjustment_ : QString(); }
    bool hasAdjusted() const { return !adjustment_.isEmpty(); }
    const std::optional<Prediction>& ownPrediction(int row) const {
        const std::optional<Prediction>& own = ownPredictions_.at(row);
        return own ? own : prediction(row);
    }
    /// The class a prediction gives, nullopt where the row has none or was not classified.
    std::optional<SourceClass> predictedClass(int row) const {
        const std::optional<Prediction>& given = prediction(row);
        return given && given->isClassified() ? std::optional(given->best()) : std::nullopt;
    }
    /// The probability a prediction gives to the class that is true; NaN where either is not known.
    double trueProbability(int row) const;
    /// How far the likeliest class of a prediction is ahead of the next; NaN where there is none.
    double margin(int row) const;
    /// How undecided a prediction is, in units of that of equal probabilities, 0 … 1; NaN where there is none.
    double entropy(int row) const;
    const ReviewMarks& reviewMarks(int row) const { return reviewMarks_.at(row); }
    void setReviewMarks(int row, const ReviewMarks& marks) { reviewMarks_.set(row, marks); }
    void clearReviewMarks() { reviewMarks_.fill({}, size()); }
    /// Of the user's named kinds of sources; 0: in none.
    int caseNumber(int row) const { return caseNumbers_.at(row); }
    void setCaseNumber(int row, std::uint8_t number) { caseNumbers_.set(row, number); }
    const FeaturePlace& featurePlace(int row) const { return featurePlaces_.at(row); }
    void setFeaturePlace(int row, const FeaturePlace& place) { featurePlaces_.set(row, place); }
    void clearFeaturePlaces() { featurePlaces_.fill({}, size()); }
    /// The class another network gives, to be compared; nullopt where there is none.
    std::optional<SourceClass> comparedClass(int row) const { return classOf(comparedClasses_.at(row)); }
    void setComparedClass(int row, std::optional<SourceClass> sourceClass) { comparedClasses_.set(row, numberOf(sourceClass)); }

    /// The user's word, else the network's.
    std::optional<SourceClass> shownClass(int row) const { return classOf(shownClasses_.at(row)); }

    UserLabel label(int row) const { return labels_.at(row); }
    void setLabel(int row, UserLabel label) {
        labels_.set(row, label);
        noteShownClass(row);
    }

    /// The row nearest to a pixel within a distance, −1 when there is none.
    int nearest(const PixelCoord& pixel, double maximumDistance) const;
    /// The row nearest to a place on the sky, −1 when none is within the distance.
    int nearestOnSky(const SkyCoord& place, double arcsec) const;
    /// The same, but the row of that name where one is within the distance.
    int find(const QString& name, const SkyCoord& place, double arcsec) const;
    /// The row without a place of that labelledName, −1 when there is none.
    int findWithoutPlace(const QString& labelledName) const;

  private:
    /// Null for a row of the catalog.
    const DetectedSource* addedAt(int row) const {
        return row < catalogSize() ? nullptr : &added_.at(static_cast<std::size_t>(row - catalogSize()));
    }

    void noteShownClass(int row);

    static constexpr std::uint8_t noClass = 255;
    static constexpr std::optional<SourceClass> classOf(std::uint8_t number) {
        return number == noClass ? std::nullopt : std::optional(static_cast<SourceClass>(number));
    }
    static constexpr std::uint8_t numberOf(std::optional<SourceClass> sourceClass) {
        return sourceClass ? static_cast<std::uint8_t>(*sourceClass) : noClass;
    }

    std::shared_ptr<const SourceColumns> columns_;
    std::vector<DetectedSource> added_;
    BlockList<std::optional<Prediction>> predictions_;
    BlockList<std::optional<Prediction>> ownPredictions_; ///< where an adjusted one is shown
    QString adjustment_;
    BlockList<UserLabel> labels_;
    BlockList<std::uint8_t> comparedClasses_, givenTruths_;
    BlockList<ReviewMarks> reviewMarks_;
    BlockList<std::uint8_t> caseNumbers_;
    BlockList<FeaturePlace> featurePlaces_;
    BlockList<std::uint8_t> shownClasses_; ///< follows from both; drawing a million reads it alone
};

/// Whether a place lies on a pixel of the image.
bool isOnImage(const PixelCoord& place, const FloatImage& image);

} // namespace iic::ui
