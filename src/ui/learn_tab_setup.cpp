#include <array>

#include "ui/inspector_parts.h"
#include "ui/kernel_tab_preset.h"
#include "ui/kernel_table.h"
#include "ui/learn_tab_parts.h"
#include "ui/widgets.h"

namespace convlens {
namespace {

// Another start counts at once: the kernel goes there.
void ChangeStart(UiContext& ui, std::function<void(TrainingSetup&)> change) {
  Change(ui, "Change the start of training", std::move(change));
  ui.state.requested = Command::kTrainReset;
}

void DrawRandomStart(UiContext& ui, const TrainingSetup& setup) {
  FieldLabel(ui, ui.tr("Formula"));
  const std::array<std::string, 5> names = {ui.tr("Zeros"), ui.tr("Normal"), ui.tr("Uniform"),
                                            ui.tr("Xavier"), ui.tr("He")};
  const int chosen = static_cast<int>(setup.initialization);
  const int clicked = Choice(ui, "choice.initialization", names, chosen);
  if (clicked >= 0 && clicked != chosen) {
    ChangeStart(ui, [clicked](TrainingSetup& s) {
      s.initialization = static_cast<Initialization>(clicked);
    });
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
  const SharedGrid kernel = FrontKernel(ui.bench.document(), {});
  ChangeStart(ui, [kernel](TrainingSetup& s) {
    s.initial = InitialKernel::kGiven;
    s.initial_kernel = kernel;
  });
}

void DrawGivenStart(UiContext& ui, const TrainingSetup& setup) {
  const Grid& start = *setup.initial_kernel;
  if (!start.empty() && FitsTable(start.shape())) {
    const float room = ImGui::GetContentRegionAvail().x / ui.theme.scale;
    const float width = std::min(56.0F, room / static_cast<float>(start.width()));
    const KernelTable table{"table.start", ui.tr("Start"), Accent::kKernel, width, 28, true};
    if (const auto edit = DrawKernelTable(ui, table, start)) {
      ChangeStart(
          ui, [edit](TrainingSetup& s) { s.initial_kernel.Mutable()[edit->cell] = edit->value; });
    }
  }
  if (Button(ui, "button.take_start", ui.tr("Start from the present kernel"))) {
    TakePresentKernel(ui);
  }
}

// A reference of another shape takes the learning kernel with it, so that both still compare.
void UseReference(UiContext& ui, const Grid& reference) {
  const Edit resize = ResizeGrid(GridRole::kKernel, reference.shape());
  const SharedGrid grid(reference);
  ui.bench.Do({Message{"Change reference kernel", {}}, [resize, grid](Document& document) {
                 if (document.layers.front().settings.window != grid->shape())
                   resize.apply(document);
                 document.training.reference_kernel = grid;
                 document.training.target_source = TargetSource::kReferenceKernel;
               }});
}

void DrawReference(UiContext& ui, const TrainingSetup& setup) {
  Shape shape = setup.reference_kernel->shape();
  if (SizeRow(ui, "field.reference", ui.tr("Its size"), &shape, kMaxKernelSide)) {
    Grid resized(shape);
    const Grid& old = *setup.reference_kernel;
    const CellRect common =
        Intersection({0, 0, shape.height, shape.width}, {0, 0, old.height(), old.width()});
    CopyGrid(old.view().Sub(common), resized.view().Sub(common));
    UseReference(ui, resized);
  }
  double noise = setup.noise;
  FieldLabel(ui, ui.tr("Noise"));
  if (NumberField(ui, "field.noise", &noise, 0, 1e6)) {
    Change(ui, "Change the noise of the target", [noise](TrainingSetup& s) { s.noise = noise; });
  }
  if (setup.noise > 0) {
    int noise_seed = static_cast<int>(setup.noise_seed);
    if (IntegerRow(ui, "field.noise_seed", ui.tr("Its seed"), &noise_seed, 0, 999999999)) {
      Change(ui, "Change the noise of the target",
             [noise_seed](TrainingSetup& s) { s.noise_seed = static_cast<uint64_t>(noise_seed); });
    }
  }
  FieldLabel(ui, ui.tr("Reference"));
  if (const KernelPreset* preset = PresetChoice(ui, "choice.reference", setup.reference_kernel)) {
    UseReference(ui, preset->Kernel());
  }
}

}  // namespace

void DrawLearnStart(UiContext& ui) {
  FieldLabel(ui, ui.tr("Start"));
  const TrainingSetup setup = ui.bench.document().training;
  const std::array<std::string, 2> names = {ui.tr("Random"), ui.tr("Given")};
  const int chosen = setup.initial == InitialKernel::kRandom ? 0 : 1;
  const int clicked = Segmented(ui, "choice.start", names, chosen);
  if (clicked == 0 && chosen != 0) {
    ChangeStart(ui, [](TrainingSetup& s) { s.initial = InitialKernel::kRandom; });
  }
  if (clicked == 1 && chosen != 1) TakePresentKernel(ui);
  if (chosen == 0) {
    DrawRandomStart(ui, setup);
  } else {
    DrawGivenStart(ui, setup);
  }
}

void DrawLearnTarget(UiContext& ui) {
  FieldLabel(ui, ui.tr("Target Y"));
  const TrainingSetup setup = ui.bench.document().training;
  const std::array<std::string, 2> names = {ui.tr("By a kernel"), ui.tr("Fixed")};
  const int chosen = setup.target_source == TargetSource::kReferenceKernel ? 0 : 1;
  const int clicked = Segmented(ui, "choice.target", names, chosen);
  const auto& evaluation = ui.bench.evaluation();
  if (clicked == 0 && chosen != 0) {
    Change(ui, "Change target",
           [](TrainingSetup& s) { s.target_source = TargetSource::kReferenceKernel; });
  }
  // Fixed: what the target is now can then be edited cell by cell in the figure.
  if (clicked == 1 && chosen != 1) {
    const bool has_target = evaluation.target.shape().count() > 0;
    ui.bench.Do(TargetFromOutput(has_target ? evaluation.target.grid() : evaluation.output.grid()));
  }
  if (chosen == 0) {
    DrawReference(ui, setup);
  } else {
    Remark(ui, ui.tr("Edit its cells in the figure."));
  }
  const bool has_output = evaluation.output.shape().count() > 0;
  if (Button(ui, "button.target_from_output", ui.tr("Take the present output"), 0,
             ButtonLook::kPlain, has_output,
             ui.tr("Keeps the output as it is now as the target of training"))) {
    ui.bench.Do(TargetFromOutput(evaluation.output.grid()));
  }
}

}  // namespace convlens
