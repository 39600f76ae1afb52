#include "ui/shell/palette_entries.h"

#include <string>
#include <utility>

#include "core/kernel/kernel_presets.h"
#include "core/pattern/pattern_words.h"
#include "layer/settings/layer_words.h"
#include "layer/settings/stack_presets.h"
#include "train/setup/training_words.h"
#include "ui/controls/focus.h"
#include "ui/inspector/tab_actions.h"
#include "ui/lab/learn_tab_sections.h"
#include "ui/shell/command_actions.h"
#include "ui/stack/stack_actions.h"

namespace convlens {
namespace {

/// A control of the inspector. `fold` names the section that hides it while folded.
struct ControlPlace {
  const char* label;  ///< English, as the control's own
  InspectorTab tab;
  const char* name;
  const char* fold = nullptr;
};

constexpr ControlPlace kControls[] = {
    {"Size", InspectorTab::kInput, "field.input_height"},
    {"Pattern", InspectorTab::kInput, "choice.pattern"},
    {"Paint by dragging", InspectorTab::kInput, "toggle.brush"},
    {"Crop to this region", InspectorTab::kInput, "field.crop_row"},
    {"Size", InspectorTab::kKernel, "field.kernel_height"},
    {"Preset", InspectorTab::kKernel, "choice.preset"},
    {"Random seed", InspectorTab::kKernel, "field.kernel_seed", "fold.tools"},
    {"Bias u", InspectorTab::kKernel, "field.bias", "fold.operation"},
    {"Kind", InspectorTab::kLayer, "choice.layer_kind"},
    {"Size", InspectorTab::kLayer, "field.window_height"},
    {"Stride", InspectorTab::kLayer, "field.stride_rows"},
    {"Dilation", InspectorTab::kLayer, "field.dilation_rows"},
    {"Padding", InspectorTab::kLayer, "field.padding_rows"},
    {"Border", InspectorTab::kLayer, "choice.border"},
    {"Outputs", InspectorTab::kLayer, "field.outputs"},
    {"Groups", InspectorTab::kLayer, "field.groups"},
    {"Function", InspectorTab::kLayer, "choice.activation"},
    {"Preset", InspectorTab::kStack, "choice.stack"},
    {"Effective field beside the input", InspectorTab::kStack, "toggle.effective"},
    {"Learning rate", InspectorTab::kLearn, "field.rate"},
    {"Step limit", InspectorTab::kLearn, "field.step_limit"},
    {"Steps per second", InspectorTab::kLearn, "slider.pace"},
    {"Loss", InspectorTab::kLearn, "choice.loss"},
    {"Optimizer", InspectorTab::kLearn, "choice.learner"},
    {"Errors", InspectorTab::kLearn, "choice.error"},
    {"Target Y", InspectorTab::kLearn, "choice.target"},
    {"Seed", InspectorTab::kLearn, "field.seed"},
    {"Display scale", InspectorTab::kView, "choice.scale"},
    {"Numbers in the cells", InspectorTab::kView, "toggle.numbers"},
    {"Kernel factors in the window", InspectorTab::kView, "toggle.badges"},
    {"Cone from window to output", InspectorTab::kView, "toggle.lens"},
};

void GoTo(UiContext& ui, const ControlPlace& place) {
  if (place.fold != nullptr) ui.state.folded[place.fold] = true;
  OpenTab(ui, place.tab);
  // The palette, which is closing, gives the focus to what it takes for its last place.
  ui.state.focus.behind_dialog = place.name;
  ui.state.focus.reveal = true;
}

const char* TitleOf(InspectorTab tab) {
  switch (tab) {
    case InspectorTab::kInput:
      return "Input";
    case InspectorTab::kKernel:
      return "Kernel";
    case InspectorTab::kLayer:
      return "Layer";
    case InspectorTab::kStack:
      return "Stack";
    case InspectorTab::kLearn:
      return "Learn";
    case InspectorTab::kView:
      return "View";
  }
  return "";
}

class Collector {
 public:
  explicit Collector(const UiContext& ui)
      : ui_(ui),
        other_(ui.tr.language() == Language::kEnglish ? Language::kChinese : Language::kEnglish) {}

  std::vector<PaletteEntry> Take() {
    Commands();
    Lessons();
    Presets();
    Patterns();
    LayerSettingsOf();
    TrainingSettings();
    Controls();
    return std::move(entries_);
  }

 private:
  // All words by which an entry is found beside its label.
  std::string Also(const char* kind, const std::string& label, const std::string& other) const {
    return other + " " + label + " " + ui_.tr(kind) + " " + other_(kind);
  }

  template <typename Act>
  PaletteEntry& Add(const char* kind, const std::string& name, const char* english, Act act) {
    const std::string label = ui_.tr(english);
    const std::string also = Also(kind, label, other_(english));
    entries_.push_back({"palette." + name, label, also, kind, "", true, act});
    return entries_.back();
  }

