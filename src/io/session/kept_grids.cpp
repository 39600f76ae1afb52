#include "io/session/kept_grids.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/grid/path_text.h"
#include "io/grids/npy_file.h"
#include "io/json/grid_json.h"
#include "io/json/json_text.h"

namespace convlens {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".npy";
constexpr size_t kMaxChanges = 256;
constexpr int64_t kMaxChangedShare = 16;  // a sixteenth of the cells

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

bool Contains(CellRect outer, CellRect inner) {
  return inner.row >= outer.row && inner.col >= outer.col &&
         inner.row + inner.height <= outer.row + outer.height &&
         inner.col + inner.width <= outer.col + outer.width;
}

int64_t CellsOf(CellRect rect) { return int64_t{rect.height} * rect.width; }

/// `changed` and `rect`, none within another.
std::vector<CellRect> With(std::vector<CellRect> changed, CellRect rect) {
  if (CellsOf(rect) == 0) return changed;
  for (const CellRect& known : changed) {
    if (Contains(known, rect)) return changed;
  }
  std::erase_if(changed, [&](const CellRect& known) { return Contains(rect, known); });
  changed.push_back(rect);
  return changed;
}

/// The smallest rectangle of `within` outside of which both have the same bits; may be empty.
CellRect DifferenceIn(GridView a, GridView b, CellRect within) {
  int top = -1;
  int bottom = 0;
  int left = within.col + within.width;
  int right = within.col;
  for (int r = within.row; r < within.row + within.height; ++r) {
    const float* one = a.row(r);
    const float* other = b.row(r);
    const auto same = [&](int c) { return SameBits(one[c], other[c]); };
    const size_t bytes = static_cast<size_t>(within.width) * sizeof(float);
    if (std::memcmp(one + within.col, other + within.col, bytes) == 0) continue;
    if (top < 0) top = r;
    bottom = r + 1;
    int first = within.col;
    while (first < left && same(first)) ++first;
    left = std::min(left, first);
    int end = within.col + within.width;
    while (end > right && same(end - 1)) --end;
    right = std::max(right, end);
  }
  if (top < 0) return {};
  return {top, left, bottom - top, right - left};
}

/// Whether so much has changed that the file is better written again.
bool IsTooMuch(const std::vector<CellRect>& changed, int64_t cells) {
  int64_t sum = 0;
  for (const CellRect& rect : changed) sum += CellsOf(rect);
  return changed.size() > kMaxChanges || sum > cells / kMaxChangedShare;
}

/// `changed` with all places within `where` at which the two differ, tile by tile; nothing when
/// that is too much.
std::optional<std::vector<CellRect>> WithDifferences(std::vector<CellRect> changed, GridView newest,
                                                     GridView grid, CellRect where) {
  constexpr int kTile = 256;
  for (int row = where.row; row < where.row + where.height; row += kTile) {
    for (int col = where.col; col < where.col + where.width; col += kTile) {
      const CellRect tile{row, col, std::min(kTile, where.row + where.height - row),
                          std::min(kTile, where.col + where.width - col)};
      changed = With(std::move(changed), DifferenceIn(newest, grid, tile));
      if (IsTooMuch(changed, grid.shape().count())) return std::nullopt;
    }
  }
  return changed;
}

std::string PairText(int first, int second) {
  std::string text(1, '[');
  text.append(std::to_string(first)).append(1, ',').append(std::to_string(second));
  return text.append(1, ']');
}

/// As rows only where they are few: a copy whose numbers were too many could not be read again (see
/// json_bounds.h).
std::string CellsOfChange(GridView cells) {
  constexpr int64_t kMaxAsRows = 64;
  return cells.shape().count() <= kMaxAsRows ? GridToJson(cells) : PackedGridToJson(cells);
}

std::string ChangesText(const std::vector<CellRect>& changed, GridView grid) {
  std::string text(1, '[');
  for (const CellRect& rect : changed) {
    if (text.size() > 1) text.append(1, ',');
    text.append(ObjectText()
                    .Add("at", PairText(rect.row, rect.col))
                    .Add("cells", CellsOfChange(grid.Sub(rect)))
                    .Close());
  }
  return text.append(1, ']');
}

/// "NAME.convlens.": what the names of its files begin with.
std::string StemOf(const fs::path& session) { return TextOf(session.filename()).append(1, '.'); }

bool IsFileOf(const fs::path& session, const std::string& name) {
  return name.starts_with(StemOf(session)) && name.ends_with(kExtension) &&
         name.find('/') == std::string::npos;
}

}  // namespace

