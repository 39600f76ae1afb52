#include "core/grid/grid.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/grid/grid_memory.h"

namespace convlens {
namespace {

constexpr ptrdiff_t kUnit = Grid::kAlignment / sizeof(float);

ptrdiff_t PitchFor(Shape shape) {
  return shape.empty() ? 0 : (ptrdiff_t{shape.width} + kUnit - 1) / kUnit * kUnit;
}

bool SameBits(GridView a, GridView b) {
  const size_t bytes = sizeof(float) * static_cast<size_t>(a.width);
  for (int r = 0; r < a.height; ++r) {
    if (std::memcmp(a.row(r), b.row(r), bytes) != 0) return false;
  }
  return true;
}

}  // namespace

void Grid::Free::operator()(float* pointer) const { grid_memory::GiveBack(pointer); }

Grid::Grid(Shape shape, float fill) : shape_(shape), pitch_(PitchFor(shape)) {
  if (shape.empty()) return;
  data_.reset(grid_memory::Take(shape_.height * pitch_));
  if (shape_.width == pitch_) {
    Fill(fill);
    return;
  }
  for (int r = 0; r < shape_.height; ++r) {
    std::fill_n(row(r), shape_.width, fill);
    std::fill(row(r) + shape_.width, row(r) + pitch_, 0.0F);
  }
}

Grid Grid::Unfilled(Shape shape) {
  Grid grid;
  grid.shape_ = shape;
  grid.pitch_ = PitchFor(shape);
  if (shape.empty()) return grid;
  grid.data_.reset(grid_memory::Take(shape.height * grid.pitch_));
  for (int r = 0; r < shape.height && shape.width < grid.pitch_; ++r) {
    std::fill(grid.row(r) + shape.width, grid.row(r) + grid.pitch_, 0.0F);
  }
  return grid;
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
  data_.reset(grid_memory::Take(shape_.height * pitch_));
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
  return shape_ == other.shape_ && (data_ == other.data_ || SameBits(view(), other.view()));
}

void CopyGrid(GridView from, MutableGridView to) {
  assert(from.shape() == to.shape());
  for (int r = 0; r < from.height; ++r) std::copy_n(from.row(r), from.width, to.row(r));
}

SharedGrid::SharedGrid(Grid grid)
    : numbers_(std::make_shared<Numbers>(Numbers{std::move(grid), 0, {}})) {}

bool SharedGrid::Origin::SameAs(const Origin& other) const {
  const bool same = !numbers.owner_before(other.numbers) && !other.numbers.owner_before(numbers);
  return same && version == other.version;
}

// Itself, and what it came from: what a changed copy comes from. What nobody has any more is
// forgotten first, so that one that lags behind is still remembered after many changes.
std::vector<SharedGrid::Origin> SharedGrid::Descent() const {
  constexpr size_t kRemembered = 8;
  std::vector<Origin> descent{Self()};
  for (const Origin& origin : numbers_->origins) {
    if (descent.size() < kRemembered && !origin.numbers.expired()) descent.push_back(origin);
  }
  return descent;
}

SharedGrid SharedGrid::CopyOf(const SharedGrid& from, SharedGrid spare) {
  std::vector<Origin> descent = from.Descent();
  if (spare.shared() || spare->shape() != from->shape()) {
    SharedGrid copy((Grid(*from)));
    copy.numbers_->origins = std::move(descent);
    return copy;
  }
  const CellRect all{0, 0, from->height(), from->width()};
  const CellRect rect = spare.DifferenceFrom(from).value_or(all);
  Numbers& numbers = *spare.numbers_;
  CopyGrid(from->view().Sub(rect), numbers.grid.view().Sub(rect));
  ++numbers.version;
  numbers.origins = std::move(descent);
  return spare;
}

Grid& SharedGrid::Mutable() {
  if (shared()) {
    *this = SharedGrid(Grid(**this));
  } else {
    ++numbers_->version;
    numbers_->origins.clear();
  }
  return numbers_->grid;
}

Grid& SharedGrid::MutableIn(CellRect rect) {
  if (shared()) {
    *this = CopyOf(*this);
  } else {
    ++numbers_->version;
  }
  for (Origin& origin : numbers_->origins) origin.difference = RectAround(origin.difference, rect);
  return numbers_->grid;
}

std::optional<CellRect> SharedGrid::DifferenceFrom(const SharedGrid& other) const {
  for (const Origin& mine : Descent()) {
    for (const Origin& theirs : other.Descent()) {
      if (mine.SameAs(theirs)) return RectAround(mine.difference, theirs.difference);
    }
  }
  return std::nullopt;
}

bool SharedGrid::operator==(const SharedGrid& other) const {
  if (SameAs(other)) return true;
  if ((*this)->shape() != other->shape()) return false;
  const CellRect all{0, 0, (*this)->height(), (*this)->width()};
  const CellRect rect = DifferenceFrom(other).value_or(all);
  return SameBits((*this)->view().Sub(rect), other->view().Sub(rect));
}

}  // namespace convlens
