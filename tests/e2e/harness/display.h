#pragma once

#include <string>

#include "e2e/harness/process.h"

namespace convlens::e2e {

/// An X server without a screen, on a free display number, for as long as this object lives.
class VirtualDisplay {
 public:
  VirtualDisplay(int width, int height);
  const std::string& name() const { return name_; }

 private:
  Process server_;
  std::string name_;  // ":7"
};

}  // namespace convlens::e2e
