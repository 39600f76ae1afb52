#include <algorithm>

#include "model/edit/edit.h"

namespace convlens {
namespace {

bool Has(const Document& document, int layer) {
  return layer >= 0 && static_cast<size_t>(layer) < document.layers.size();
}

Message Numbered(const char* pattern, int layer) { return {pattern, {std::to_string(layer + 1)}}; }

}  // namespace

Edit ChangeLayer(int layer, const LayerSettings& settings, Message label) {
  return {std::move(label), [layer, settings](Document& document) {
            if (!Has(document, layer) || SettingsProblem(settings)) return;
            Layer& changed = document.layers[static_cast<size_t>(layer)];
            if (changed.settings == settings) return;
            changed = ExtendedLayer(changed, settings, InputChannels(document, layer),
                                    static_cast<uint64_t>(layer) + 1);
            FitChannels(document, layer);
          }};
}

Edit AddLayer(int index, Layer layer) {
  return {{"Add layer", {}}, [index, layer = std::move(layer)](Document& document) {
            const int at = std::clamp(index, 0, static_cast<int>(document.layers.size()));
            document.layers.insert(document.layers.begin() + at, layer);
            FitChannels(document, at);
          }};
}

Edit RemoveLayer(int index) {
  return {Numbered("Remove layer {}", index), [index](Document& document) {
            if (!Has(document, index) || document.layers.size() == 1) return;
            document.layers.erase(document.layers.begin() + index);
            FitChannels(document, 0);
          }};
}

Edit DuplicateLayer(int index) {
  return {Numbered("Duplicate layer {}", index), [index](Document& document) {
            if (!Has(document, index)) return;
            const Layer copy = document.layers[static_cast<size_t>(index)];
            document.layers.insert(document.layers.begin() + index + 1, copy);
            FitChannels(document, index);
          }};
}

Edit MoveLayer(int from, int to) {
  return {Numbered("Move layer {}", from), [from, to](Document& document) {
            if (!Has(document, from) || !Has(document, to)) return;
            const auto first = document.layers.begin();
            if (from < to) {
              std::rotate(first + from, first + from + 1, first + to + 1);
            } else {
              std::rotate(first + to, first + from, first + from + 1);
            }
            FitChannels(document, std::min(from, to));
          }};
}

int FittedLayers(const Document& before, const Document& after) {
  const auto fitted = [&](const Layer& layer) {
    return layer.settings.has_weights() &&
           std::none_of(before.layers.begin(), before.layers.end(),
                        [&](const Layer& other) { return layer.weights.SameAs(other.weights); });
  };
  return static_cast<int>(std::count_if(after.layers.begin(), after.layers.end(), fitted));
}

}  // namespace convlens
