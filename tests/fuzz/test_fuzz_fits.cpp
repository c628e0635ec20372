#include "TestSupport.h"

#include "astro/TileSet.h"
#include "base/Random.h"
#include "spectra/SpectrumGrid.h"

#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <fitsio.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <zlib.h>

using namespace iic;

namespace {

std::string padded(std::string bytes, char fill) {
    bytes.resize((bytes.size() + 2879) / 2880 * 2880, fill);
    return bytes;
}

std::string header(const std::vector<std::string>& cards) {
    std::string bytes;
    for (const auto& card : cards)
        bytes += fmt::format("{:<80}", card);
    return padded(bytes + fmt::format("{:<80}", "END"), ' ');
}

/// Small valid files that between them use every form the reader knows: floats, scaled integers, doubles, an
/// image in an extension, a third axis.
std::vector<std::string> plainSeeds() {
    const std::vector<std::string> sky{"CTYPE1  = 'RA---SIN'", "CTYPE2  = 'DEC--SIN'", "CRVAL1  = 150.0",
                                       "CRVAL2  = 2.0",        "CRPIX1  = 3.0",        "CRPIX2  = 3.0"};
    const auto with = [&sky](std::vector<std::string> first, const std::vector<std::string>& last) {
        first.insert(first.end(), sky.begin(), sky.end());
        first.insert(first.end(), last.begin(), last.end());
        return header(first);
    };
    const std::vector<std::string> atlas{"CDELT1  = -0.00038194", "CDELT2  = 0.00038194", "CROTA2  = 0.5",
                                         "WCSAXES = 2",           "BAND    = 1",          "COADDID = '1500p020_ac51'",
                                         "MAGZP   = 20.5",        "OBJECT  = 'it''s'",    "HISTORY a note"};
    const std::vector<std::string> matrix{"CD1_1   = -0.00076", "CD1_2   = 0.0", "CD2_1   = 0.0",    "CD2_2   = 0.00076",
                                          "LONPOLE = 180.0",    "LATPOLE = 0.0", "RADESYS = 'ICRS'", "WAVELEN = 4.618"};
    std::string floats;
    for (int pixel = 0; pixel < 30; ++pixel)
        floats += std::string("\x40\x49\x0f", 3) + static_cast<char>(pixel);
    return {
        with({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 6", "NAXIS2  = 5", "EXTEND  = T"}, atlas) +
            padded(floats, '\0'),
        with({"SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 6", "NAXIS2  = 5", "BSCALE  = 0.5", "BZERO   = 32768",
              "BLANK   = -1"},
             matrix) +
            padded(std::string(60, '\1'), '\0'),
        with({"SIMPLE  = T", "BITPIX  = -64", "NAXIS   = 3", "NAXIS1  = 3", "NAXIS2  = 5", "NAXIS3  = 1", "CTYPE3  = 'FREQ'"},
             atlas) +
            padded(floats, '\0'),
        header({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"}) +
            with({"XTENSION= 'IMAGE   '", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 6", "NAXIS2  = 5", "PCOUNT  = 0",
                  "GCOUNT  = 1"},
                 matrix) +
            padded(floats, '\0'),
    };
}

/// What is written in place of the value of a card.
const std::array<std::string, 28> values{"0",
                                         "1",
                                         "-1",
                                         "2",
                                         "3",
                                         "7",
                                         "9",
                                         "10",
                                         "16",
                                         "999",
                                         "65536",
                                         "100000",
                                         "2147483647",
                                         "2147483648",
                                         "-2147483648",
                                         "4294967297",
                                         "9223372036854775807",
                                         "99999999999999999999",
                                         "1E308",
                                         "-1E-308",
                                         "1E999",
                                         "NaN",
                                         "T",
                                         "''",
                                         "'",
                                         "'RA---TAN'",
                                         "'GLON-XYZ'",
                                         "                    /"};
const std::array<std::string, 20> keywords{"NAXIS",  "NAXIS1", "NAXIS2", "BITPIX",  "WCSAXES", "PCOUNT", "GCOUNT",
                                           "BSCALE", "BZERO",  "BLANK",  "CTYPE1",  "CTYPE2",  "CTYPE9", "CDELT2",
                                           "CD1_1",  "PC2_1",  "PV2_1",  "LONPOLE", "CUNIT1",  "A_ORDER"};

std::string contents(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Mutator {
  public:
    Mutator(std::uint64_t seed, std::vector<std::string> seeds, std::size_t cards = 60)
        : random_(seed), seeds_(std::move(seeds)), cards_(cards) {}

    std::string mutated() {
        auto bytes = seeds_[below(seeds_.size())];
        for (auto steps = 1 + below(5); steps > 0; --steps)
            step(bytes);
        return bytes;
    }
    bool oneIn(std::size_t count) { return below(count) == 0; }

    void step(std::string& bytes) {
        switch (below(8)) {
        case 0:
        case 1:
        case 2: changeValue(bytes); break;
        case 3: addCard(bytes); break;
        case 4: flip(bytes); break;
        case 5: bytes.resize(below(bytes.size() + 1)); break;
        case 6: bytes.erase(below(bytes.size() + 1), below(4000)); break;
        default: bytes.insert(below(bytes.size() + 1), std::string(below(3000), static_cast<char>(below(256))));
        }
    }

    void flip(std::string& bytes) {
        if (!bytes.empty())
            bytes[below(bytes.size())] = static_cast<char>(below(256));
    }

  private:
    std::size_t below(std::size_t bound) { return random_.below(bound); }

    /// Puts one of `values` into a card somewhere in the file.
    void changeValue(std::string& bytes) {
        if (bytes.size() >= 2880)
            put(bytes, below(std::min<std::size_t>(bytes.size() / 80, cards_)) * 80 + 10,
                fmt::format("{:<20}", values[below(values.size())]));
    }
    void addCard(std::string& bytes) {
        const auto end = bytes.find(fmt::format("{:<80}", "END"));
        if (end != std::string::npos)
            put(bytes, end,
                fmt::format("{:<80}{:<80}",
                            fmt::format("{:<8}= {}", keywords[below(keywords.size())], values[below(values.size())]), "END"));
    }
    static void put(std::string& bytes, std::size_t at, const std::string& text) {
        if (at + text.size() <= bytes.size())
            bytes.replace(at, text.size(), text);
    }

    Random random_;
    std::vector<std::string> seeds_;
    std::size_t cards_; ///< that values are put into, from the start of the file on
};

std::string flawOf(const Error& error, const std::filesystem::path& path) {
    if (error.file != path.string())
        return "the error names another file: " + error.oneLine();
    return error.reason.empty() || error.code == ErrorCode::Internal ? "the error says nothing" : "";
}

std::string flawOf(const WorldCoordinates& wcs) {
    for (const PixelCoord pixel : {PixelCoord{0, 0}, {5, 4}, {1e6, -1e6}, {1e300, 0}, {NAN, 0}}) {
        const auto sky = wcs.toSky(pixel);
        if (!sky)
            continue;
        if (!(sky->rightAscension >= 0 && sky->rightAscension < 360 && std::abs(sky->declination) <= 90))
            return fmt::format("{} {} is off the sphere", sky->rightAscension, sky->declination);
        if (const auto back = wcs.toPixel(*sky); back && !(std::isfinite(back->x) && std::isfinite(back->y)))
            return "a pixel is not finite";
    }
    return std::isfinite(wcs.rotation()) && std::isfinite(wcs.pixelScale()) ? "" : "the scale is not finite";
}

std::string flawOf(const FitsImage& image) {
    const auto& pixels = image.pixels;
    if (pixels.width() < 1 || pixels.height() < 1 ||
        pixels.pixels().size() != static_cast<std::size_t>(pixels.width()) * static_cast<std::size_t>(pixels.height()))
        return "the image has no size";
    if (std::none_of(pixels.pixels().begin(), pixels.pixels().end(), [](float pixel) { return std::isfinite(pixel); }))
        return "no pixel is finite";
    return image.header.records().size() % 80 == 0 ? "" : "the records are not of 80 characters";
}

std::string flawOf(const Spectrum& spectrum) {
    if (spectrum.size() < 2 || spectrum.flux.size() != spectrum.size() || spectrum.inverseVariance.size() != spectrum.size())
        return "the vectors are not of one length";
    for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
        if (!std::isfinite(spectrum.logWavelength[pixel]) || !std::isfinite(spectrum.flux[pixel]) ||
            !(spectrum.inverseVariance[pixel] >= 0) || !std::isfinite(spectrum.inverseVariance[pixel]))
            return fmt::format("pixel {} is not finite", pixel);
    std::vector<float> input(SpectrumGrid{}.inputSize());
    if (const auto made = spectrumInput(spectrum, {}, input); !made && made.error().reason.empty())
        return "the error says nothing";
    return std::all_of(input.begin(), input.end(), [](float value) { return std::isfinite(value); }) ? ""
                                                                                                     : "the input is not finite";
}

/// A small spectrum as we write it.
std::string spectrumSeed(const std::filesystem::path& path, std::size_t pixels) {
    Spectrum spectrum{"seed", {}, {}, {}, 0.5, "GALAXY", "AGN", SkyCoord{150, 2}, FibreId{1, 2, 3}};
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        spectrum.logWavelength.push_back(3.6 + 0.3 * static_cast<double>(pixel) / static_cast<double>(pixels));
        spectrum.flux.push_back(static_cast<float>(pixel % 7));
        spectrum.inverseVariance.push_back(static_cast<float>(pixel % 5));
    }
    return writeSpectrum(path, spectrum) ? contents(path) : std::string();
}

} // namespace

class TestFuzzFits : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file(const std::string& name) const {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }

    std::filesystem::path write(const std::string& bytes) const {
        std::ofstream(file("x-w1.fits"), std::ios::binary) << bytes;
        return file("x-w1.fits");
    }

    std::string gzipped(const std::string& bytes) const {
        gzFile packed = gzopen(file("made.gz").c_str(), "wb1");
        gzwrite(packed, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(packed);
        return contents(file("made.gz"));
    }

    std::string fpacked(const std::string& method) const {
        fitsfile* packed = nullptr;
        int status = 0;
        std::array<long, 2> sides{20, 16};
        std::vector<float> pixels(320, 2.5f);
        fits_create_file(&packed, ("!" + file("made.fz").string() + "[compress " + method + "]").c_str(), &status);
        fits_create_img(packed, FLOAT_IMG, 2, sides.data(), &status);
        fits_write_img(packed, TFLOAT, 1, 320, pixels.data(), &status);
        fits_close_file(packed, &status);
        return status == 0 ? contents(file("made.fz")) : std::string{};
    }

    /// What is wrong with the answer of any of the readers to this file; `read` tells whether it gave an image.
    std::string flawOfReading(const std::filesystem::path& path, bool& read) const {
        const auto image = readFitsImage(path);
        read = image.has_value();
        const auto headerOnly = readFitsHeader(path);
        if (image && (!headerOnly || headerOnly->records() != image->header.records()))
            return "the header alone reads otherwise";
        if (auto flaw = image ? flawOf(*image) : flawOf(image.error(), path); !flaw.empty())
            return flaw;
        if (image) {
            const auto wcs = WorldCoordinates::fromHeader(image->header, path.string());
            if (auto flaw = wcs ? flawOf(*wcs) : flawOf(wcs.error(), path); !flaw.empty())
                return flaw;
        }
        NoProgress quiet;
        const auto tiles = openTiles({{path}, {}}, quiet, {});
        if (!tiles)
            return isCancelled(tiles.error()) ? "was cancelled" : flawOf(std::get<Error>(tiles.error()), path);
        return tiles->size() == 1 && image ? "" : "opens as a tile but not as an image";
    }

    static std::string flawOfSpectrum(const std::filesystem::path& path, bool& read) {
        const auto spectrum = readSpectrum(path);
        read = spectrum.has_value();
        if (read && !holdsSpectrum(path))
            return "is read but holds no spectrum";
        return read ? flawOf(*spectrum) : flawOf(spectrum.error(), path);
    }

    using Reader = std::function<std::string(const std::filesystem::path&, bool&)>;

    void fuzz(int mutations, const std::function<std::string()>& next) {
        fuzz(mutations, next, [this](const std::filesystem::path& path, bool& read) { return flawOfReading(path, read); });
    }
    void fuzz(int mutations, const std::function<std::string()>& next, const Reader& flawOfNext) {
        int reads = 0;
        for (int number = 0; number < mutations; ++number) {
            const auto path = write(next());
            bool read = false;
            const auto flaw = flawOfNext(path, read);
            QVERIFY2(flaw.empty(), qPrintable(QStringLiteral("mutation %1: %2").arg(number).arg(QString::fromStdString(flaw))));
            reads += read;
        }
        QVERIFY2(reads > mutations / 20 && reads < mutations,
                 qPrintable(QStringLiteral("%1 of %2 were read").arg(reads).arg(mutations)));
    }

  private Q_SLOTS:
    void theSeedsAreValid() {
        auto seeds = plainSeeds();
        seeds.push_back(gzipped(seeds.front()));
        for (const char* method : {"G", "R", "HS"})
            seeds.push_back(fpacked(method));
        for (const auto& seed : seeds) {
            const auto image = readFitsImage(write(seed));
            QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        }
    }

    void plainFilesAreReadOrRefused() {
        Mutator mutator(1, plainSeeds());
        fuzz(4000, [&] { return mutator.mutated(); });
    }

    void spectraAreReadOrRefused() {
        Mutator mutator(4, {spectrumSeed(file("seed.fits"), 30), spectrumSeed(file("seed.fits"), 700)}, 150);
        fuzz(
            4000, [&] { return mutator.mutated(); }, &flawOfSpectrum);
    }

    void gzippedSpectraAreReadOrRefused() {
        Mutator mutator(5, {spectrumSeed(file("seed.fits"), 700)}, 150);
        fuzz(
            1000,
            [&] {
                auto packed = gzipped(mutator.mutated());
                if (mutator.oneIn(3))
                    mutator.flip(packed);
                return packed;
            },
            &flawOfSpectrum);
    }

    void gzippedFilesAreReadOrRefused() {
        Mutator mutator(2, plainSeeds());
        fuzz(1500, [&] {
            auto packed = gzipped(mutator.mutated());
            if (mutator.oneIn(3))
                mutator.flip(packed);
            return packed;
        });
    }

    void fpackedFilesAreReadOrRefused() {
        Mutator mutator(3, {fpacked("G"), fpacked("R"), fpacked("HS")});
        fuzz(1500, [&] { return mutator.mutated(); });
    }
};

IIC_CORE_TEST_MAIN(TestFuzzFits)
#include "test_fuzz_fits.moc"
