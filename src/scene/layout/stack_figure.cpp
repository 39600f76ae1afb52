#include "scene/layout/stack_figure.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "layer/settings/stack_text.h"
#include "scene/figure/number_text.h"

namespace convlens {
namespace {

constexpr float kBox = 156;  // a block's maps lie in a square of this side
constexpr float kLargestCell = 52;
constexpr float kGapAcross = 44;
constexpr float kCaptionsApart = 6;
constexpr float kGapDown = 18;
constexpr float kLeastForPage = 130;  // from block to block, at their zoom
constexpr int64_t kMostTaps = 256;    // more cells than this are not outlined one by one
constexpr int kFirstSlot = 64;        // beyond those of the roles

CellRect Whole(Shape shape) { return {0, 0, shape.height, shape.width}; }

// Deep layers of random weights give small numbers: each map is shown up to its own largest.
ValueScale ScaleOf(const Statistics& statistics, bool image) {
  if (image && statistics.min >= 0) {
    return {ValueMap::kSequential, 0, statistics.max > 0 ? statistics.max : 1};
  }
  const float largest = std::max(std::fabs(statistics.min), std::fabs(statistics.max));
  return {ValueMap::kDiverging, -(largest > 0 ? largest : 1), largest > 0 ? largest : 1};
}

// One scale for all three, so that their mixture keeps its hue.
ValueScale ColorScale(const std::vector<EvaluatedGrid>& colors) {
  ValueScale scale{ValueMap::kSequential, 0, 1};
  for (const EvaluatedGrid& color : colors) {
    scale.low = std::min(scale.low, color.statistics.min);
    scale.high = std::max(scale.high, color.statistics.max);
  }
  return scale;
}

/// Blocks in rows, and what is written around each. Letters do not shrink with the figure, so where
/// it must be made smaller, their lines take more of its room.
struct BlockRows {
  int columns = 1;
  int rows = 1;
  float zoom = 1;         ///< with which all of them fill the place
  float title = 26;       ///< above a square
  float first_line = 12;  ///< middles of the captions' lines, below it
  float second_line = 28;
  float captions = 40;

  float down() const { return title + kBox + captions + kGapDown; }
  float width() const { return static_cast<float>(columns) * (kBox + kGapAcross) - kGapAcross; }
  float height() const { return static_cast<float>(rows) * down() - kGapDown; }
};

BlockRows RowsOf(int blocks, int columns, const StackFigureOptions& options) {
  constexpr float kSmallest = 0.05F;
  BlockRows made;
  made.columns = columns;
  made.rows = (blocks + columns - 1) / columns;
  made.zoom = std::min(options.room_width / made.width(), options.room_height / made.height());
  if (made.zoom >= 1) return made;
  const float texts = static_cast<float>(made.rows) * (made.title + made.captions);
  const float down = (options.room_height - texts) / (made.height() - texts);
  made.zoom = std::max(kSmallest, std::min(down, options.room_width / made.width()));
  for (float* height : {&made.title, &made.first_line, &made.second_line, &made.captions}) {
    *height /= made.zoom;
  }
  return made;
}

/// The rows in which the blocks are largest.
BlockRows RowsFor(int blocks, const StackFigureOptions& options) {
  constexpr int kOneRow = 4;  // a short stack is read best in one row, with its lenses
  if (blocks <= kOneRow) return RowsOf(blocks, blocks, options);
  BlockRows best = RowsOf(blocks, 1, options);
  for (int columns = 2; columns <= blocks; ++columns) {
    const BlockRows rows = RowsOf(blocks, columns, options);
    if (rows.zoom > best.zoom * 1.001F) best = rows;
  }
  return best;
}

// `rect`, in cells of a whole map, in cells of a small one: at least one of them.
CellRect Scaled(CellRect rect, Shape from, Shape to) {
  if (from == to || rect.empty()) return rect;
  const auto down = [](int value, int whole, int part) {
    return static_cast<int>(std::floor(double{1} * value * part / whole));
  };
  const auto up = [](int value, int whole, int part) {
    return static_cast<int>(std::ceil(double{1} * value * part / whole));
  };
  const int top = down(rect.row, from.height, to.height);
  const int left = down(rect.col, from.width, to.width);
  return {top, left, std::max(1, up(rect.row + rect.height, from.height, to.height) - top),
          std::max(1, up(rect.col + rect.width, from.width, to.width) - left)};
}

class StackLayout {
 public:
  StackLayout(const StackMaps& maps, const StackFigureOptions& options)
      : maps_(maps), options_(options), names_(Names(maps)) {
    if (options.element) fields_ = FieldsThrough(*maps.evaluation, *options.element);
  }

