#pragma once

#include <vector>

#include "io/json/json_fields.h"
#include "layer/settings/layer.h"

namespace convlens {

/// The layers in the list `name` of `fields`, for a first layer of `input_channels`. Their weights
/// fit their settings and the channels that the layers before them give.
std::vector<Layer> ReadLayerList(JsonFields& fields, const char* name, int input_channels);

/// The only layer of sessions of version 1 and of lessons: one kernel, for one input channel.
Layer ReadSingleLayer(JsonFields fields, int input_channels);

}  // namespace convlens
