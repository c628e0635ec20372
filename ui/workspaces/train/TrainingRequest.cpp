#include "workspaces/train/TrainingRequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace iic::ui {

namespace {

QString bandText(Band band) { return QString::fromStdString(std::string(bandName(band))); }

template <typename Number>
void takeNumber(const QJsonObject& json, const char* key, double lowest, double highest, Number& into) {
    const double value = json[QLatin1String(key)].toDouble(lowest - 1);
    if (value >= lowest && value <= highest)
        into = static_cast<Number>(value);
}

void takeBands(const QJsonObject& json, std::vector<Band>& into) {
    std::vector<Band> bands;
    for (const QJsonValue& name : json[QLatin1String("bands")].toArray())
        for (const Band band : allBands)
            if (name.toString() == bandText(band) && std::ranges::find(bands, band) == bands.end())
                bands.push_back(band);
    if (bands.size() >= 3)
        into = std::move(bands);
}

void takeWeights(const QJsonObject& json, std::vector<double>& into) {
    std::vector<double> weights;
    for (const QJsonValue& weight : json[QLatin1String("classWeights")].toArray())
        weights.push_back(weight.toDouble());
    if (weights.size() == 3 && std::ranges::all_of(weights, [](double weight) { return weight > 0; }))
        into = std::move(weights);
}

} // namespace

QByteArray toJson(const TrainingRequest& request) {
    const TrainingOptions& options = request.options;
    QJsonArray bands, weights;
    for (const Band band : options.card.input.channels)
        bands << bandText(band);
    for (const double weight : options.classWeights)
        weights << weight;
    return QJsonDocument(
               QJsonObject{{QStringLiteral("bands"), bands},
                           {QStringLiteral("preset"), QString::fromStdString(std::string(presetName(options.card.input.preset)))},
                           {QStringLiteral("side"), options.card.input.side},
                           {QStringLiteral("stem"), options.card.spec.stemKernel},
                           {QStringLiteral("epochs"), options.epochs},
                           {QStringLiteral("batch"), options.batch},
                           {QStringLiteral("learningRate"), options.learningRate},
                           {QStringLiteral("schedule"), QString::fromStdString(std::string(scheduleName(options.schedule)))},
                           {QStringLiteral("halveAfterEpoch"), options.halveAfterEpoch},
                           {QStringLiteral("augment"), options.augment},
                           {QStringLiteral("classWeights"), weights},
                           {QStringLiteral("balanced"), request.hasBalancedWeights},
                           {QStringLiteral("patience"), options.patience},
                           {QStringLiteral("seed"), QString::number(options.seed)}, // 64 bits are more than a number holds
                           {QStringLiteral("device"), static_cast<int>(options.device)},
                           {QStringLiteral("precision"), QString::fromStdString(std::string(precisionName(options.precision)))}})
        .toJson(QJsonDocument::Compact);
}

TrainingRequest requestFromJson(const QByteArray& text) {
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    TrainingRequest request;
    TrainingOptions& options = request.options;
    InputOptions& input = options.card.input;
    takeBands(json, input.channels);
    input.preset = parsePreset(json[QLatin1String("preset")].toString().toStdString()).value_or(input.preset);
    takeNumber(json, "side", 64, 128, input.side);
    input.side -= input.side % 8;
    if (json[QLatin1String("stem")].toInt() == 3)
        options.card.spec.stemKernel = 3;
    takeNumber(json, "epochs", 1, 100'000, options.epochs);
    takeNumber(json, "batch", 1, 65'536, options.batch);
    takeNumber(json, "learningRate", 1e-12, 1, options.learningRate);
    if (json[QLatin1String("schedule")].toString().toStdString() == scheduleName(RateSchedule::Cosine))
        options.schedule = RateSchedule::Cosine;
    takeNumber(json, "halveAfterEpoch", 0, 100'000, options.halveAfterEpoch);
    options.augment = json[QLatin1String("augment")].toBool();
    takeWeights(json, options.classWeights);
    request.hasBalancedWeights = json[QLatin1String("balanced")].toBool();
    takeNumber(json, "patience", 0, 100'000, options.patience);
    bool isSeed = false;
    if (const qulonglong seed = json[QLatin1String("seed")].toString().toULongLong(&isSeed); isSeed)
        options.seed = seed;
    int device = 0;
    takeNumber(json, "device", 0, static_cast<double>(DeviceChoice::Cuda), device);
    options.device = static_cast<DeviceChoice>(device);
    if (json[QLatin1String("precision")].toString().toStdString() == precisionName(Precision::Tf32))
        options.precision = Precision::Tf32;
    return request;
}

} // namespace iic::ui
