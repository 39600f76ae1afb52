#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/grid/words.h"
#include "ui/controls/widgets.h"

namespace convlens {

// Controls whose options are the words of a table, each shown by its label. They give the value
// chosen in this frame, if it is another than `chosen`.

/// The labels of `words`, translated, in their order.
template <typename Value>
std::vector<std::string> LabelsOf(const UiContext& ui, std::span<const Word<Value>> words) {
  std::vector<std::string> labels;
  labels.reserve(words.size());
  for (const Word<Value>& word : words) labels.emplace_back(ui.tr(word.label));
  return labels;
}

/// A drop-down.
template <typename Value, size_t N>
std::optional<Value> ChoiceOf(UiContext& ui, const char* id, const Word<Value> (&words)[N],
                              Value chosen, float width = 0) {
  const auto labels = LabelsOf<Value>(ui, words);
  const int clicked = Choice(ui, id, labels, static_cast<int>(PlaceOf(words, chosen)), width);
  if (clicked < 0 || words[clicked].value == chosen) return std::nullopt;
  return words[clicked].value;
}

/// Buttons side by side.
template <typename Value, size_t N>
std::optional<Value> SegmentedOf(UiContext& ui, const char* id, const Word<Value> (&words)[N],
                                 Value chosen, float width = 0) {
  const auto labels = LabelsOf<Value>(ui, words);
  const int clicked = Segmented(ui, id, labels, static_cast<int>(PlaceOf(words, chosen)), width);
  if (clicked < 0 || words[clicked].value == chosen) return std::nullopt;
  return words[clicked].value;
}

}  // namespace convlens
