// Builds a dataset for comparison with other programs: make_dataset FOLDER CATALOG OUT
#include "data/BuildDataset.h"

#include <cstdio>

using namespace iic;

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    BuildOptions options;
    options.tiles = {argv[1]};
    options.catalogs = {{argv[2], {}}};
    options.out = argv[3];
    options.selection.dropFlags = 0;
    options.split.rule = SplitRule::None;
    NoProgress quiet;
    const auto report = buildDataset(options, quiet, {});
    if (!report)
        std::fprintf(stderr, "%s\n", std::get<Error>(report.error()).oneLine().c_str());
    return report ? 0 : 1;
}
