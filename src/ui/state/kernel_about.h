#pragma once

#include "core/kernel/kernel_analysis.h"

namespace convlens {

/// The analysis of the kernel that was looked at last: made again only when the kernel changes.
class KernelAbout {
 public:
  const KernelAnalysis& Of(Operation operation, const Grid& kernel);

 private:
  bool made_ = false;
  Operation operation_ = Operation::kCorrelation;
  Grid kernel_;
  KernelAnalysis analysis_;
};

}  // namespace convlens