  StackFigure Build() {
    const int grids = static_cast<int>(maps_.grids.size());
    const int count = grids + (options_.show_effective ? 1 : 0);
    rows_ = RowsFor(count, options_);
    for (int g = 0; g < grids; ++g) {
      AddBlock(g, false);
      if (g == 0 && options_.show_effective) AddBlock(0, true);
    }
    AddLenses();
    stack_.figure.bounds = {0, 0, rows_.width(), rows_.height()};
    return std::move(stack_);
  }

 private:
  static std::vector<std::string> Names(const StackMaps& maps) {
    return LayerNames(GeometryOf(*maps.evaluation).settings);
  }

  Rect NextPlace() const {
    const int index = static_cast<int>(stack_.blocks.size());
    const int row = index / rows_.columns;
    return {static_cast<float>(index % rows_.columns) * (kBox + kGapAcross),
            static_cast<float>(row) * rows_.down(), kBox, rows_.down() - kGapDown};
  }

  void AddBlock(int grid, bool effective) {
    StackBlock block;
    block.grid = grid;
    block.effective = effective;
    block.bounds = NextPlace();
    const StackGridMaps& maps = maps_.grids[static_cast<size_t>(grid)];
    const Rect square{block.bounds.x, block.bounds.y + rows_.title, kBox, kBox};
    if (effective) {
      if (options_.effective != nullptr) {
        AddMap(block, *options_.effective, maps.shape.grid, square);
      }
    } else if (options_.small_multiples && maps.count > 1) {
      AddSmallMaps(block, maps, square);
    } else {
      AddMap(block, maps.map, maps.shape.grid, square);
      block.channels.push_back(maps.shown.channel);
      FigureGrid& added = stack_.figure.grids.back();
      for (const EvaluatedGrid& color : maps.colors) added.colors.push_back(&color);
      if (!maps.colors.empty()) added.scale = ColorScale(maps.colors);
    }
    AddCaptions(block, maps);
    Light(block, maps);
    stack_.blocks.push_back(std::move(block));
  }

  FigureGrid MakeGrid(int grid, const EvaluatedGrid& values) const {
    const bool image = maps_.evaluation->document.input_is_image;
    FigureGrid made;
    made.role = grid == 0 ? GridRole::kInput : GridRole::kOutput;
    made.ink = grid == 0 ? Ink::kInput : Ink::kOutput;
    made.values = &values;
    made.region = Whole(values.shape());
    made.scale = ScaleOf(values.statistics, image);
    return made;
  }

  void AddMap(StackBlock& block, const EvaluatedGrid& values, Shape shape, Rect square) {
    FigureGrid grid = MakeGrid(block.grid, values);
    if (block.effective) {
      grid.ink = Ink::kKernel;
      grid.scale = {ValueMap::kSequential, 0, std::max(values.statistics.max, 1e-30F)};
    }
    const float cell = std::min({kBox / static_cast<float>(shape.height),
                                 kBox / static_cast<float>(shape.width), kLargestCell});
    const float width = cell * static_cast<float>(shape.width);
    const float height = cell * static_cast<float>(shape.height);
    grid.bounds = {square.center().x - width / 2, square.center().y - height / 2, width, height};
    grid.slot = kFirstSlot + static_cast<int>(stack_.blocks.size());
    block.maps.push_back(stack_.figure.grids.size());
    stack_.figure.grids.push_back(std::move(grid));
  }

  void AddSmallMaps(StackBlock& block, const StackGridMaps& maps, Rect square) {
    constexpr float kBetween = 3;
    const int rows = (maps.count + maps.columns - 1) / maps.columns;
    const auto room = [](int count) {
      return (kBox - kBetween * static_cast<float>(count - 1)) / static_cast<float>(count);
    };
    const float cell = std::min(room(maps.columns) / static_cast<float>(maps.small.width),
                                room(rows) / static_cast<float>(maps.small.height));
    const float width = cell * static_cast<float>(maps.small.width);
    const float height = cell * static_cast<float>(maps.small.height);
    const float left =
        square.center().x - (static_cast<float>(maps.columns) * (width + kBetween) - kBetween) / 2;
    const float top =
        square.center().y - (static_cast<float>(rows) * (height + kBetween) - kBetween) / 2;
    for (int i = 0; i < maps.count; ++i) {
      FigureGrid grid = MakeGrid(block.grid, maps.sheet);
      grid.region = maps.OnSheet(maps.first + i);
      const int row = i / maps.columns;
      grid.bounds = {left + static_cast<float>(i % maps.columns) * (width + kBetween),
                     top + static_cast<float>(row) * (height + kBetween), width, height};
      grid.slot = -1;
      block.maps.push_back(stack_.figure.grids.size());
      block.channels.push_back(maps.first + i);
      stack_.figure.grids.push_back(std::move(grid));
    }
  }

