#pragma once

#include "scene/figure.h"

namespace convlens {

// Channels as stacks of cards: the pair in front, and the edges of those behind it.

/// How many channels stand in the stack of a role's grid. The kernels in the stack are those of one
/// output channel; where that has only one, those of all outputs.
int StackOf(const Evaluation& evaluation, GridRole role);

/// The front after the next card of that stack has come forward; after the last, the first. Where
/// groups or pooling tie an input to its outputs, these follow.
Front WithNextCard(const Evaluation& evaluation, GridRole role);

/// "X[2]", "K[0,2]", "H[0]": what `front` has in front in that role's stack.
std::string CardName(GridRole role, Front front);

/// Writes the number of its channels under each stack of a figure that is laid out.
void CountStacks(Figure& figure);

}  // namespace convlens