  // "Border: Reflect"
  template <typename Act>
  PaletteEntry& AddPair(const char* kind, const std::string& name, const char* group,
                        const char* english, Act act) {
    PaletteEntry& entry = Add(kind, name, english, act);
    entry.label = std::string(ui_.tr(group)) + ": " + entry.label;
    entry.also.append(" ").append(ui_.tr(group)).append(" ").append(other_(group));
    return entry;
  }

  void Commands() {
    for (const CommandInfo& info : ui_.commands) {
      const Command command = info.command;
      if (MovesFocus(command) || command == Command::kPalette) continue;
      const auto ask = [command](UiContext& ui) { ui.state.requested = command; };
      const bool tab = command >= Command::kTabInput && command <= Command::kTabView;
      const char* panel = tab ? "Panel" : info.menu.menu == Menu::kExportPlot ? "Export plot" : "";
      const std::string name = std::string("command.") + info.label;
      PaletteEntry& entry = *panel != '\0' ? AddPair("Command", name, panel, info.label, ask)
                                           : Add("Command", name, info.label, ask);
      entry.key = *info.key_text != '\0' ? ui_.tr(info.key_text) : "";
      entry.enabled = IsEnabled(ui_, command);
    }
  }

  void Lessons() {
    for (const Lesson& lesson : ui_.lessons) {
      const std::string id = lesson.id;
      PaletteEntry& entry =
          Add("Lesson", "lesson." + id, "", [id](UiContext& ui) { ui.state.open_lesson = id; });
      const std::string number = std::to_string(lesson.number) + "  ";
      entry.label = number + ui_.tr(lesson.title);
      entry.also = Also(entry.kind, entry.label, other_(lesson.title));
    }
  }

  void Presets() {
    const bool kernels = ui_.bench.front_layer().settings.has_weights();
    for (const KernelPreset& preset : KernelPresets()) {
      const std::string id(preset.id);
      Add("Kernel", "kernel." + id, preset.name.data(), [id](UiContext& ui) {
        DoForKernels(ui, [id](Front at) { return UseKernelPreset(id, at); });
      }).enabled = kernels;
    }
    for (const StackPreset& preset : StackPresets()) {
      Add("Stack", "stack." + std::string(preset.id), preset.name.data(), [&preset](UiContext& ui) {
        UseStack(ui, preset);
        OpenTab(ui, InspectorTab::kStack);
      });
    }
  }

  void Patterns() {
    for (const Word<Pattern>& word : kPatternWords) {
      const Pattern pattern = word.value;
      AddPair("Input", std::string("pattern.") + word.label, "Pattern", word.label,
              [pattern](UiContext& ui) {
                ui.state.fields.pattern.pattern = pattern;
                FillInput(ui);
              });
    }
  }

  template <typename Value, size_t N>
  void LayerChoice(const char* setting, const char* label, const Word<Value> (&words)[N],
                   Value LayerSettings::*member, bool enabled) {
    for (const Word<Value>& word : words) {
      const Value value = word.value;
      AddPair("Setting", std::string("layer.") + label + "." + word.label, setting, word.label,
              [=](UiContext& ui) {
                ChangeSettings(ui, label, [=](LayerSettings& s) { s.*member = value; });
              })
          .enabled = enabled;
    }
  }

  void LayerSettingsOf() {
    const LayerSettings& settings = ui_.bench.front_layer().settings;
    LayerChoice("Border", "Change the border", kBorderWords, &LayerSettings::border,
                settings.kind == LayerKind::kConvolution);
    LayerChoice("Activation", "Change the activation", kActivationWords, &LayerSettings::activation,
                true);
  }

  template <typename Value, size_t N, typename Set>
  void TrainingChoice(const char* setting, const char* label, const Word<Value> (&words)[N],
                      Set set) {
    for (const Word<Value>& word : words) {
      const Value value = word.value;
      AddPair("Setting", std::string("training.") + setting + "." + word.label, setting, word.label,
              [=](UiContext& ui) {
                ChangeLearning(ui, label, [=](TrainingSetup& setup) { set(setup, value); });
              });
    }
  }

  void TrainingSettings() {
    TrainingChoice("Loss", "Change loss", kLossWords,
                   [](TrainingSetup& setup, Loss loss) { setup.loss = loss; });
    TrainingChoice("Optimizer", "Change the method of training", kOptimizerWords,
                   [](TrainingSetup& setup, Optimizer kind) { setup.optimizer.kind = kind; });
  }

  void Controls() {
    for (const ControlPlace& place : kControls) {
      AddPair("Go to", std::string("control.") + place.name, TitleOf(place.tab), place.label,
              [place](UiContext& ui) { GoTo(ui, place); });
    }
  }

  const UiContext& ui_;
  Translator other_;
  std::vector<PaletteEntry> entries_;
};

}  // namespace

std::vector<PaletteEntry> PaletteEntries(const UiContext& ui) { return Collector(ui).Take(); }

}  // namespace convlens
