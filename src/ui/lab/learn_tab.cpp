#include <algorithm>
#include <cmath>

#include "scene/figure/number_text.h"
#include "train/quadratic/stability.h"
#include "train/setup/training_words.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/lab/lab_panels.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

constexpr double kLowestRate = 1e-4;
constexpr double kHighestRate = 1;
constexpr double kSlowestSteps = 1;
// The end of the slider means: as fast as the machine.
constexpr double kFastestSteps = 1000;

// Rounded to two significant digits, which the slider can be set to again.
double Rounded(double value) {
  if (!(value > 0)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::floor(value / unit + 0.5) * unit;
}

void DrawButtons(UiContext& ui) {
  const std::optional<Message> problem = ui.bench.training().Problem();
  const bool ready = !problem;
  const std::string why = problem ? ui.tr(*problem) : std::string();
  const bool running = ui.bench.training().running();
  const float width = ShareOfRow(ui, 3);
  if (Button(ui, "button.train_run", std::string(ui.tr(running ? "Pause" : "Run")) + "  ⇧T", width,
             ButtonLook::kPrimary, ready, why)) {
    ui.state.requested = Command::kTrainRun;
  }
  ImGui::SameLine();
  if (Button(ui, "button.train_step", std::string(ui.tr("Step")) + "  T", width, ButtonLook::kPlain,
             ready && !running, why)) {
    ui.state.requested = Command::kTrainStep;
  }
  ImGui::SameLine();
  if (Button(ui, "button.train_reset", std::string(ui.tr("Reset")) + "  R", 0)) {
    ui.state.requested = Command::kTrainReset;
  }
}

void SetRate(UiContext& ui, double rate) {
  ChangeLearning(ui, "Change learning rate",
                 [rate](TrainingSetup& setup) { setup.rate = static_cast<float>(rate); });
}

struct StatusText {
  std::string text;
  ImU32 color;
};

StatusText StatusOf(UiContext& ui, const TrainingSnapshot& training) {
  const std::string step = CountText(training.state.step);
  switch (training.status) {
    case TrainingStatus::kRunning:
      return {ui.tr("Running: step {}", step), ui.theme.output};
    case TrainingStatus::kPaused:
      return {ui.tr("Paused at step {}", step), ui.theme.kernel};
    case TrainingStatus::kReachedLimit:
      return {ui.tr("Reached the limit of {} steps", step), ui.theme.accent};
    case TrainingStatus::kDiverged:
      return {ui.tr("Diverged at step {}", step), ui.theme.error};
    case TrainingStatus::kIdle:
      break;
  }
  if (ui.bench.training().Problem()) return {ui.tr("Not ready"), ui.theme.error};
  return {ui.tr("Ready"), ui.theme.dim_text};
}

void DrawProblemAndWayOut(UiContext& ui) {
  const auto problem = ui.bench.training().Problem();
  if (!problem) return;
  Paragraph(ui, ui.tr(*problem), ui.theme.body, ui.theme.error);
  const Document& document = ui.bench.document();
  const Shape reference = document.training.reference_kernel->shape();
  if (ui.bench.evaluation()->stack_problem) return;
  const bool of_stack = document.training.target_source == TargetSource::kReferenceKernel &&
                        PlainLayer(document) == nullptr && ui.bench.evaluation()->target_problem;
  if (of_stack) {
    if (Button(ui, "button.use_hidden", ui.tr("Let hidden layers make the target"))) {
      ChangeLearning(ui, "Change target",
                     [](TrainingSetup& s) { s.target_source = TargetSource::kHiddenLayers; });
    }
    return;
  }
  const bool other_shape = document.training.target_source == TargetSource::kReferenceKernel &&
                           !(document.layers.front().settings.window == reference);
  if (!other_shape) return;
  if (Button(ui, "button.fit_kernel", ui.tr("Make the kernel {}", ShapeFact(reference)))) {
    ui.bench.Do(ResizeGrid(GridRole::kKernel, reference));
  }
}

// Target and error belong to the last layer's output.
void DrawOtherLayerInFront(UiContext& ui) {
  if (ui.bench.view().figure != FigureKind::kLearn) return;
  const int last = static_cast<int>(ui.bench.document().layers.size()) - 1;
  Front front = ui.bench.front();
  if (front.layer == last) return;
  Paragraph(ui, ui.tr("Another layer is shown: the target and the error belong to the last one."),
            ui.theme.body, ui.theme.dim_text);
  if (!Button(ui, "button.show_last_layer", ui.tr("Show the last layer"))) return;
  front.layer = last;
  ui.bench.SetFront(front);
}

// Where nothing moves any more: at the goal, at the best that can be done, or stuck. The loss of a
// plain kernel is convex, so a place without a slope is its minimum.
void DrawNoGradient(UiContext& ui, const TrainingSnapshot& training) {
  const bool made_steps = training.status != TrainingStatus::kIdle && training.state.step > 0;
  if (!made_steps || training.gradient_norm != 0 || ui.bench.evaluation()->target_problem) return;
  if (ui.bench.evaluation()->loss == 0) {
    return Remark(ui, ui.tr("The gradient is zero: further steps change nothing."));
  }
  if (PlainLayer(ui.bench.document()) != nullptr) {
    return Remark(ui, ui.tr("The gradient is zero: no other kernel has a smaller loss here."));
  }
  Paragraph(
      ui,
      ui.tr("The gradient is zero: a minimum, or a place where nothing can be learned because the "
            "input is zero, ReLUs are off or layers started from zeros. Try another seed."),
      ui.theme.body, ui.theme.kernel);
}

void DrawStatus(UiContext& ui) {
  const Theme& theme = ui.theme;
  const TrainingSnapshot& training = ui.bench.training().snapshot();
  const StatusText status = StatusOf(ui, training);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ImGui::GetTextLineHeight();
  ImGui::GetWindowDrawList()->AddCircleFilled({at.x + theme.px(5), at.y + line / 2}, theme.px(4),
                                              status.color, 16);
  ImGui::Indent(theme.px(18));
  Paragraph(ui, status.text, theme.bold, theme.text);
  ImGui::Unindent(theme.px(18));
  PlaceItem(ui, "text.training_status");
  DrawProblemAndWayOut(ui);
  DrawOtherLayerInFront(ui);
  DrawNoGradient(ui, training);
  if (!training.explanation) return;
  // The reason names the rate and its limit, too, and the direction.
  Paragraph(ui, ui.tr(training.reason ? *training.reason : *training.explanation), theme.body,
            theme.error);
  const double largest = training.largest_stable_rate;
  if (!(largest > 0) || !std::isfinite(largest)) return;
  const double rate = SafeRate(largest);
  if (Button(ui, "button.safe_rate", ui.tr("Set the rate to {} and reset", RateText(rate)))) {
    SetRate(ui, rate);
    ui.state.requested = Command::kTrainReset;
  }
}

void DrawRate(UiContext& ui, const TrainingSetup& setup) {
  double rate = setup.rate;
  FieldLabel(ui, ui.tr("Learning rate"));
  if (NumberField(ui, "field.rate", &rate, 0, 1000)) SetRate(ui, rate);

  const double largest = ui.bench.training().LargestStableRate();
  const bool known = largest > 0 && std::isfinite(largest);
  // A photo's largest rate lies far below the book's: the slider then reaches a decade below it.
  const double lowest =
      known ? std::min(kLowestRate, std::pow(10.0, std::floor(std::log10(largest)) - 1))
            : kLowestRate;
  double slid = std::clamp(rate, lowest, kHighestRate);
  bool ended = false;
  if (Slider(ui, "slider.rate", known ? ui.tr("Converges below") : "", &slid, lowest, kHighestRate,
             true, known ? RateText(largest) : "", &ended,
             known ? std::optional<double>(largest) : std::nullopt)) {
    const auto rounded = static_cast<float>(Rounded(slid));
    ui.bench.DoInStroke(ChangeTraining(Message{"Change learning rate", {}},
                                       [rounded](TrainingSetup& s) { s.rate = rounded; }),
                        ui.state.next_stroke_id);
  }
  if (ended) {
    ui.bench.EndStroke();
    ++ui.state.next_stroke_id;
  }
}

void DrawPace(UiContext& ui, const TrainingSetup& setup) {
  int limit = static_cast<int>(std::min<int64_t>(setup.step_limit, 1000000000));
  FieldLabel(ui, ui.tr("Step limit"));
  const float half = ShareOfRow(ui, 2);
  if (IntegerField(ui, "field.step_limit", &limit, 0, 1000000000, half)) {
    ChangeLearning(ui, "Change step limit", [limit](TrainingSetup& s) { s.step_limit = limit; });
  }
  ImGui::SameLine();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim_text);
  ImGui::TextUnformatted(ui.tr("0: no limit"));
  ImGui::PopStyleColor();

  const bool fastest = setup.steps_per_second <= 0;
  double pace = fastest ? kFastestSteps : setup.steps_per_second;
  const std::string text =
      fastest ? std::string(ui.tr("as fast as possible")) : ShortNumber(Rounded(pace));
  bool ended = false;
  if (Slider(ui, "slider.pace", ui.tr("Steps per second"), &pace, kSlowestSteps, kFastestSteps,
             true, text, &ended)) {
    const double next = pace >= kFastestSteps * 0.98 ? 0 : Rounded(pace);
    ui.bench.DoInStroke(ChangeTraining(Message{"Change training speed", {}},
                                       [next](TrainingSetup& s) { s.steps_per_second = next; }),
                        ui.state.next_stroke_id);
  }
  if (ended) {
    ui.bench.EndStroke();
    ++ui.state.next_stroke_id;
  }
}