  void Caption(const StackBlock& block, float y, Message text, Ink ink) {
    stack_.figure.labels.push_back(
        {{block.bounds.center().x, y}, std::move(text), ink, FigureLabel::Style::kCaption});
    stack_.figure.labels.back().room = kBox + kGapAcross - kCaptionsApart;
  }

  // From where to where the maps of a block reach: a wide one leaves room in its square.
  std::pair<float, float> HeightOf(const StackBlock& block) const {
    const float square = block.bounds.y + rows_.title;
    if (block.maps.empty()) return {square, square + kBox};
    float top = square + kBox;
    float bottom = square;
    for (const size_t map : block.maps) {
      const Rect& bounds = stack_.figure.grids[map].bounds;
      top = std::min(top, bounds.y);
      bottom = std::max(bottom, bounds.bottom());
    }
    return {top, bottom};
  }

  void AddCaptions(const StackBlock& block, const StackGridMaps& maps) {
    const auto [map_top, map_bottom] = HeightOf(block);
    const float top = map_top - rows_.title / 2;
    const float below = map_bottom;
    if (block.effective) {
      Caption(block, top, {"Effective field", {}}, Ink::kKernel);
      Caption(block, below + rows_.first_line, {"|∂ element / ∂ input|", {}}, Ink::kDim);
      return;
    }
    const Ink ink = block.grid == 0 ? Ink::kInput : Ink::kOutput;
    Caption(block, top, Title(block.grid), ink);
    Caption(block, below + rows_.first_line, ChannelText(maps), Ink::kDim);
    const StackField* field = LitField(block.grid);
    if (field != nullptr)
      Caption(block, below + rows_.second_line, FieldCaption(*field), Ink::kText);
  }

  Message Title(int grid) const {
    if (grid == 0) return {"Input X", {}};
    const LayerSettings& settings =
        maps_.evaluation->document.layers[static_cast<size_t>(grid) - 1].settings;
    return {"{}   {}", {names_[static_cast<size_t>(grid) - 1], LayerLabel(settings)}};
  }

  Message ChannelText(const StackGridMaps& maps) const {
    const std::string shape = TensorText(maps.shape);
    // In a narrow block the shape says most; the Stack tab has the rest.
    const bool narrow = (kBox + kGapAcross) * rows_.zoom < kLeastForPage;
    const bool all = !options_.small_multiples || maps.count == maps.shape.channels;
    if (all || narrow) return {"{}", {shape}};
    return {"{} to {} of {}",
            {std::to_string(maps.first), std::to_string(maps.first + maps.count - 1), shape}};
  }

  // The field in `grid`, once it has grown so far.
  const StackField* LitField(int grid) const {
    if (fields_.empty()) return nullptr;
    const int away = std::abs(grid - options_.element->grid);
    return away <= options_.growth.steps ? &fields_[static_cast<size_t>(grid)] : nullptr;
  }

  void Light(const StackBlock& block, const StackGridMaps& maps) {
    const StackField* field = LitField(block.grid);
    if (field == nullptr) return;
    for (size_t i = 0; i < block.maps.size(); ++i) {
      const bool itself = field->kind == StackField::Kind::kItself;
      const bool small = !block.effective && block.maps.size() > 1;
      if (itself && small && block.channels[i] != options_.element->channel) continue;
      const size_t outlines = stack_.figure.outlines.size();
      LightMap(stack_.figure.grids[block.maps[i]], *field, maps.shape.grid);
      // Of many small maps the first is outlined; in the others the field is what is not dimmed.
      if (small && !itself && i > 0) stack_.figure.outlines.resize(outlines);
    }
  }