void KeptGrids::Begin(const fs::path& session) {
  if (session != session_) kept_.clear();
  session_ = session;
  problem_.reset();
  for (Kept& kept : kept_) kept.used = false;
}

KeptGrids::Kept* KeptGrids::Find(const SharedGrid& grid) {
  const auto same = std::find_if(kept_.begin(), kept_.end(),
                                 [&](const Kept& kept) { return kept.newest.SameAs(grid); });
  return same == kept_.end() ? nullptr : &*same;
}

/// The one that seems to differ least, with what differs noted; none when it is too much.
KeptGrids::Kept* KeptGrids::Nearest(const SharedGrid& grid) {
  Kept* nearest = nullptr;
  CellRect least;
  for (Kept& kept : kept_) {
    if (kept.used || kept.newest->shape() != grid->shape()) continue;
    const CellRect difference = kept.newest.DifferenceFrom(grid).value_or(WholeOf(grid->shape()));
    if (nearest != nullptr && CellsOf(difference) >= CellsOf(least)) continue;
    nearest = &kept;
    least = difference;
  }
  if (nearest == nullptr) return nullptr;
  auto changed = WithDifferences(nearest->changed, nearest->newest, grid, least);
  if (!changed) return nullptr;
  nearest->changed = std::move(*changed);
  nearest->newest = grid;
  return nearest;
}

KeptGrids::Kept& KeptGrids::Store(const SharedGrid& grid) {
  std::string name;
  std::error_code ignored;
  do {
    name = StemOf(session_).append(std::to_string(++last_number_)).append(kExtension);
  } while (fs::exists(session_.parent_path() / PathOf(name), ignored));
  const Result<Done> written = WriteNpy(session_.parent_path() / PathOf(name), grid);
  if (!written.ok()) problem_ = written.problem();
  return kept_.emplace_back(Kept{name, grid, grid, {}, false});
}

std::string KeptGrids::TextOf(const SharedGrid& grid) {
  if (problem_) return "null";
  Kept* kept = Find(grid);
  if (kept == nullptr) kept = Nearest(grid);
  if (kept == nullptr) kept = &Store(grid);
  if (problem_) kept_.pop_back();
  if (problem_) return "null";
  kept->used = true;
  return ObjectText()
      .Add("stored", QuotedJson(kept->name))
      .Add("shape", PairText(grid->height(), grid->width()))
      .Add("changes", ChangesText(kept->changed, grid))
      .Close();
}

void KeptGrids::Finish() {
  std::erase_if(kept_, [](const Kept& kept) { return !kept.used; });
  for (const fs::path& path : KeptGridFiles(session_)) {
    const std::string name = convlens::TextOf(path.filename());
    const bool named = std::any_of(kept_.begin(), kept_.end(),
                                   [&](const Kept& kept) { return kept.name == name; });
    std::error_code ignored;
    if (!named) fs::remove(path, ignored);
  }
}

std::vector<fs::path> KeptGridFiles(const fs::path& session) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(session.parent_path(), error), end; !error && it != end;
       it.increment(error)) {
    if (IsFileOf(session, TextOf(it->path().filename()))) files.push_back(it->path());
  }
  return files;
}

Result<Grid> LoadKeptGrid(const fs::path& session, const std::string& name) {
  if (!IsFileOf(session, name)) return Message{"There is no file {}.", {name}};
  return ReadNpy(session.parent_path() / PathOf(name));
}

}  // namespace convlens
