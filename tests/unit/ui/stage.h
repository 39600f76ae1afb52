#pragma once

#include <doctest/doctest.h>

#include "render/offscreen.h"
#include "ui/controls/inspection.h"
#include "ui/shell/command_actions.h"
#include "ui/shell/command_table.h"

namespace convlens::test {

/// What a command finds: the book's figure, and an interface that is not drawn.
class Stage {
 public:
  explicit Stage(std::vector<Lesson> lessons = {})
      : context_(OffscreenContext::Create(16, 16)),
        imgui_(ImGui::CreateContext()),
        lessons_(std::move(lessons)) {
    REQUIRE(context_.ok());
    renderer_.emplace();
  }
  ~Stage() { ImGui::DestroyContext(imgui_); }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  UiContext ui() {
    return {bench,    state,       preferences,    tr_, theme_, *renderer_,
            lessons_, inspection_, CommandTable(), 0};
  }
  bool CarryOut(Command command) {
    UiContext context = ui();
    return convlens::CarryOut(context, command);
  }
  bool IsEnabled(Command command) { return convlens::IsEnabled(ui(), command); }
  bool IsChosen(Command command) { return convlens::IsChosen(ui(), command); }

  Workbench bench{Threading::kInline};
  UiState state;
  Preferences preferences;

 private:
  Result<std::unique_ptr<OffscreenContext>> context_;
  ImGuiContext* imgui_;
  std::optional<GridRenderer> renderer_;
  Translator tr_;
  Theme theme_ = MakeTheme(ThemeKind::kDark, 1);
  std::vector<Lesson> lessons_;
  Inspection inspection_;
};

}  // namespace convlens::test
