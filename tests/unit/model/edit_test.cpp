#include "model/edit/edit.h"

#include <doctest/doctest.h>

#include "core/grid/random.h"
#include "core/kernel/kernel_presets.h"

using namespace convlens;

namespace {

Document After(Document document, const Edit& edit) {
  edit.apply(document);
  return document;
}

/// The learning example: a target made by [1, -1] on the book's image.
Document Learning() {
  Document document;
  document.input = MakePattern({Pattern::kBookEdges, {6, 8}, 1, 1});
  SetFrontKernel(document, {}, Grid{{0.5F, 0.5F}});
  return document;
}

}  // namespace

TEST_CASE("a cell is set in the grid of its role and nowhere else") {
  const Document document = After({}, SetCell(GridRole::kKernel, {1, 0}, -4));
  CHECK(FrontKernel(document, {}) == Grid{{0, 1}, {-4, 3}});
  CHECK(*document.input[0] == *Document{}.input[0]);
  CHECK(After({}, SetCell(GridRole::kReference, {0, 1}, 7)).training.reference_kernel->at(0, 1) ==
        7);
}

TEST_CASE("cells outside a grid, and computed grids, are left alone") {
  CHECK(After({}, SetCell(GridRole::kInput, {-1, 0}, 5)) == Document{});
  CHECK(After({}, SetCell(GridRole::kInput, {0, 3}, 5)) == Document{});
  CHECK(After({}, SetCell(GridRole::kOutput, {0, 0}, 5)) == Document{});
  CHECK(After({}, ClearGrid(GridRole::kError)) == Document{});
}

TEST_CASE("a stroke paints Bresenham's line, both ends included") {
  Document document;
  document.input = Grid(5, 5);
  document = After(document, PaintStroke({GridRole::kInput, {0, 0}, {4, 2}, 0, 1}));
  CHECK(*document.input[0] ==
        Grid{{1, 0, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}});
}

