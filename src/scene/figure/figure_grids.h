#pragma once

#include "scene/figure/figure.h"

namespace convlens {

// What each grid of a figure shows: its numbers, their colours, its title. Where it stands is for
// the layout to say.

/// Whether there are several channels of the input in front, of its output, or kernels: titles and
/// names then say which.
bool HasManyInputs(const Evaluation& evaluation);
bool HasManyKernels(const Evaluation& evaluation);
bool HasManyOutputs(const Evaluation& evaluation);
/// "Kernel K", or "Kernel K[2,1]".
Message KernelTitle(const Evaluation& evaluation);

/// The padding that windows read: none for a transposed convolution, which cuts its own off the
/// output.
Sides PaddingOf(const Evaluation& evaluation);
/// Shape of the input with it.
Shape PaddedInput(const Evaluation& evaluation);

/// A part of the input, of the channel in front.
FigureGrid InputGrid(const Evaluation& evaluation, CellRect region);
/// All of it, with its padding.
FigureGrid PaddedInputGrid(const Evaluation& evaluation);
FigureGrid KernelGrid(const Evaluation& evaluation);
FigureGrid OutputGrid(const Evaluation& evaluation, CellRect region);

// Of learning. Prediction, target and error share one scale, so that an error fades as it shrinks.
FigureGrid PredictionGrid(const Evaluation& evaluation);
FigureGrid ReferenceGrid(const Evaluation& evaluation);
/// Gives both the larger of their ranges: what is learned is compared with its reference.
void ShareScale(FigureGrid& kernel, FigureGrid& reference);
FigureGrid TargetGrid(const Evaluation& evaluation);
FigureGrid ErrorGrid(const Evaluation& evaluation);

}  // namespace convlens
