#pragma once

#include "core/grid/words.h"
#include "model/document/document.h"

namespace convlens {

// The words of a document's choices beside those of its layers and of training.
inline constexpr Word<InitialKernel> kInitialWords[] = {
    {InitialKernel::kRandom, "Random", "random"}, {InitialKernel::kGiven, "Given", "given"}};
inline constexpr Word<TargetSource> kTargetWords[] = {
    {TargetSource::kReferenceKernel, "By a kernel", "reference_kernel"},
    {TargetSource::kFixed, "Fixed", "fixed"},
    {TargetSource::kHiddenLayers, "By hidden layers", "hidden_layers"},
    {TargetSource::kFilter, "By an image filter", "filter"}};
// Follows from the tab that is chosen, so it has no labels.
inline constexpr Word<FigureKind> kFigureWords[] = {{FigureKind::kExplore, "", "explore"},
                                                    {FigureKind::kLearn, "", "learn"},
                                                    {FigureKind::kStack, "", "stack"}};
inline constexpr Word<MatrixView> kMatrixWords[] = {
    {MatrixView::kNone, "None", "none"},
    {MatrixView::kIm2col, "im2col", "im2col"},
    {MatrixView::kToeplitz, "Toeplitz", "toeplitz"}};

}  // namespace convlens
