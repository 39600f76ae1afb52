#include <algorithm>

#include "scene/figure/number_text.h"
#include "train/setup/training_words.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

constexpr double kMostDecay = 1e6;

/// A labelled drop-down; true when another value was chosen.
template <typename Value, size_t N>
bool ChoiceRow(UiContext& ui, const char* id, const std::string& label,
               const Word<Value> (&words)[N], Value& value) {
  FieldLabel(ui, label);
  const auto picked = ChoiceOf(ui, id, words, value);
  value = picked.value_or(value);
  return picked.has_value();
}

/// A labelled number of the setup, in its own row.
bool SettingRow(UiContext& ui, const char* id, const std::string& label, double& value, double low,
                double high) {
  FieldLabel(ui, label);
  return NumberField(ui, id, &value, low, high);
}

bool StepsRow(UiContext& ui, const char* id, const std::string& label, int64_t& steps) {
  int value = static_cast<int>(std::min<int64_t>(steps, 1'000'000'000));
  if (!IntegerRow(ui, id, label, &value, 1, 1'000'000'000)) return false;
  steps = value;
  return true;
}

void ChangeMethod(UiContext& ui, const TrainingSetup& changed) {
  ChangeLearning(ui, "Change the method of training", [changed](TrainingSetup& s) {
    s.optimizer = changed.optimizer;
    s.schedule = changed.schedule;
    s.error = changed.error;
    s.huber_delta = changed.huber_delta;
    s.algorithm = changed.algorithm;
    // The equations are those of the squared error.
    if (s.error != ErrorMeasure::kSquared) s.algorithm = TrainingAlgorithm::kDirect;
  });
}

bool DrawOptimizerNumbers(UiContext& ui, OptimizerOptions& optimizer) {
  constexpr double kBelow1 = 0.999999;
  bool changed = false;
  if (optimizer.kind == Optimizer::kMomentum || optimizer.kind == Optimizer::kNesterov) {
    changed |= SettingRow(ui, "field.momentum", ui.tr("Momentum"), optimizer.momentum, 0, kBelow1);
  }
  if (optimizer.kind == Optimizer::kAdam) {
    changed |= SettingRow(ui, "field.beta1", ui.tr("Beta 1"), optimizer.beta1, 0, kBelow1);
    changed |= SettingRow(ui, "field.beta2", ui.tr("Beta 2"), optimizer.beta2, 0, kBelow1);
    changed |= SettingRow(ui, "field.epsilon", ui.tr("Epsilon"), optimizer.epsilon, 1e-30, 1);
  }
  return changed;
}

bool DrawSchedule(UiContext& ui, Schedule& schedule) {
  bool changed =
      ChoiceRow(ui, "choice.schedule", ui.tr("Rate over time"), kScheduleWords, schedule.kind);
  if (schedule.kind == Schedule::Kind::kStep) {
    changed |= StepsRow(ui, "field.schedule_every", ui.tr("Every … steps"), schedule.every);
    changed |= SettingRow(ui, "field.schedule_factor", ui.tr("Times"), schedule.factor, 1e-6, 1e6);
  }
  if (schedule.kind == Schedule::Kind::kCosine) {
    changed |= StepsRow(ui, "field.schedule_length", ui.tr("Over … steps"), schedule.length);
    changed |= SettingRow(ui, "field.last_rate", ui.tr("Down to"), schedule.last, 0, 1000);
  }
  return changed;
}

bool DrawAlgorithm(UiContext& ui, TrainingSetup& setup) {
  if (setup.error != ErrorMeasure::kSquared) return false;
  if (PlainLayer(ui.bench.document()) == nullptr) return false;  // a stack has no such equations
  FieldLabel(ui, ui.tr("Algorithm"));
  bool by_equations = setup.algorithm == TrainingAlgorithm::kNormalEquations;
  const bool changed =
      Toggle(ui, "toggle.normal_equations", ui.tr("by normal equations"), &by_equations);
  Tooltip(ui, ui.tr("The same steps from XᵀX and XᵀY, built once: a step then takes microseconds "
                    "for an image of any size."));
  setup.algorithm = by_equations ? TrainingAlgorithm::kNormalEquations : TrainingAlgorithm::kDirect;
  return changed;
}

/// A quiet button that shows or hides what follows it.
bool Unfolded(UiContext& ui, const char* id, const std::string& more, const std::string& less) {
  bool* open = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID(id), false);
  if (Button(ui, id, *open ? less : more, 0, ButtonLook::kQuiet)) *open = !*open;
  return *open;
}

TrainingPair PresentPair(const UiContext& ui) {
  return {ui.bench.evaluation()->document.input, ui.bench.evaluation()->targets};
}

void DrawMorePairs(UiContext& ui, const TrainingSetup& setup, bool has_target) {
  FieldLabel(ui, ui.tr("Batch"));
  const auto pairs = static_cast<int64_t>(setup.more_pairs.size());
  const float half = ShareOfRow(ui, 2);
  if (Button(ui, "button.add_pair", ui.tr("Add this pair"), half, ButtonLook::kPlain, has_target,
             ui.tr("Keeps this input and target as a pair that is learned together with the next "
                   "one"))) {
    const TrainingPair pair = PresentPair(ui);
    ChangeLearning(ui, "Change the batch",
                   [pair](TrainingSetup& s) { s.more_pairs.push_back(pair); });
  }
  ImGui::SameLine();
  if (Button(ui, "button.clear_pairs", ui.tr("Remove {}", CountText(pairs)), 0, ButtonLook::kPlain,
             pairs > 0)) {
    ChangeLearning(ui, "Change the batch", [](TrainingSetup& s) { s.more_pairs.clear(); });
  }
}

void DrawHeldOut(UiContext& ui, const TrainingSetup& setup, bool has_target) {
  FieldLabel(ui, ui.tr("Held out"));
  if (setup.held_out) {
    if (Button(ui, "button.clear_held_out",
               ui.tr("Remove the {} pair", ShapeFact(setup.held_out->input.shape().grid)))) {
      ChangeLearning(ui, "Change the held-out pair", [](TrainingSetup& s) { s.held_out.reset(); });
    }
    return;
  }
  if (Button(ui, "button.hold_out", ui.tr("Keep this pair"), 0, ButtonLook::kPlain, has_target,
             ui.tr("Keeps this input and target as a held-out pair: its loss is measured, but "
                   "nothing is learned from it"))) {
    const TrainingPair pair = PresentPair(ui);
    ChangeLearning(ui, "Change the held-out pair", [pair](TrainingSetup& s) { s.held_out = pair; });
  }
}

}  // namespace

void DrawLearnMethod(UiContext& ui) {
  Section(ui, ui.tr("Method"));
  TrainingSetup setup = ui.bench.document().training;
  bool changed =
      ChoiceRow(ui, "choice.learner", ui.tr("Optimizer"), kOptimizerWords, setup.optimizer.kind);
  changed |= ChoiceRow(ui, "choice.error", ui.tr("Errors"), kErrorWords, setup.error);
  if (Unfolded(ui, "fold.method", ui.tr("More settings"), ui.tr("Fewer settings"))) {
    changed |= DrawOptimizerNumbers(ui, setup.optimizer);
    if (setup.error == ErrorMeasure::kHuber) {
      changed |=
          SettingRow(ui, "field.huber_delta", ui.tr("Huber's delta"), setup.huber_delta, 1e-6, 1e6);
    }
    changed |= SettingRow(ui, "field.weight_decay", ui.tr("L2 penalty"),
                          setup.optimizer.weight_decay, 0, kMostDecay);
    changed |= DrawSchedule(ui, setup.schedule);
    changed |= DrawAlgorithm(ui, setup);
  }
  if (changed) ChangeMethod(ui, setup);
}

void DrawLearnPairs(UiContext& ui) {
  const TrainingSetup setup = ui.bench.document().training;
  const bool has_target = !ui.bench.evaluation()->targets.channels.empty();
  const bool any = !setup.more_pairs.empty() || setup.held_out.has_value();
  if (!any && !Unfolded(ui, "fold.pairs", ui.tr("More pairs"), ui.tr("Fewer settings"))) return;
  DrawMorePairs(ui, setup, has_target);
  DrawHeldOut(ui, setup, has_target);
}

}  // namespace convlens
