#include <algorithm>

#include "layer/settings/stack_text.h"
#include "model/document/document_words.h"
#include "train/setup/training_words.h"
#include "ui/controls/kernel_table.h"
#include "ui/controls/preset_choice.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/lab/learn_tab_sections.h"

namespace convlens {
namespace {

// A new start takes effect at once: the kernel goes there.
void ChangeStart(UiContext& ui, std::function<void(TrainingSetup&)> change) {
  ChangeLearning(ui, "Change the start of training", std::move(change));
  ui.state.requested = Command::kTrainReset;
}

void DrawRandomStart(UiContext& ui, const TrainingSetup& setup) {
  FieldLabel(ui, ui.tr("Formula"));
  if (const auto picked =
          ChoiceOf(ui, "choice.initialization", kInitializationWords, setup.initialization)) {
    ChangeStart(ui, [picked](TrainingSetup& s) { s.initialization = *picked; });
  }
  if (setup.initialization == Initialization::kZeros) return;
  FieldLabel(ui, ui.tr("Seed"));
  int seed = static_cast<int>(setup.seed);
  const float half = ShareOfRow(ui, 2);
  bool again = IntegerField(ui, "field.seed", &seed, 0, 999999999, half);
  ImGui::SameLine();
  if (Button(ui, "button.reroll", ui.tr("Next"), 0, ButtonLook::kPlain, true,
             ui.tr("Starts from the random kernel of the next seed"))) {
    ++seed;
    again = true;
  }
  if (!again) return;
  ChangeStart(ui, [seed](TrainingSetup& s) { s.seed = static_cast<uint64_t>(seed); });
}

void TakePresentKernel(UiContext& ui) {
  const TrainingState now = StateOf(ui.bench.document());
  ChangeStart(ui, [now](TrainingSetup& s) {
    s.initial = InitialKernel::kGiven;
    if (now.layers.empty()) {
      s.initial_kernel = now.kernel;
    } else {
      s.initial_layers = now.layers;
    }
  });
}

void DrawGivenStart(UiContext& ui, const TrainingSetup& setup) {
  const bool plain = PlainLayer(ui.bench.document()) != nullptr;
  const Grid& start = *setup.initial_kernel;
  if (plain && !start.empty() && FitsTable(start.shape())) {
    const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
    const float width = std::min(56.0F, room / static_cast<float>(start.width()));
    const KernelTable table{"table.start", ui.tr("Start"), Ink::kKernel, width, 28, true};
    if (const auto edit = DrawKernelTable(ui, table, start)) {
      ChangeStart(
          ui, [edit](TrainingSetup& s) { s.initial_kernel.Mutable()[edit->cell] = edit->value; });
    }
  }
  const char* text = plain ? "Start from the current kernel" : "Start from the current weights";
  if (Button(ui, "button.take_start", ui.tr(text))) {
    TakePresentKernel(ui);
  }
}

// A reference of another shape takes the learning kernel with it, so that both still compare.
void UseReference(UiContext& ui, const Grid& reference) {
  const Edit resize = ResizeGrid(GridRole::kKernel, reference.shape());
  const SharedGrid grid(reference);
  ui.bench.Do({Message{"Change reference kernel", {}}, [resize, grid](Document& document) {
                 const TrainingSetup& setup = document.training;
                 if (setup.target_source == TargetSource::kReferenceKernel &&
                     PlainLayer(document) != nullptr &&
                     document.layers.front().settings.window != grid->shape())
                   resize.apply(document);
                 document.training.reference_kernel = grid;
               }});
}

void DrawNoise(UiContext& ui, const TrainingSetup& setup) {
  double noise = setup.noise;
  FieldLabel(ui, ui.tr("Noise"));
  if (NumberField(ui, "field.noise", &noise, 0, 1e6)) {
    ChangeLearning(ui, "Change the noise of the target",
                   [noise](TrainingSetup& s) { s.noise = noise; });
  }
  if (!(setup.noise > 0)) return;
  int noise_seed = static_cast<int>(setup.noise_seed);
  if (IntegerRow(ui, "field.noise_seed", ui.tr("Its seed"), &noise_seed, 0, 999999999)) {
    ChangeLearning(ui, "Change the noise of the target", [noise_seed](TrainingSetup& s) {
      s.noise_seed = static_cast<uint64_t>(noise_seed);
    });
  }
}

void DrawReference(UiContext& ui, const TrainingSetup& setup, const char* name) {
  Shape shape = setup.reference_kernel->shape();
  if (SizeRow(ui, "field.reference", ui.tr("Its size"), &shape, kMaxKernelSide)) {
    Grid resized(shape);
    const Grid& old = *setup.reference_kernel;
    const CellRect common =
        Intersection({0, 0, shape.height, shape.width}, {0, 0, old.height(), old.width()});
    CopyGrid(old.view().Sub(common), resized.view().Sub(common));
    UseReference(ui, resized);
  }
  DrawNoise(ui, setup);
  FieldLabel(ui, ui.tr(name));
  if (const KernelPreset* preset = PresetChoice(ui, "choice.reference", setup.reference_kernel)) {
    UseReference(ui, preset->Kernel());
  }
}

void DrawHidden(UiContext& ui, const TrainingSetup& setup) {
  Remark(ui,
         ui.tr("The output of the same layers with hidden random weights, drawn by He's rule."));
  FieldLabel(ui, ui.tr("Hidden seed"));
  int seed = static_cast<int>(setup.hidden_seed);
  bool again = IntegerField(ui, "field.hidden_seed", &seed, 0, 999999999, ShareOfRow(ui, 2));
  ImGui::SameLine();
  if (Button(ui, "button.next_hidden", ui.tr("Next"), 0, ButtonLook::kPlain, true,
             ui.tr("Uses the hidden weights of the next seed"))) {
    ++seed;
    again = true;
  }
  if (again) {
    ChangeLearning(ui, "Change target",
                   [seed](TrainingSetup& s) { s.hidden_seed = static_cast<uint64_t>(seed); });
  }
  DrawNoise(ui, setup);
}

void DrawTargetSource(UiContext& ui, const TrainingSetup& setup) {
  switch (setup.target_source) {
    case TargetSource::kReferenceKernel:
      return DrawReference(ui, setup, "Reference");
    case TargetSource::kFilter:
      Remark(ui, ui.tr("The input filtered as an image editor does it, sampled at the centre of "
                       "each output's field."));
      return DrawReference(ui, setup, "Filter");
    case TargetSource::kHiddenLayers:
      return DrawHidden(ui, setup);
    case TargetSource::kFixed:
      return Remark(ui, ui.tr("Edit its cells in the figure."));
  }
}

/// The target as it is, or what the layers give now where there is none.
Tensor PresentTarget(const Evaluation& evaluation) {
  if (!evaluation.targets.channels.empty() || evaluation.stack_problem) return evaluation.targets;
  return evaluation.outputs.back();
}

}  // namespace

void DrawLearningLayers(UiContext& ui) {
  const std::vector<Layer>& layers = ui.bench.document().layers;
  if (layers.size() < 2) return;
  const std::vector<LayerSettings> settings = SettingsOf(layers);
  const std::vector<std::string> names = LayerNames(settings);
  for (size_t i = 0; i < layers.size(); ++i) {
    if (!settings[i].has_weights()) continue;
    const int at = static_cast<int>(i);
    bool learns = layers[i].learns;
    FieldLabel(ui, names[i]);
    const std::string id = std::string("toggle.learns_").append(names[i]);
    if (Toggle(ui, id.c_str(), ui.tr("learns"), &learns)) {
      ui.bench.Do(SetLearning(at, learns));
      return;  // the layers are others now
    }
  }
}

void DrawLearnStart(UiContext& ui) {
  FieldLabel(ui, ui.tr("Start"));
  const TrainingSetup setup = ui.bench.document().training;
  const auto picked = SegmentedOf(ui, "choice.start", kInitialWords, setup.initial);
  if (picked == InitialKernel::kRandom) {
    ChangeStart(ui, [](TrainingSetup& s) { s.initial = InitialKernel::kRandom; });
  }
  if (picked == InitialKernel::kGiven) TakePresentKernel(ui);
  if (setup.initial == InitialKernel::kRandom) {
    DrawRandomStart(ui, setup);
  } else {
    DrawGivenStart(ui, setup);
  }
}

void DrawLearnTarget(UiContext& ui) {
  FieldLabel(ui, ui.tr("Target Y"));
  const TrainingSetup setup = ui.bench.document().training;
  const auto source = ChoiceOf(ui, "choice.target", kTargetWords, setup.target_source);
  const EvaluationPtr present = ui.bench.evaluation();
  const Evaluation& evaluation = *present;
  if (source == TargetSource::kFixed) {
    // What the target is now can then be edited cell by cell in the figure.
    ui.bench.Do(TargetFromOutput(PresentTarget(evaluation)));
  } else if (source) {
    ChangeLearning(ui, "Change target", [source](TrainingSetup& s) { s.target_source = *source; });
  }
  DrawTargetSource(ui, setup);
  const bool has_output = !evaluation.stack_problem;
  if (Button(ui, "button.target_from_output", ui.tr("Y from the output"), ShareOfRow(ui, 2),
             ButtonLook::kPlain, has_output,
             ui.tr("Makes the current output the training target"))) {
    ui.bench.Do(TargetFromOutput(evaluation.outputs.back()));
  }
  ImGui::SameLine();
  if (Button(ui, "button.open_target", ui.tr("Y from a file…"), 0, ButtonLook::kPlain, has_output,
             ui.tr("An image or an .npy file of the output's shape or the input's size"))) {
    ui.state.requested = Command::kOpenTarget;
  }
}

}  // namespace convlens
