#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"

namespace convlens {

/// An array inside an .npz file, which is a zip archive of .npy files: `numpy.savez`.
struct NpzMember {
  std::string name;   ///< without ".npy"
  std::string bytes;  ///< an .npy file's
};

/// The array called `member`, or the only one where `member` is empty. Errors name `source`, and
/// the arrays that there are; a wrong checksum is damage.
Result<NpzMember> NpzMemberOf(std::string_view bytes, const std::string& source,
                              const std::string& member);

/// An .npz file of one array, not compressed, as `numpy.savez` writes it.
std::string NpzToBytes(const NpzMember& member);

}  // namespace convlens
