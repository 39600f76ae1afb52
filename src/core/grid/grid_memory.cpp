#include "core/grid/grid_memory.h"

#include <array>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include "core/grid/grid.h"

namespace convlens::grid_memory {
namespace {

// A sanitizer has to see each use of what was freed. GCC for Windows frees a thread's variables
// before their destructors run.
#if defined(__SANITIZE_ADDRESS__) || defined(__MINGW32__)
constexpr bool kKeeps = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kKeeps = false;
#else
constexpr bool kKeeps = true;
#endif
#else
constexpr bool kKeeps = true;
#endif

constexpr size_t kUnit = Grid::kAlignment;
constexpr size_t kHead = kUnit;              // before the numbers: how many bytes the piece has
constexpr size_t kSmall = size_t{16} << 10;  // bytes: more are not kept

/// Asks the system for large pages where the `bytes` at `data` cover whole ones. With pages of 4
/// KiB, the first touch of a picture of 4096 × 4096 takes six times as long as correlating it.
void AskForLargePages([[maybe_unused]] void* data, [[maybe_unused]] size_t bytes) {
#ifdef __linux__
  constexpr size_t kLargePage = size_t{2} << 20;
  void* first = data;
  if (bytes < 2 * kLargePage || std::align(kLargePage, kLargePage, first, bytes) == nullptr) return;
  madvise(first, bytes / kLargePage * kLargePage, MADV_HUGEPAGE);  // a wish: no harm if refused
#endif
}

void* Allocate(size_t bytes) {
  void* data = ::operator new[](bytes, std::align_val_t{kUnit});
  AskForLargePages(data, bytes);
  return data;
}
void Release(void* data) { ::operator delete[](data, std::align_val_t{kUnit}); }

/// What one thread keeps: for each size a chain of pieces, each of which begins with the next one's
/// address.
class ThreadPieces {
 public:
  ~ThreadPieces() {
    gone = true;
    for (void* piece : chains_) {
      while (piece != nullptr) {
        void* const next = *static_cast<void**>(piece);
        Release(piece);
        piece = next;
      }
    }
  }
  void* Take(size_t bytes) {
    void*& chain = chains_[bytes / kUnit];
    void* const piece = chain;
    if (piece == nullptr) return nullptr;
    chain = *static_cast<void**>(piece);
    kept_ -= bytes;
    return piece;
  }
  bool Keep(void* piece, size_t bytes) {
    if (kept_ + bytes > kMostKept) return false;
    void*& chain = chains_[bytes / kUnit];
    *static_cast<void**>(piece) = chain;
    chain = piece;
    kept_ += bytes;
    return true;
  }

  // A thread's last grids outlive what it keeps.
  static thread_local bool gone;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

 private:
  std::array<void*, kSmall / kUnit + 1> chains_{};
  size_t kept_ = 0;
};
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local bool ThreadPieces::gone = false;

ThreadPieces& OfThisThread() {
  thread_local ThreadPieces pieces;
  return pieces;
}

bool Keeps(size_t bytes) { return kKeeps && bytes <= kSmall && !ThreadPieces::gone; }

}  // namespace

float* Take(ptrdiff_t count) {
  const size_t used = static_cast<size_t>(count) * sizeof(float);
  const size_t bytes = kHead + (used + kUnit - 1) / kUnit * kUnit;
  void* piece = nullptr;
  if (Keeps(bytes)) piece = OfThisThread().Take(bytes);
  if (piece == nullptr) piece = Allocate(bytes);
  *static_cast<size_t*>(piece) = bytes;
  return reinterpret_cast<float*>(static_cast<std::byte*>(piece) + kHead);
}

void GiveBack(float* data) {
  if (data == nullptr) return;
  void* const piece = reinterpret_cast<std::byte*>(data) - kHead;
  const size_t bytes = *static_cast<size_t*>(piece);
  if (Keeps(bytes) && OfThisThread().Keep(piece, bytes)) return;
  Release(piece);
}

}  // namespace convlens::grid_memory
