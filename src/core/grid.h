#pragma once

#include <cassert>
#include <cstddef>
#include <initializer_list>
#include <memory>

#include "core/geometry.h"

namespace convlens {

/// A non-owning, read-only window onto a height×width block of floats. `pitch` is the distance
/// between the starts of two rows, in floats; the floats between `width` and `pitch` belong to
/// somebody else and are never read.
struct GridView {
  const float* data = nullptr;
  int height = 0;
  int width = 0;
  ptrdiff_t pitch = 0;

  Shape shape() const { return {height, width}; }
  const float* row(int r) const { return data + r * pitch; }
  float at(int r, int c) const { return row(r)[c]; }
  float operator[](Cell cell) const { return at(cell.row, cell.col); }
  /// Requires that `rect` lies inside.
  GridView Sub(CellRect rect) const {
    assert(rect.row >= 0 && rect.col >= 0 && rect.row + rect.height <= height &&
           rect.col + rect.width <= width);
    return {row(rect.row) + rect.col, rect.height, rect.width, pitch};
  }
};

/// As `GridView`, writable.
struct MutableGridView {
  float* data = nullptr;
  int height = 0;
  int width = 0;
  ptrdiff_t pitch = 0;

  Shape shape() const { return {height, width}; }
  float* row(int r) const { return data + r * pitch; }
  float& at(int r, int c) const { return row(r)[c]; }
  operator GridView() const { return {data, height, width, pitch}; }  // NOLINT: a view is a view
  MutableGridView Sub(CellRect rect) const {
    assert(rect.row >= 0 && rect.col >= 0 && rect.row + rect.height <= height &&
           rect.col + rect.width <= width);
    return {row(rect.row) + rect.col, rect.height, rect.width, pitch};
  }
};

/// An owned height×width grid of float32. Each row starts on a `kAlignment` boundary and is padded
/// to a whole number of such units, so SIMD loads and streaming stores of whole vectors stay inside
/// the allocation. The padding is zero when made and is not part of the value.
class Grid {
 public:
  static constexpr size_t kAlignment = 64;  // bytes: one AVX-512 vector, one cache line

  Grid() = default;
  explicit Grid(Shape shape, float fill = 0.0F);
  Grid(int height, int width, float fill = 0.0F) : Grid(Shape{height, width}, fill) {}
  /// Rows of equal length: `Grid{{0, 1}, {2, 3}}`.
  Grid(std::initializer_list<std::initializer_list<float>> rows);
  /// A copy of what `view` shows.
  explicit Grid(GridView view);
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

/// Copies `from` to `to`, of the same shape.
void CopyGrid(GridView from, MutableGridView to);

/// A grid as a value that is cheap to copy: copies share the numbers until one of them is changed.
/// Copies in different threads are safe; one object is not to be changed while it is read.
class SharedGrid {
 public:
  SharedGrid() : grid_(std::make_shared<Grid>()) {}
  SharedGrid(Grid grid) : grid_(std::make_shared<Grid>(std::move(grid))) {}  // NOLINT: a value

  const Grid& operator*() const { return *grid_; }
  const Grid* operator->() const { return grid_.get(); }
  operator GridView() const { return grid_->view(); }  // NOLINT: as Grid

  /// The grid for changing: copied first when anybody else shares it.
  Grid& Mutable();

  /// Whether both share one allocation: the cheap, sufficient test for equality.
  bool SameAs(const SharedGrid& other) const { return grid_ == other.grid_; }
  bool operator==(const SharedGrid& other) const { return SameAs(other) || *grid_ == *other.grid_; }

 private:
  std::shared_ptr<Grid> grid_;
};

}  // namespace convlens
