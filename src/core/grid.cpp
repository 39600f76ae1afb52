#include "core/grid.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace convlens {
namespace {

constexpr ptrdiff_t kUnit = Grid::kAlignment / sizeof(float);

ptrdiff_t PitchFor(Shape shape) {
  return shape.empty() ? 0 : (ptrdiff_t{shape.width} + kUnit - 1) / kUnit * kUnit;
}

/// Room for `count` floats, not yet written.
float* Allocate(ptrdiff_t count) {
  const size_t bytes = static_cast<size_t>(count) * sizeof(float);
  return static_cast<float*>(::operator new[](bytes, std::align_val_t{Grid::kAlignment}));
}

}  // namespace

void Grid::Free::operator()(float* pointer) const {
  ::operator delete[](pointer, std::align_val_t{Grid::kAlignment});
}

Grid::Grid(Shape shape, float fill) : shape_(shape), pitch_(PitchFor(shape)) {
  if (shape.empty()) return;
  data_.reset(Allocate(shape_.height * pitch_));
  if (shape_.width == pitch_) {
    Fill(fill);
    return;
  }
  for (int r = 0; r < shape_.height; ++r) {
    std::fill_n(row(r), shape_.width, fill);
    std::fill(row(r) + shape_.width, row(r) + pitch_, 0.0F);
  }
}

Grid::Grid(std::initializer_list<std::initializer_list<float>> rows)
    : Grid(Shape{static_cast<int>(rows.size()),
                 rows.size() == 0 ? 0 : static_cast<int>(rows.begin()->size())}) {
  int r = 0;
  for (const auto& values : rows) {
    assert(static_cast<int>(values.size()) == width());
    if (!empty()) std::copy(values.begin(), values.end(), row(r));
    ++r;
  }
}

Grid::Grid(GridView view) : shape_(view.shape()), pitch_(PitchFor(view.shape())) {
  if (shape_.empty()) return;
  data_.reset(Allocate(shape_.height * pitch_));
  for (int r = 0; r < shape_.height; ++r) {
    std::copy_n(view.row(r), shape_.width, row(r));
    std::fill(row(r) + shape_.width, row(r) + pitch_, 0.0F);
  }
}

Grid::Grid(const Grid& other) : Grid(other.view()) { shape_ = other.shape_; }

Grid::Grid(Grid&& other) noexcept
    : shape_(std::exchange(other.shape_, Shape{})),
      pitch_(std::exchange(other.pitch_, 0)),
      data_(std::move(other.data_)) {}

Grid& Grid::operator=(Grid other) noexcept {
  std::swap(shape_, other.shape_);
  std::swap(pitch_, other.pitch_);
  std::swap(data_, other.data_);
  return *this;
}

void Grid::Fill(float value) {
  for (int r = 0; r < shape_.height; ++r) std::fill_n(row(r), shape_.width, value);
}

bool Grid::operator==(const Grid& other) const {
  if (shape_ != other.shape_) return false;
  if (data_ == other.data_) return true;
  const size_t bytes = sizeof(float) * static_cast<size_t>(shape_.width);
  for (int r = 0; r < shape_.height; ++r) {
    if (std::memcmp(row(r), other.row(r), bytes) != 0) return false;
  }
  return true;
}

void CopyGrid(GridView from, MutableGridView to) {
  assert(from.shape() == to.shape());
  for (int r = 0; r < from.height; ++r) std::copy_n(from.row(r), from.width, to.row(r));
}

Grid& SharedGrid::Mutable() {
  if (grid_.use_count() > 1) grid_ = std::make_shared<Grid>(*grid_);
  return *grid_;
}

}  // namespace convlens
