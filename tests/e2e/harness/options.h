#pragma once

#include <algorithm>
#include <string>

#include "core/pattern/pattern_words.h"
#include "layer/settings/layer_words.h"
#include "layer/settings/stack_presets.h"
#include "model/document/document_words.h"
#include "train/setup/training_words.h"

namespace convlens::e2e {

// How the program names the options of its lists and rows of buttons: by their place in the table
// that they come from.

/// The option for `value` in the control `choice`: Option("choice.border", kBorderWords,
/// Border::kReflect).
template <typename Value, size_t N>
std::string Option(const std::string& choice, const Word<Value> (&words)[N], Value value) {
  return choice + "." + std::to_string(PlaceOf(words, value));
}

/// The preset with `id` in the list of stacks.
inline std::string StackOption(std::string_view id) {
  const auto presets = StackPresets();
  const auto at = std::find_if(presets.begin(), presets.end(),
                               [&](const StackPreset& preset) { return preset.id == id; });
  return "choice.stack." + std::to_string(at - presets.begin());
}

/// The card of a layer, counted from 0, in the strip of a stack.
inline std::string LayerCard(int layer) { return "strip." + std::to_string(layer); }

// Views of the card under the learning figure.
inline constexpr const char* kLossView = "choice.lab_view.0";
inline constexpr const char* kWeightsView = "choice.lab_view.1";
inline constexpr const char* kSurfaceView = "choice.lab_view.2";
inline constexpr const char* kWhyView = "choice.lab_view.3";
inline constexpr const char* kBackwardView = "choice.lab_view.4";
inline constexpr const char* kInputGradient = "choice.backward.1";

// Options that only the interface knows.
inline constexpr const char* kDarkTheme = "choice.theme.0";
inline constexpr const char* kInGrey = "choice.color.0";
inline constexpr const char* kInColor = "choice.color.1";
inline constexpr const char* kBlueChannel = "choice.channel.2";
inline constexpr const char* kMethodPasses = "choice.method.2";
inline constexpr const char* kAllMaps = "choice.maps.1";

}  // namespace convlens::e2e
