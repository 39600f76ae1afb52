#pragma once

#include <utility>
#include <vector>

#include "model/document/front.h"
#include "model/edit/edit.h"

namespace convlens {

/// An edit that puts `layers` in the place of all that there are, fitted to the input's channels.
inline Edit UseLayers(std::vector<Layer> layers, Message label) {
  return {std::move(label), [layers = std::move(layers)](Document& document) {
            document.layers = layers;
            FitChannels(document, 0);
          }};
}

}  // namespace convlens
