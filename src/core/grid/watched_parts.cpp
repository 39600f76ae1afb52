#include "core/grid/watched_parts.h"

namespace convlens {

WatchedParts::WatchedParts(const std::function<void(int)>& part) : part_(part) {
  begun_.store(1, std::memory_order_release);
}

void WatchedParts::Run(int i) {
  (void)begun_.load(std::memory_order_acquire);
  part_(i);
  done_.fetch_add(1, std::memory_order_acq_rel);
}

void WatchedParts::End() const { (void)done_.load(std::memory_order_acquire); }

}  // namespace convlens
