#pragma once

#include <cassert>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

#include "core/grid/geometry.h"

namespace convlens {

/// A non-owning, read-only window onto a height×width block of floats, of any alignment. `pitch` is
/// the distance between the starts of two rows, in floats, at least `width`; the floats between
/// `width` and `pitch` belong to something else and are never read. Cheap to copy; valid for as
/// long as what it looks at. Functions of `core` that take several views say where these may
/// overlap; where nothing is said, views that are only read may, and one that is written must not.
struct GridView {
  const float* data = nullptr;
  int height = 0;
  int width = 0;
  ptrdiff_t pitch = 0;

  Shape shape() const { return {height, width}; }
  const float* row(int r) const { return data + r * pitch; }
  float at(int r, int c) const { return row(r)[c]; }
  float operator[](Cell cell) const { return at(cell.row, cell.col); }
  /// The cells of `rect`, of the same pitch. Requires that it lies inside.
  GridView Sub(CellRect rect) const {
    assert(rect.row >= 0 && rect.col >= 0 && rect.row + rect.height <= height &&
           rect.col + rect.width <= width);
    return {row(rect.row) + rect.col, rect.height, rect.width, pitch};
  }
};

/// As `GridView`, writable: nothing outside its cells is written.
struct MutableGridView {
  float* data = nullptr;
  int height = 0;
  int width = 0;
  ptrdiff_t pitch = 0;

  Shape shape() const { return {height, width}; }
  float* row(int r) const { return data + r * pitch; }
  float& at(int r, int c) const { return row(r)[c]; }
  operator GridView() const { return {data, height, width, pitch}; }  // NOLINT: a view is a view
  /// As `GridView::Sub`.
  MutableGridView Sub(CellRect rect) const {
    assert(rect.row >= 0 && rect.col >= 0 && rect.row + rect.height <= height &&
           rect.col + rect.width <= width);
    return {row(rect.row) + rect.col, rect.height, rect.width, pitch};
  }
};

/// An owned height×width grid of float32. Each row starts on a `kAlignment` boundary and is padded
/// to a whole number of such units, so SIMD loads and streaming stores of whole vectors stay inside
/// the allocation. The padding is zero when made and is not part of the value. Making, copying,
/// filling and comparing are O(cells); a move is O(1). Large grids ask the system for large pages,
/// since the first touch of small ones takes longer than most of what is done with them.
class Grid {
 public:
  static constexpr size_t kAlignment = 64;  // bytes: one AVX-512 vector, one cache line

  /// Empty, 0×0.
  Grid() = default;
  /// Every cell is `fill`. Empty, but of that shape, where a side is not positive.
  explicit Grid(Shape shape, float fill = 0.0F);
  Grid(int height, int width, float fill = 0.0F) : Grid(Shape{height, width}, fill) {}
  /// Rows of equal length: `Grid{{0, 1}, {2, 3}}`.
  Grid(std::initializer_list<std::initializer_list<float>> rows);
  /// A copy of what `view` shows.
  explicit Grid(GridView view);
  /// A grid whose cells have no value yet: each must be written before it is read.
  static Grid Unfilled(Shape shape);
  Grid(const Grid& other);
  Grid(Grid&& other) noexcept;
  Grid& operator=(Grid other) noexcept;
  ~Grid() = default;

  int height() const { return shape_.height; }
  int width() const { return shape_.width; }
  Shape shape() const { return shape_; }
  bool empty() const { return shape_.empty(); }
  int64_t count() const { return shape_.count(); }
  ptrdiff_t pitch() const { return pitch_; }

  const float* row(int r) const { return data_.get() + r * pitch_; }
  float* row(int r) { return data_.get() + r * pitch_; }
  float at(int r, int c) const { return row(r)[c]; }
  float& at(int r, int c) { return row(r)[c]; }
  float operator[](Cell cell) const { return at(cell.row, cell.col); }
  float& operator[](Cell cell) { return at(cell.row, cell.col); }

  GridView view() const { return {data_.get(), shape_.height, shape_.width, pitch_}; }
  MutableGridView view() { return {data_.get(), shape_.height, shape_.width, pitch_}; }
  operator GridView() const { return view(); }   // NOLINT: a grid is viewed everywhere
  operator MutableGridView() { return view(); }  // NOLINT

  void Fill(float value);

  /// Same shape and the same bits in every cell (so NaN equals itself, and 0 differs from -0).
  bool operator==(const Grid& other) const;

 private:
  struct Free {
    void operator()(float* pointer) const;
  };
  Shape shape_;
  ptrdiff_t pitch_ = 0;
  std::unique_ptr<float[], Free> data_;
};

/// Copies `from` to `to`, of the same shape; they must not overlap. O(cells).
void CopyGrid(GridView from, MutableGridView to);

/// A grid as a value that is O(1) to copy: copies share the numbers until one of them is changed. A
/// changed copy remembers where it may differ from what it came from, so that whoever has both can
/// tell without comparing. Copies in different threads are safe; one object is not to be changed
/// while it is read.
class SharedGrid {
 public:
  SharedGrid() : SharedGrid(Grid()) {}
  SharedGrid(Grid grid);  // NOLINT: a value

  /// A copy of `from` that shares nothing, made in the numbers of `spare` where nothing else uses
  /// these and the shapes agree: then only what may differ is copied.
  static SharedGrid CopyOf(const SharedGrid& from, SharedGrid spare = {});

  const Grid& operator*() const { return numbers_->grid; }
  const Grid* operator->() const { return &numbers_->grid; }
  operator GridView() const { return numbers_->grid.view(); }  // NOLINT: as Grid

  /// The grid for changing: copied first, O(cells), when another SharedGrid shares it. What is
  /// returned must be used before this object is copied or asked again.
  Grid& Mutable();
  /// The same where only cells of `rect` are going to change.
  Grid& MutableIn(CellRect rect);
  /// Whether another SharedGrid shares the numbers.
  bool shared() const { return numbers_.use_count() > 1; }

  /// Whether both share one allocation: the cheap, sufficient test for equality. O(1).
  bool SameAs(const SharedGrid& other) const { return numbers_ == other.numbers_; }
  /// A rectangle outside of which both have the same bits, or nothing where that is not known
  /// without looking at them. O(1).
  std::optional<CellRect> DifferenceFrom(const SharedGrid& other) const;
  /// As of grids; looks only where they may differ.
  bool operator==(const SharedGrid& other) const;

 private:
  struct Numbers;
  /// Numbers as they once were, and where those that remember them may differ.
  struct Origin {
    std::weak_ptr<const Numbers> numbers;
    uint64_t version = 0;
    CellRect difference;

    bool SameAs(const Origin& other) const;
  };
  struct Numbers {
    Grid grid;
    uint64_t version = 0;         // counts the changes
    std::vector<Origin> origins;  // nearest first
  };

  Origin Self() const { return {numbers_, numbers_->version, {}}; }
  std::vector<Origin> Descent() const;

  std::shared_ptr<Numbers> numbers_;
};

}  // namespace convlens
