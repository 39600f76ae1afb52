#pragma once

#include "model/document/document.h"

namespace convlens {

/// During a stroke over a large grid, each change would copy all of it. This keeps the numbers that
/// the last change replaced: they differ from the present ones in a few cells, so the next change
/// is made in them.
class StrokeMemory {
 public:
  /// A copy of `present` to be changed.
  Document Draft(const Document& present);
  /// `draft` has been changed and is to take the place of `present`. What was not changed is shared
  /// again, and what will be replaced is kept.
  void Settle(const Document& present, Document& draft);
  void Clear() { replaced_.clear(); }

 private:
  std::vector<SharedGrid> replaced_;  // by the order of the document's large grids
};

}  // namespace convlens
