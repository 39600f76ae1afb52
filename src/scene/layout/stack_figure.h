#pragma once

#include <optional>
#include <vector>

#include "model/document/field_growth.h"
#include "model/evaluate/stack_maps.h"
#include "scene/figure/figure.h"
#include "scene/layout/stack_fields.h"

namespace convlens {

struct StackFigureOptions {
  std::optional<StackElement> element;  ///< whose fields are lit
  bool pinned = false;
  FieldGrowth growth;
  bool small_multiples = false;              ///< all channels of a page rather than one
  bool show_effective = false;               ///< beside the input: the effective field
  const EvaluatedGrid* effective = nullptr;  ///< nullptr while it is not known
  float room_width = 960;                    ///< points of the place it will be fitted into
  float room_height = 600;

  bool operator==(const StackFigureOptions&) const = default;
};

/// Where one grid of the stack stands.
struct StackBlock {
  int grid = 0;
  bool effective = false;     ///< the effective field in grid 0
  Rect bounds;                ///< its place, captions included
  std::vector<size_t> maps;   ///< indices into Figure::grids
  std::vector<int> channels;  ///< of those
};

struct StackFigure {
  Figure figure;
  std::vector<StackBlock> blocks;
};

/// Lays a whole stack out: a block for the input and for each layer, in reading order, and the
/// fields of one element in all of them. Pure; cost grows with the maps shown, not with their
/// cells.
StackFigure BuildStackFigure(const StackMaps& maps, const StackFigureOptions& options);

/// The element at a point of the plane; small multiples give the nearest of the cells that they
/// stand for.
std::optional<StackElement> HitElement(const StackFigure& stack, const StackMaps& maps,
                                       Point point);
/// The block at a point of the plane.
const StackBlock* HitBlock(const StackFigure& stack, Point point);

}  // namespace convlens