void DrawLoss(UiContext& ui, const TrainingSetup& setup) {
  FieldLabel(ui, ui.tr("Loss"));
  if (const auto loss = SegmentedOf(ui, "choice.loss", kLossWords, setup.loss)) {
    ChangeLearning(ui, "Change loss", [loss](TrainingSetup& s) { s.loss = *loss; });
  }
  FieldLabel(ui, ui.tr("Bias"));
  bool learn_bias = setup.learn_bias;
  if (Toggle(ui, "toggle.learn_bias", ui.tr("learned"), &learn_bias)) {
    ChangeLearning(ui, "Change what is learned",
                   [learn_bias](TrainingSetup& s) { s.learn_bias = learn_bias; });
  }
}

// What the last steps of the run were.
void DrawRunFacts(UiContext& ui, const TrainingSnapshot& training) {
  if (training.history.empty()) return;
  const RecordedStep& last = *training.history.records().back();
  if (!std::isnan(last.held_out_loss)) {
    FactRow(ui, ui.tr("Last step's held-out loss"), ShortNumber(last.held_out_loss));
  }
  FactRow(ui, ui.tr("Last step's gradient norm"), ShortNumber(training.gradient_norm));
  const TrainingSetup& setup = ui.bench.document().training;
  if (setup.schedule.kind != Schedule::Kind::kConstant) {
    FactRow(ui, ui.tr("Rate now"), RateText(training.rate));
  }
}

