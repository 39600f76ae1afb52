#pragma once

#include "scene/figure/figure.h"

namespace convlens {

// Channels as cards: the one in front, and the edges of those behind it.

/// How many channels the grid of a role is the front one of. The kernels among its cards are those
/// of one output channel; where that has only one, those of all outputs.
int ChannelsOf(const Evaluation& evaluation, GridRole role);

/// The front after the next of these cards has come forward; after the last, the first. Where
/// groups or pooling tie an input to its outputs, these follow.
Front WithNextCard(const Evaluation& evaluation, GridRole role);

/// "X[2]", "K[0,2]", "H[0]": what `front` has in front of that role's cards.
std::string CardName(GridRole role, Front front);

/// Writes the number of its channels under each grid with cards of a figure that is laid out.
void CountCards(Figure& figure);

}  // namespace convlens
