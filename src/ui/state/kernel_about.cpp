#include "ui/state/kernel_about.h"

namespace convlens {

const KernelAnalysis& KernelAbout::Of(Operation operation, const Grid& kernel) {
  if (!made_ || operation != operation_ || !(kernel == kernel_)) {
    analysis_ = AnalyzeKernel(operation, kernel);
    operation_ = operation;
    kernel_ = kernel;
    made_ = true;
  }
  return analysis_;
}

}  // namespace convlens
