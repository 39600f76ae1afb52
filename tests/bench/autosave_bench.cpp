// What keeping a large session costs: until an edit is on the disk, the bytes that edits write, and
// until lost work is found and read; as multiples of one plain write of the same numbers.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/grid/random.h"
#include "io/grids/npy_file.h"
#include "io/session/autosave.h"

using namespace convlens;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSide = 8192;
constexpr int kEdits = 8;

template <class Do>
double MillisecondsOf(const Do& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

uint64_t BytesIn(const fs::path& folder) {
  uint64_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

void Print(const char* name, double milliseconds, double write) {
  std::printf("%-44s %9.1f ms %8.2f\n", name, milliseconds, milliseconds / write);
}

void KeepOrSay(Autosave& autosave, const Session& session) {
  autosave.Keep(session);
  autosave.Flush();
  if (!autosave.Problem()) return;
  std::fprintf(stderr, "%s\n", ToEnglish(*autosave.Problem()).c_str());
  std::exit(1);
}

/// Edits at the ends of the grid, each on the disk before the next.
double EditsInto(Autosave& autosave, Session& session) {
  double milliseconds = 0;
  for (int i = 0; i < kEdits; ++i) {
    const Cell cell{i % 2 * (kSide - 1), i / 2 * (kSide / kEdits)};
    session.document.input[0].MutableIn({cell.row, cell.col, 1, 1})[cell] = -1;
    milliseconds += MillisecondsOf([&] { KeepOrSay(autosave, session); });
  }
  return milliseconds / kEdits;
}

}  // namespace

int main() {
  const fs::path folder = fs::temp_directory_path() / "convlens-autosave-bench";
  fs::create_directories(folder);
  Session session;
  session.document.input = UniformGrid({kSide, kSide}, 1);
  const fs::path plain = folder / "plain.npy";
  const double write = MillisecondsOf([&] { (void)WriteNpy(plain, session.document.input[0]); });
  fs::remove(plain);
  std::printf("%d × %d numbers%44s plain writes\n", kSide, kSide, "");
  Print("a plain write", write, write);
  {
    Autosave autosave(folder);
    Print("first edit, until on the disk", MillisecondsOf([&] { KeepOrSay(autosave, session); }),
          write);
    const uint64_t before = BytesIn(folder);
    Print("each further edit", EditsInto(autosave, session), write);
    std::printf("%-44s %9llu bytes more\n", "eight edits",
                static_cast<unsigned long long>(BytesIn(folder) - before));
  }
  Autosave autosave(folder);
  std::vector<Recovered> lost;
  Print("lost work found", MillisecondsOf([&] { lost = autosave.FindLost(); }), write);
  if (lost.size() != 1) return 1;
  bool same = false;
  Print("lost work read", MillisecondsOf([&] { same = Autosave::Load(lost[0]).ok(); }), write);
  fs::remove_all(folder);
  return same ? 0 : 1;
}
