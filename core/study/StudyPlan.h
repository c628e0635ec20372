#pragma once

#include "nn/ModelSpec.h"

#include <optional>
#include <string>
#include <vector>

namespace iic {

/// One of the things that a study compares: a network, and what it reads.
struct StudyVariant {
    std::string name; ///< as the figure calls it: "5 × 5", "VGG16", "96 × 96"
    NetworkChoice network;
    InputOptions input;
    double place = 0; ///< along the axis of a study over a number
    std::optional<double> paperAccuracy; ///< of the validation split, where the paper gives it as a number
};

/// A comparison of the paper.
struct StudyPlan {
    enum class Figure {
        Curves, ///< validation accuracy by epoch
        Line, ///< accuracy against a number
    };
    std::string name; ///< on the command line: "stem", "side", "networks", "bands", "presets", "modalities"
    std::string title;
    std::string paperFigure; ///< "Fig. 8"; empty where the paper has none
    std::string paperSays; ///< one sentence
    Figure figure = Figure::Curves;
    std::string axis{}; ///< of Line
    std::vector<StudyVariant> variants{};
};

/// All of them, in the paper's order: S7, S9, S13, S14, S15 and the ways bands become colours. `input`: what is not varied.
std::vector<StudyPlan> paperStudies(const InputOptions& input);

/// The folder of a variant's runs: alike where two studies compare the same network on the same inputs, which then runs once.
std::string runNameOf(const StudyVariant& variant);
/// What it is called among runs of several studies: its network, and what it has unlike the others: "VGG16", "IICnet, 3 × 3 stem",
/// "IICnet, 64 × 64". `usual`: the input of a network that is not compared for its input.
std::string titleOf(const StudyVariant& variant, const InputOptions& usual);

/// The model's shape.
ModelSpec specOf(const StudyVariant& variant);

} // namespace iic
