#pragma once

#include "core/grid/words.h"
#include "core/pattern/pattern.h"

namespace convlens {

// Files keep the numbers that a pattern made, so it has no word in them.
inline constexpr Word<Pattern> kPatternWords[] = {
    {Pattern::kCounting, "Counting 0, 1, 2, …"},
    {Pattern::kBookEdges, "Two edges (book)"},
    {Pattern::kVerticalEdge, "Vertical edge"},
    {Pattern::kHorizontalEdge, "Horizontal edge"},
    {Pattern::kDiagonal, "Diagonal"},
    {Pattern::kCheckerboard, "Checkerboard"},
    {Pattern::kGradient, "Gradient"},
    {Pattern::kDisc, "Disc"},
    {Pattern::kNoise, "Noise"},
    {Pattern::kLandscape, "Landscape"},
    {Pattern::kOnes, "Ones"},
    {Pattern::kZeros, "Zeros"},
};

}  // namespace convlens
