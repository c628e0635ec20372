// Prints the distributions of lists of numbers, for comparison with numpy. On standard input one list a line; on standard output
// for each, a line each of: edges, counts, densities, densities a decade, median and number left out.
//   print_histograms lists      numbers apart by blanks, "nan" and "inf" among them
//   print_histograms channels   one list of pixels as 0xAARRGGBB; prints the counts of red, green and blue
#include "metrics/Histogram.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>

using namespace iic;

namespace {

std::vector<std::vector<double>> readLists() {
    std::vector<std::vector<double>> lists;
    for (std::string line; std::getline(std::cin, line);) {
        auto& list = lists.emplace_back();
        std::istringstream words(line);
        for (std::string word; words >> word;)
            list.push_back(std::strtod(word.c_str(), nullptr)); // a stream does not read "nan"
    }
    return lists;
}

void print(const std::vector<double>& values) {
    for (const double value : values)
        std::printf("%.17g ", value);
    std::printf("\n");
}

template <typename Counts> void printCounts(const Counts& counts) {
    for (const auto count : counts)
        std::printf("%llu ", static_cast<unsigned long long>(count));
    std::printf("\n");
}

void printDistributions() {
    for (const LogDistribution& distribution : logDistributions(readLists())) {
        print(distribution.histogram.edges);
        printCounts(distribution.histogram.counts);
        print(probabilityDensity(distribution.histogram));
        print(distribution.densityPerDecade);
        std::printf("%.17g %llu\n", distribution.median, static_cast<unsigned long long>(distribution.histogram.leftOut));
    }
}

void printChannels() {
    std::vector<std::uint32_t> pixels;
    for (std::string word; std::cin >> word;)
        pixels.push_back(static_cast<std::uint32_t>(std::strtoul(word.c_str(), nullptr, 16)));
    for (const auto& channel : countChannels(pixels))
        printCounts(channel);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    std::strcmp(argv[1], "channels") == 0 ? printChannels() : printDistributions();
    return 0;
}