TEST_CASE("a brush of radius 1 paints squares of 3x3, cut at the border") {
  Document document;
  document.input = Grid(4, 4);
  document = After(document, PaintStroke({GridRole::kInput, {0, 0}, {0, -9}, 1, 2}));
  CHECK(*document.input[0] == Grid{{2, 2, 0, 0}, {2, 2, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
}

TEST_CASE("editing the target by hand gives it its own grid") {
  const Document document = After(Learning(), SetCell(GridRole::kTarget, {0, 0}, 9));
  CHECK(document.training.target_source == TargetSource::kFixed);
  const Grid& target = *document.training.fixed_target[0];
  CHECK(target.shape() == Shape{6, 7});
  CHECK(target.at(0, 0) == 9);
  CHECK(target.at(0, 1) == 1);
  CHECK(target.at(5, 5) == -1);
  CHECK(EditableGrid(document, GridRole::kTarget).SameAs(document.training.fixed_target[0]));
}

TEST_CASE("what can be edited") {
  Document document = Learning();
  CHECK(IsEditable(document, GridRole::kInput));
  CHECK(IsEditable(document, GridRole::kKernel));
  CHECK(IsEditable(document, GridRole::kReference));
  CHECK(IsEditable(document, GridRole::kTarget));
  CHECK_FALSE(IsEditable(document, GridRole::kOutput));
  CHECK_FALSE(IsEditable(document, GridRole::kError));
  document.input = Grid(3, 1);  // the reference kernel does not fit
  CHECK_FALSE(IsEditable(document, GridRole::kTarget));
}

TEST_CASE("a kernel is resized keeping its top left corner, initial and reference kernel with it") {
  Document document = Learning();
  document.training.initial_kernel = Grid{{5, 6}};
  document = After(document, ResizeGrid(GridRole::kKernel, {2, 3}));
  CHECK(FrontKernel(document, {}) == Grid{{0.5F, 0.5F, 0}, {0, 0, 0}});
  CHECK(*document.training.initial_kernel == Grid{{5, 6, 0}, {0, 0, 0}});
  CHECK(*document.training.reference_kernel == Grid{{1, -1, 0}, {0, 0, 0}});
}

TEST_CASE("an input is resized, cropped, scaled, transposed") {
  const Document document;
  CHECK(*After(document, ResizeGrid(GridRole::kInput, {2, 4})).input[0] ==
        Grid{{0, 1, 2, 0}, {3, 4, 5, 0}});
  CHECK(*After(document, CropInput({1, 1, 9, 9})).input[0] == Grid{{4, 5}, {7, 8}});
  CHECK(After(document, CropInput({9, 9, 2, 2})) == document);
  CHECK(*After(document, TransposeInput()).input[0] == Grid{{0, 3, 6}, {1, 4, 7}, {2, 5, 8}});
  CHECK(After(document, ResampleInput({6, 6})).input[0]->shape() == Shape{6, 6});
}

TEST_CASE("an input is replaced with its name, and generated without one") {
  Document document = After({}, ReplaceInput(Grid(2, 2, 1), "photo.png", true));
  CHECK(document.input_name == "photo.png");
  CHECK(document.input_is_image);
  document = After(document, GenerateInput({Pattern::kCheckerboard, {4, 5}, 2, 1}));
  CHECK(document.input[0]->shape() == Shape{4, 5});
  CHECK(document.input_name.empty());
  CHECK_FALSE(document.input_is_image);
}

TEST_CASE("a grid is replaced by role; an empty one is refused") {
  CHECK(*After({}, ReplaceGrid(GridRole::kReference, Grid{{3}}, {})).training.reference_kernel ==
        Grid{{3}});
  CHECK(After({}, ReplaceKernel(Grid(), {})) == Document{});
  const Document target = After({}, ReplaceTarget(Grid{{3}}, {}));
  CHECK(target.training.target_source == TargetSource::kFixed);
}

TEST_CASE("kernel tools") {
  const Document document;  // [[0, 1], [2, 3]]
  const auto used = [&](KernelTool tool) {
    return FrontKernel(After(document, UseKernelTool(tool)), {});
  };
  CHECK(used(KernelTool::kFlipBoth) == Grid{{3, 2}, {1, 0}});
  CHECK(used(KernelTool::kFlipHorizontally) == Grid{{1, 0}, {3, 2}});
  CHECK(used(KernelTool::kFlipVertically) == Grid{{2, 3}, {0, 1}});
  CHECK(used(KernelTool::kRotate90) == Grid{{2, 0}, {3, 1}});
  CHECK(used(KernelTool::kTranspose) == Grid{{0, 2}, {1, 3}});
  CHECK(used(KernelTool::kZero) == Grid(2, 2));
  CHECK(used(KernelTool::kNegate).at(1, 1) == -3);
  CHECK(used(KernelTool::kNormalize).at(1, 1) == 0.5F);
}

TEST_CASE("kernels by seed and by preset") {
  CHECK(FrontKernel(After({}, RandomKernel(4)), {}) == NormalGrid({2, 2}, 4));
  for (const KernelPreset& preset : KernelPresets()) {
    CHECK(FrontKernel(After({}, UseKernelPreset(preset.id)), {}) == preset.Kernel());
  }
  CHECK(After({}, UseKernelPreset("no such kernel")) == Document{});
}

TEST_CASE("bias and operation") {
  CHECK(After({}, SetBias(1.5F)).layers[0].bias[0] == 1.5F);
  CHECK(After({}, SetOperation(Operation::kConvolution)).layers[0].settings.operation ==
        Operation::kConvolution);
}

TEST_CASE("resetting the training gives the random kernel of the seed in the present shape") {
  Document document = Learning();
  document.layers[0].bias[0] = 3;
  document = After(document, ResetTraining());
  CHECK(FrontKernel(document, {}) == NormalGrid({1, 2}, document.training.seed));
  CHECK(document.layers[0].bias[0] == 3);  // not learned, so the user's
  document.training.learn_bias = true;
  CHECK(After(document, ResetTraining()).layers[0].bias[0] == 0);
}

TEST_CASE("resetting the training gives the given kernel, cut or padded to the present shape") {
  Document document = Learning();
  document.training.initial = InitialKernel::kGiven;
  document.training.initial_kernel = Grid{{4}};
  CHECK(FrontKernel(After(document, ResetTraining()), {}) == Grid{{4, 0}});
}

TEST_CASE("training puts what it learned into the layer") {
  const Document document = After(Learning(), LearnedKernel({Grid{{1, 2}}, 0.25F, 3}));
  CHECK(FrontKernel(document, {}) == Grid{{1, 2}});
  CHECK(document.layers[0].bias[0] == 0.25F);
}

TEST_CASE("every edit has a label") {
  for (const GridRole role :
       {GridRole::kInput, GridRole::kKernel, GridRole::kTarget, GridRole::kReference}) {
    CHECK_FALSE(SetCell(role, {}, 0).label.empty());
    CHECK_FALSE(PaintStroke({role, {}, {}, 0, 0}).label.empty());
    CHECK_FALSE(ClearGrid(role).label.empty());
    CHECK_FALSE(ResizeGrid(role, {2, 2}).label.empty());
  }
  for (int tool = 0; tool <= static_cast<int>(KernelTool::kZero); ++tool) {
    CHECK_FALSE(UseKernelTool(static_cast<KernelTool>(tool)).label.empty());
  }
}
