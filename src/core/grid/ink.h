#pragma once

#include <cstddef>

namespace convlens {

/// What a colour means in a figure or a chart. Painters map it to the theme's; nothing here is a
/// colour.
enum class Ink {
  kText,
  kDim,
  kLine,
  kGround,  ///< what lies under everything
  kRaised,
  kInput,
  kKernel,
  kOutput,
  kTarget,
  kError,
  kRun1,  ///< of earlier runs, which can be told apart (see InkOfRun)
  kRun2,
  kRun3,
  kRun4,
  kRun5,
  kRun6
};
inline constexpr size_t kInks = static_cast<size_t>(Ink::kRun6) + 1;
inline constexpr size_t kRunInks = kInks - static_cast<size_t>(Ink::kRun1);

/// The colour of the earlier run at `index`: the same wherever it is drawn or listed.
inline Ink InkOfRun(size_t index) {
  return static_cast<Ink>(static_cast<size_t>(Ink::kRun1) + index % kRunInks);
}

}  // namespace convlens
