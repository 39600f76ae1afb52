#include "ui/figure/figure_edit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/figure/number_text.h"
#include "ui/controls/typed_number.h"

namespace convlens {
namespace {

using Kind = SelectionKey::Kind;

void AppendUtf8(std::string& text, char32_t c) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    return byte(0x80 | (c & 0x3F));
  }
  byte(0xE0 | (c >> 12));
  byte(0x80 | ((c >> 6) & 0x3F));
  byte(0x80 | (c & 0x3F));
}

void RemoveLastCharacter(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) {
    text.pop_back();
  }
  if (!text.empty()) text.pop_back();
}

Cell Moved(Cell cell, Kind kind, Shape shape) {
  switch (kind) {
    case Kind::kUp:
      --cell.row;
      break;
    case Kind::kDown:
    case Kind::kEnter:
      ++cell.row;
      break;
    case Kind::kLeft:
      --cell.col;
      break;
    case Kind::kRight:
      ++cell.col;
      break;
    case Kind::kHome:
      cell.col = 0;
      break;
    case Kind::kEnd:
      cell.col = shape.width - 1;
      break;
    case Kind::kTab:
      if (++cell.col >= shape.width && cell.row + 1 < shape.height) cell = {cell.row + 1, 0};
      break;
    case Kind::kBackTab:
      if (--cell.col < 0 && cell.row > 0) cell = {cell.row - 1, shape.width - 1};
      break;
    default:
      break;
  }
  return {std::clamp(cell.row, 0, std::max(0, shape.height - 1)),
          std::clamp(cell.col, 0, std::max(0, shape.width - 1))};
}

Selection At(const Selection& selection, Cell cell) {
  Selection next;
  next.role = selection.role;
  next.cell = cell;
  return next;
}

SelectionChange Typed(Selection selection, char32_t character) {
  if (!selection.editing && !StartsNumber(character)) return {selection, {}};
  if (character < 0x20 || selection.text.size() > 40) return {selection, {}};
  if (!selection.editing) selection.text.clear();
  selection.editing = true;
  selection.refused = false;
  AppendUtf8(selection.text, character);
  return {selection, {}};
}

SelectionChange Erased(Selection selection) {
  if (!selection.editing) return {selection, 0.0F};
  selection.refused = false;
  RemoveLastCharacter(selection.text);
  return {selection, {}};
}

// Commits what is typed, if anything, and goes on from there.
SelectionChange MovedOn(const Selection& selection, Kind kind, Shape shape) {
  SelectionChange change{At(selection, Moved(selection.cell, kind, shape)), {}};
  if (!selection.editing) return change;
  change.value = ParseNumber(selection.text);
  if (change.value) return change;
  change.selection = selection;
  change.selection->refused = true;
  return change;
}

Selection Opened(const Selection& selection, float present) {
  Selection next = selection;
  next.editing = true;
  next.text = FullNumber(present);
  return next;
}

}  // namespace

bool StartsNumber(char32_t character) {
  return (character >= '0' && character <= '9') || character == '-' || character == '+' ||
         character == '.' || character == ',' || character == U'−';
}

double NudgeUnit(bool fine, bool coarse) {
  if (fine) return 0.01;
  return coarse ? 1 : 0.1;
}

float NudgedValue(float value, int steps, double unit) {
  if (!std::isfinite(value)) return static_cast<float>(steps * unit);
  const double sum = static_cast<double>(value) + steps * unit;
  const double rounded = std::abs(sum) < 1e6 ? std::round(sum * 1e6) / 1e6 : sum;
  return static_cast<float>(rounded) + 0.0F;  // never −0
}

SelectionChange ChangeByKey(const Selection& selection, const SelectionKey& key, Shape shape,
                            float present) {
  switch (key.kind) {
    case Kind::kCharacter:
      return Typed(selection, key.character);
    case Kind::kBackspace:
    case Kind::kDelete:
      return Erased(selection);
    case Kind::kEscape:
      if (!selection.editing) return {};
      return {At(selection, selection.cell), {}};
    case Kind::kEnter:
      if (!selection.editing) return {Opened(selection, present), {}};
      break;
    default:
      break;
  }
  return MovedOn(selection, key.kind, shape);
}

SelectionChange ChangeByLeaving(const Selection& selection) {
  if (!selection.editing) return {};
  SelectionChange change{std::nullopt, ParseNumber(selection.text)};
  if (change.value) return change;
  change.selection = selection;
  change.selection->refused = true;
  return change;
}

Shape LimitedShape(const Document& document, GridRole role, int64_t height, int64_t width) {
  const Shape input = document.input.shape().grid;
  const Shape kernel = document.layers.front().settings.window;
  const auto limit = [](int64_t value, int low, int high) {
    return static_cast<int>(std::clamp(value, int64_t{low}, int64_t{std::max(low, high)}));
  };
  if (role == GridRole::kKernel) {
    return {limit(height, 1, std::min(kMaxKernelSide, input.height)),
            limit(width, 1, std::min(kMaxKernelSide, input.width))};
  }
  return {limit(height, kernel.height, kMaxInputSide), limit(width, kernel.width, kMaxInputSide)};
}

}  // namespace convlens
