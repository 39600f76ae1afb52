#include "app/run_frames.h"

#include <cstdio>
#include <new>

#include "core/grid/message.h"

namespace convlens {
namespace {

std::string ReasonOf(const std::exception& error) {
  const bool no_memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
  return no_memory ? "there is not enough memory" : error.what();
}

/// Even while it is saved, something may be thrown.
bool Kept(const std::function<bool()>& save_work) try {
  return save_work();
} catch (const std::exception&) {
  return false;
}

}  // namespace

int FailToGoOn(const std::exception& error, const std::string& work) {
  const std::string reason = FillInMessage("{}", {ReasonOf(error)});
  std::fprintf(stderr, "convlens: ConvLens must close: %s.%s\n", reason.c_str(), work.c_str());
  return kExitFailure;
}

int RunFrames(const std::function<bool()>& step, const std::function<bool()>& save_work) try {
  while (step()) {
  }
  return 0;
} catch (const std::exception& error) {
  return FailToGoOn(error, Kept(save_work) ? " Your work is kept and offered at the next start."
                                           : " Your work could not be kept.");
}

}  // namespace convlens
