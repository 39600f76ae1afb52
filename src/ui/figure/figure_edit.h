#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/state/ui_state.h"

namespace convlens {

/// Editing cells by keyboard and pointer; everything here is pure.

/// Whether typing `character` on a selected cell starts a number.
bool StartsNumber(char32_t character);

/// Change by one notch of the wheel, or four pixels of a drag.
double NudgeUnit(bool fine, bool coarse);
/// `value` plus `steps` units, without the digits that binary fractions would add.
float NudgedValue(float value, int steps, double unit);

/// A key on a selected cell.
struct SelectionKey {
  enum class Kind {
    kCharacter,
    kBackspace,
    kDelete,
    kEnter,
    kTab,
    kBackTab,
    kUp,
    kDown,
    kLeft,
    kRight,
    kHome,  ///< first column
    kEnd,   ///< last column
    kEscape,
  };
  Kind kind = Kind::kCharacter;
  char32_t character = 0;
};

/// What a key (or leaving) makes of a selection.
struct SelectionChange {
  std::optional<Selection> selection;  ///< nothing: unselected
  std::optional<float> value;          ///< to be written into the cell that was selected before
};

/// The state machine of a selected cell in a grid of `shape` whose number is now `present`.
/// A text that is not a number is refused: the selection stays, marked, with its text.
SelectionChange ChangeByKey(const Selection& selection, const SelectionKey& key, Shape shape,
                            float present);
/// A click elsewhere: commits what was typed and unselects, or refuses.
SelectionChange ChangeByLeaving(const Selection& selection);

/// The shape that a grid of `role` gets when its lower right corner is dragged to hold `height` ×
/// `width` cells: within the limits, a kernel within its input, an input around its kernel.
Shape LimitedShape(const Document& document, GridRole role, int64_t height, int64_t width);

}  // namespace convlens