  void LightMap(FigureGrid& grid, const StackField& field, Shape shape) {
    const Shape shown{grid.region.height, grid.region.width};
    const auto place = [&](CellRect rect) {
      CellRect scaled = Scaled(rect, shape, shown);
      scaled.row += grid.region.row;
      scaled.col += grid.region.col;
      return scaled;
    };
    if (field.kind == StackField::Kind::kItself) {
      Outline(grid, place(field.bounds), Ink::kKernel,
              options_.pinned ? FigureOutline::Style::kPinned : FigureOutline::Style::kWindow);
      return;
    }
    if (field.reaches_out()) {
      Outline(grid, place(field.unclipped), Ink::kDim, FigureOutline::Style::kAffected);
    }
    grid.lit = place(field.bounds);
    if (field.bounds.empty()) return;
    const bool seen = field.kind == StackField::Kind::kSeen;
    const Ink ink = seen ? Ink::kKernel : Ink::kInput;
    const bool gaps = field.cells.count() < int64_t{field.bounds.height} * field.bounds.width;
    if (gaps && shown == shape && field.cells.count() <= kMostTaps) OutlineTaps(grid, field, ink);
    Outline(grid, place(field.bounds), ink,
            seen ? FigureOutline::Style::kWindow : FigureOutline::Style::kAffected);
  }

  void OutlineTaps(const FigureGrid& grid, const StackField& field, Ink ink) {
    for (const int row : field.cells.rows) {
      for (const int col : field.cells.cols) {
        Outline(grid, {row + grid.region.row, col + grid.region.col, 1, 1}, ink,
                FigureOutline::Style::kTerm);
      }
    }
  }

  void Outline(const FigureGrid& grid, CellRect rect, Ink ink, FigureOutline::Style style) {
    if (!rect.empty()) stack_.figure.outlines.push_back({grid.RectBounds(rect), ink, style});
  }

  // From the field in one block to that in the next, where they stand side by side.
  void AddLenses() {
    for (size_t i = 1; i < stack_.blocks.size(); ++i) {
      const StackBlock& from = stack_.blocks[i - 1];
      const StackBlock& to = stack_.blocks[i];
      if (from.effective || to.effective || from.bounds.y != to.bounds.y) continue;
      if (from.maps.size() > 1 || to.maps.size() > 1) continue;
      const StackField* first = LitField(from.grid);
      const StackField* second = LitField(to.grid);
      if (first == nullptr || second == nullptr) continue;
      if (first->bounds.empty() || second->bounds.empty()) continue;
      const bool seen = second->kind != StackField::Kind::kReached;
      const auto rect = [&](const StackBlock& block, const StackField& field) {
        return stack_.figure.grids[block.maps.front()].RectBounds(field.bounds);
      };
      stack_.figure.lenses.push_back(
          {rect(from, *first), rect(to, *second), seen ? Ink::kKernel : Ink::kInput});
    }
  }

  const StackMaps& maps_;
  const StackFigureOptions& options_;
  std::vector<std::string> names_;
  std::vector<StackField> fields_;
  StackFigure stack_;
  BlockRows rows_;
};

}  // namespace

StackFigure BuildStackFigure(const StackMaps& maps, const StackFigureOptions& options) {
  return StackLayout(maps, options).Build();
}

std::optional<StackElement> HitElement(const StackFigure& stack, const StackMaps& maps,
                                       Point point) {
  const std::optional<FigureHit> hit = HitTest(stack.figure, point);
  if (!hit) return std::nullopt;
  const FigureGrid& grid = stack.figure.grids[hit->grid];
  for (const StackBlock& block : stack.blocks) {
    const auto found = std::find(block.maps.begin(), block.maps.end(), hit->grid);
    if (found == block.maps.end()) continue;
    const Shape shape = maps.grids[static_cast<size_t>(block.grid)].shape.grid;
    const int row = hit->cell.row - grid.region.row;
    const int col = hit->cell.col - grid.region.col;
    const auto place = static_cast<size_t>(found - block.maps.begin());
    const int channel = place < block.channels.size() ? block.channels[place] : 0;
    return StackElement{block.grid,
                        channel,
                        {static_cast<int>((row + 0.5) * shape.height / grid.region.height),
                         static_cast<int>((col + 0.5) * shape.width / grid.region.width)}};
  }
  return std::nullopt;
}

const StackBlock* HitBlock(const StackFigure& stack, Point point) {
  for (const StackBlock& block : stack.blocks) {
    if (block.bounds.Contains(point)) return &block;
  }
  return nullptr;
}

}  // namespace convlens
