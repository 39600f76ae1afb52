#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/pattern/pattern.h"
#include "io/session/preferences.h"
#include "paint/camera.h"
#include "paint/theme.h"
#include "paint/translator.h"
#include "ui/state/canvas.h"
#include "ui/state/command.h"
#include "ui/state/figure_view_state.h"
#include "ui/state/focus_state.h"
#include "ui/state/kernel_about.h"
#include "ui/state/kernel_plan.h"
#include "ui/state/lab_state.h"
#include "ui/state/palette_state.h"
#include "ui/state/presentation_state.h"
#include "ui/state/stack_view_state.h"
#include "work/workbench.h"

namespace convlens {

enum class InspectorTab { kInput, kKernel, kLayer, kStack, kLearn, kView };

/// A cell being looked at by the keyboard: typed over, nudged, cleared.
struct Selection {
  GridRole role = GridRole::kInput;
  Cell cell;
  bool editing = false;
  std::string text;      ///< while editing
  bool refused = false;  ///< `text` was committed but is not a number
};

struct BrushState {
  bool active = false;  ///< painting rather than selecting
  float value = 1;
  int radius = 0;
};

/// What the inspector's fields hold until a button uses them.
struct InspectorFields {
  /// Its shape is the input's when it is used.
  PatternOptions pattern{Pattern::kCheckerboard, {}, 1, 1};
  bool resample = false;  ///< whether another input size scales the picture rather than cuts it
  CellRect crop;
  Shape crop_input;  ///< size of the input that `crop` was chosen for
  int kernel_seed = 1;
  bool all_inputs = true;          ///< presets and tools change the kernels of all input channels
  bool padding_each_side = false;  ///< four fields of padding rather than two
  int bias_page = 0;
};

/// The picture opened last, in both forms that the input can have.
struct OpenedPicture {
  std::string name;
  SharedGrid grey;
  Tensor color;  ///< no channels where it has no colours
};

/// What a reported problem belongs to.
struct ProblemOccasion {
  std::string lesson;
  InspectorTab tab = InspectorTab::kKernel;
  FigureKind figure = FigureKind::kExplore;
  uint64_t revision = 0;

  bool operator==(const ProblemOccasion&) const = default;
};

/// The side panels in a window that is too narrow for them (see ui/shell/drawers.h).
struct Drawers {
  bool upright = false;  ///< a phone held upright: a bar below, and panels as sheets above it
  bool lesson_is_drawer = false;
  bool inspector_is_drawer = false;
  bool lesson_open = false;
  bool inspector_open = false;
  bool lesson_over = false;  ///< it would lie over the figure, not beside it
  bool inspector_over = false;
  std::string lesson_seen;  ///< the lesson that has been opened for reading already, by id

  bool lesson_shown() const { return lesson_is_drawer && lesson_open; }
  bool inspector_shown() const { return inspector_is_drawer && inspector_open; }
  bool any_over() const {
    return (lesson_shown() && lesson_over) || (inspector_shown() && inspector_over);
  }
};

/// Which sections the user has folded or unfolded; the others are as their panel starts them.
using FoldedSections = std::map<std::string, bool>;

/// What the interface itself remembers between frames; never anything of the Document.
struct UiState {
  InspectorTab tab = InspectorTab::kKernel;
  Drawers drawers;
  Canvas canvas;        ///< of the figure
  Canvas stack_canvas;  ///< of the stack's figure
  StackViewState stack_view;
  std::optional<Selection> selection;
  FigureViewState figure;
  BrushState brush;
  LabState lab;
  InspectorFields fields;
  OpenedPicture opened_picture;
  FoldedSections folded;
  KernelAbout kernel_about;
  KernelPlan kernel_plan;
  /// A text field whose text is not committed yet. While a click goes from one field into another
  /// there are two of them.
  struct Typing {
    unsigned field = 0;
    std::string before;  ///< what it showed when typing began
    std::string text;
    int frame = 0;  ///< in which the field was drawn last
  };
  std::vector<Typing> typing;
  uint64_t next_stroke_id = 1;
  bool popup_open = false;  ///< a menu, list or dialog was, when this frame's keys came in
  bool menu_open = false;   ///< a menu or list was the topmost of them
  FocusState focus;
  bool embedded = false;  ///< a figure in somebody's page
  PresentationState presentation;
  bool key_sheet_open = false;
  bool about_open = false;
  PaletteState palette;
  bool sum_table_open = false;
  std::deque<Message> problems;   ///< shown over the figure (see ui/controls/problems.h)
  std::optional<Message> notice;  ///< in their place where there are none: what was done
  ProblemOccasion problem_occasion;
  size_t problems_shown = 0;             ///< how many of `problems` the last frame knew
  Command requested = Command::kNone;    ///< asked for by a button or menu; carried out this frame
  bool animating = false;                ///< something eases on the screen: draw another frame
  std::optional<std::string> open_path;  ///< a file asked for (recent files, drop)
  std::optional<std::string> open_lesson;  ///< a lesson asked for, by id
  LessonProgress lesson_shown;             ///< the progress whose next step was brought in sight

  /// The figure and what is below it alone: no menus, no panels.
  bool bare() const { return embedded || presentation.on; }
};

class Inspection;

/// What every panel is given: what it reads, and the workbench whose verbs it calls.
struct UiContext {
  Workbench& bench;
  UiState& state;
  Preferences& preferences;
  const Translator& tr;
  const Theme& theme;
  GridRenderer& renderer;
  const std::vector<Lesson>& lessons;
  Inspection& inspection;
  std::span<const CommandInfo> commands;
  double time = 0;  ///< seconds since the start, for motion only
};

}  // namespace convlens
