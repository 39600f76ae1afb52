#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/random.h"

namespace convlens {

/// Changes bytes as a damaged disk, a careless hand or an adversary would: the same seed makes the
/// same changes on every machine.
class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  /// `bytes` after one to four changes. `words` are pieces that mean something in the format.
  std::string Mutated(std::string bytes, const std::vector<std::string>& words) {
    const size_t changes = 1 + Below(4);
    for (size_t i = 0; i < changes; ++i) Change(bytes, words);
    return bytes;
  }

 private:
  void Change(std::string& bytes, const std::vector<std::string>& words) {
    const size_t at = Below(bytes.size() + 1);
    const size_t length = std::min(bytes.size() - at, 1 + Below(8));
    switch (Below(6)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << Below(8)));
        break;
      case 1:
        if (at < bytes.size()) bytes[at] = static_cast<char>(Below(256));
        break;
      case 2:
        bytes.resize(at);
        break;
      case 3:
        bytes.erase(at, length);
        break;
      case 4:
        bytes.insert(at, bytes.substr(at, length));
        break;
      default:
        bytes.replace(at, Below(2) * length, words[Below(words.size())]);
        break;
    }
  }

  size_t Below(size_t limit) { return static_cast<size_t>(random_.Next() % limit); }

  Random random_;
};

}  // namespace convlens
