#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace convlens {

/// One value of a choice, and how it is written. What files, commands or the interface can choose
/// has one table of these, in the order in which the interface lists it.
template <typename Value>
struct Word {
  Value value;
  const char* label;                ///< in the interface: English, the key of its translation
  std::string_view word = {};       ///< in files
  std::string_view command = word;  ///< in commands
};

/// The place of `value` in its table, from 0. Requires that it is there.
template <typename Value, size_t N>
constexpr size_t PlaceOf(const Word<Value> (&words)[N], Value value) {
  size_t place = 0;
  while (place < N && words[place].value != value) ++place;
  assert(place < N);
  return place;
}

/// How `value` is written. Requires that it is in the table.
template <typename Value, size_t N>
constexpr const Word<Value>& WordOf(const Word<Value> (&words)[N], Value value) {
  return words[PlaceOf(words, value)];
}

/// What `text` stands for in a command.
template <typename Value>
std::optional<Value> MeaningOfCommand(std::span<const Word<Value>> words, std::string_view text) {
  for (const Word<Value>& word : words) {
    if (word.command == text) return word.value;
  }
  return std::nullopt;
}

}  // namespace convlens
