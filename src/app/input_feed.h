#pragma once

#include <array>
#include <limits>
#include <vector>

#include "app/input_queue.h"
#include "imgui.h"

namespace convlens {

/// Hands a frame's events to Dear ImGui 1.86, which has no queue of its own. It is called between
/// the backend's NewFrame, which looks at the mouse as it is by then, and ImGui::NewFrame.
class InputFeed {
 public:
  void Give(const std::vector<InputEvent>& events, ImGuiIO& io);

 private:
  void Apply(const InputEvent& event, ImGuiIO& io);
  bool AnyButtonDown() const;

  ImVec2 pointer_{kNowhere, kNowhere};
  std::array<bool, 5> buttons_{};

  static constexpr float kNowhere = std::numeric_limits<float>::lowest();  // Dear ImGui's sign
};

}  // namespace convlens
