#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/result.h"

namespace convlens {

/// What stands before the numbers of an .npy file.
struct NpyHeader {
  std::string type;  ///< NumPy's "descr": "<f4"
  bool fortran_order = false;
  std::vector<uint64_t> shape;
  size_t data_start = 0;  ///< bytes from the start of the file
};

/// The header at the start of `bytes` (versions 1 to 3): a magic string, a version, a length and a
/// Python dictionary. See numpy.lib.format. Errors name `source`.
Result<NpyHeader> ReadNpyHeader(std::string_view bytes, const std::string& source);

/// A version 1.0 header for float32 in C order, padded so that the data start at a multiple of 64.
std::string MakeNpyHeader(const std::vector<int>& shape);

}  // namespace convlens