void DrawFacts(UiContext& ui) {
  Section(ui, ui.tr("Progress"));
  const TrainingSnapshot& training = ui.bench.training().snapshot();
  FactRow(ui, ui.tr("Steps made"), CountText(training.state.step));
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  FactRow(ui, ui.tr("Loss"),
          evaluation.target_problem ? std::string("–") : ShortNumber(evaluation.loss));
  DrawRunFacts(ui, training);
  // Single steps have no speed to speak of.
  const bool ran = training.status == TrainingStatus::kRunning ||
                   training.status == TrainingStatus::kReachedLimit;
  if (ran && training.steps_per_second > 0) {
    FactRow(ui, ui.tr("Measured speed"),
            ui.tr("{} per second", MeasuredText(training.steps_per_second)));
  }
}

}  // namespace

void ChangeLearning(UiContext& ui, const char* label, std::function<void(TrainingSetup&)> change) {
  ui.bench.Do(ChangeTraining(Message{label, {}}, std::move(change)));
}

void DrawLearnTab(UiContext& ui) {
  DrawButtons(ui);
  DrawStatus(ui);
  Gap(ui);
  const TrainingSetup setup = ui.bench.document().training;
  DrawRate(ui, setup);
  DrawPace(ui, setup);
  DrawFacts(ui);
  DrawLearnComparison(ui);
  Section(ui, ui.tr("Setup"));
  DrawLoss(ui, setup);
  DrawLearningLayers(ui);
  DrawLearnStart(ui);
  DrawLearnTarget(ui);
  DrawLearnPairs(ui);
  DrawLearnMethod(ui);
  DrawLearnRuns(ui);
}

}  // namespace convlens
