// The nearest of one list of positions for each of another, on all cores:
//   bench_match FIRST SECOND PAIRS   prints the best of five times in seconds and writes the row of SECOND for each row of
//                                    FIRST; the files hold right ascension and declination as float64, PAIRS int64.
#include "catalog/Match.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace iic;

namespace {

std::vector<SkyCoord> readPlaces(const char* path) {
    std::vector<SkyCoord> places(std::filesystem::file_size(path) / sizeof(SkyCoord));
    std::ifstream(path, std::ios::binary)
        .read(reinterpret_cast<char*>(places.data()), static_cast<std::streamsize>(places.size() * sizeof(SkyCoord)));
    return places;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    const auto first = readPlaces(argv[1]), second = readPlaces(argv[2]);
    const MatchOptions options{std::numeric_limits<double>::infinity(), MatchKind::NearestForEach};
    NoProgress quiet;
    double best = std::numeric_limits<double>::infinity();
    std::vector<std::int64_t> rows(first.size(), -1);
    for (int turn = 0; turn < 5; ++turn) {
        const auto start = std::chrono::steady_clock::now();
        const auto match = matchPositions(first, second, options, quiet, {});
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (!match)
            return 1;
        for (const auto& pair : match->pairs)
            rows[pair.first] = static_cast<std::int64_t>(pair.second);
    }
    std::ofstream(argv[3], std::ios::binary)
        .write(reinterpret_cast<const char*>(rows.data()), static_cast<std::streamsize>(rows.size() * sizeof rows[0]));
    std::printf("%.4f\n", best);
    return 0;
}
