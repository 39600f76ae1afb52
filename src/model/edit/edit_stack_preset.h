#pragma once

#include <string_view>

#include "model/edit/edit.h"

namespace convlens {

/// The label of `UseStackPreset`.
inline const Message kChooseStackLabel{"Choose stack", {}};

/// The layers of a stack preset, random ones by `seed`; they are drawn here, so that the edit
/// itself is quick: of large presets it is best made in the background. An input of one channel is
/// repeated where the preset takes more (grey as RGB); one that the preset cannot take otherwise,
/// because it has other channels or too few cells, gives way to a picture of the preset's size.
Edit UseStackPreset(std::string_view id, uint64_t seed);

/// A layer to be put behind layer `after`: of one kind, with the settings that are usual for it, as
/// many channels as come in, and random kernels by `seed`.
Edit AddUsualLayer(const Document& document, int after, LayerKind kind, uint64_t seed);

}  // namespace convlens
