#include "layer/settings/layer_words.h"
#include "layer/settings/size_formula.h"
#include "layer/settings/window.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/inspector/layer_tab_sections.h"
#include "ui/inspector/tab_actions.h"
#include "ui/inspector/tabs.h"

namespace convlens {
namespace {

/// What goes into layer `index`; empty when a layer before it is impossible.
TensorShape InputOf(const Workbench& bench, int index) {
  if (index == 0) return bench.document().input.shape();
  const StackShapes& shapes = bench.shapes();
  const auto before = static_cast<size_t>(index - 1);
  return before < shapes.outputs.size() ? shapes.outputs[before] : TensorShape{};
}

// A layer that gets kernels begins with random ones: zeros would show nothing.
void ChangeKind(UiContext& ui, const LayerSettings& settings, LayerKind kind) {
  const int layer = ui.bench.front().layer;
  const LayerSettings changed = WithKind(settings, kind);
  const Edit change = ChangeLayer(layer, changed, {"Change the kind of layer", {}});
  const bool needs_kernels = settings.pooling() && !changed.pooling();
  const auto seed = static_cast<uint64_t>(ui.state.fields.kernel_seed);
  ui.bench.Do({change.label, [change, changed, layer, needs_kernels, seed](Document& document) {
                 change.apply(document);
                 if (!needs_kernels) return;
                 const int channels = InputChannels(document, layer);
                 document.layers[static_cast<size_t>(layer)] = RandomLayer(changed, channels, seed);
               }});
}

void DrawKind(UiContext& ui, const LayerSettings& settings) {
  FieldLabel(ui, ui.tr("Kind"));
  if (const auto picked = ChoiceOf(ui, "choice.layer_kind", kLayerKindWords, settings.kind)) {
    ChangeKind(ui, settings, *picked);
  }
  if (!settings.has_weights()) return;
  FieldLabel(ui, ui.tr("Operation"));
  if (const auto picked =
          SegmentedOf(ui, "choice.layer_operation", kOperationWords, settings.operation)) {
    ui.bench.Do(SetOperation(*picked, ui.bench.front().layer));
  }
}

void DrawWindow(UiContext& ui, const LayerSettings& settings) {
  Section(ui, ui.tr("Window"));
  Shape window = settings.window;
  if (SizeRow(ui, "field.window", ui.tr("Size"), &window, kMaxKernelSide)) {
    ChangeSettings(ui, "Change the window", [window](LayerSettings& s) { s.window = window; });
  }
  Step stride = settings.stride;
  if (StepRow(ui, "field.stride", ui.tr("Stride"), &stride.rows, &stride.cols, 1, kMaxInputSide,
              kMaxInputSide)) {
    ChangeSettings(ui, "Change the stride", [stride](LayerSettings& s) { s.stride = stride; });
  }
  if (settings.kind == LayerKind::kAveragePool) return;
  Step dilation = settings.dilation;
  if (StepRow(ui, "field.dilation", ui.tr("Dilation"), &dilation.rows, &dilation.cols, 1,
              kMaxInputSide, kMaxInputSide)) {
    ChangeSettings(ui, "Change the dilation",
                   [dilation](LayerSettings& s) { s.dilation = dilation; });
  }
}

// The channels that the figure shows, numbered as in its titles: an output, and one of the inputs
// that it sees.
void DrawChannelsInFront(UiContext& ui, const LayerSettings& settings, int input_channels) {
  Front front = ui.bench.front();
  const int outputs = OutputChannels(ui.bench.document(), front.layer);
  bool changed = false;
  if (outputs > 1) {
    changed =
        IntegerRow(ui, "field.front_output", ui.tr("Show output"), &front.output, 0, outputs - 1);
  }
  const bool split = !settings.pooling() && input_channels % settings.groups == 0;
  const ChannelGroup seen =
      split ? InputsOf(settings, input_channels, ui.bench.front().output) : ChannelGroup{};
  if (seen.count > 1) {
    changed |= IntegerRow(ui, "field.front_input", ui.tr("Show input"), &front.input, seen.first,
                          seen.first + seen.count - 1);
  }
  if (changed) ui.bench.SetFront(front);
}

void DrawChannels(UiContext& ui, const LayerSettings& settings, int input_channels) {
  if (!settings.has_weights() && input_channels == 1) return;
  Section(ui, ui.tr("Channels"));
  FactRow(ui, ui.tr("Input channels"), std::to_string(input_channels));
  DrawChannelsInFront(ui, settings, input_channels);
  if (!settings.has_weights()) return;
  int outputs = settings.outputs;
  if (IntegerRow(ui, "field.outputs", ui.tr("Outputs"), &outputs, 1, 4096)) {
    ChangeSettings(ui, "Change the output channels",
                   [outputs](LayerSettings& s) { s.outputs = outputs; });
  }
  int groups = settings.groups;
  if (IntegerRow(ui, "field.groups", ui.tr("Groups"), &groups, 1, 4096)) {
    ChangeSettings(ui, "Change the groups", [groups](LayerSettings& s) { s.groups = groups; });
  }
}

void DrawActivation(UiContext& ui, const LayerSettings& settings) {
  Section(ui, ui.tr("Activation"));
  FieldLabel(ui, ui.tr("Function"));
  if (const auto picked =
          ChoiceOf(ui, "choice.activation", kActivationWords, settings.activation)) {
    ChangeSettings(ui, "Change the activation",
                   [picked](LayerSettings& s) { s.activation = *picked; });
  }
  if (settings.activation != Activation::kLeakyReLU) return;
  double leak = settings.leak;
  if (NumberRow(ui, "field.leak", ui.tr("Leak"), &leak)) {
    ChangeSettings(ui, "Change the activation",
                   [leak](LayerSettings& s) { s.leak = static_cast<float>(leak); });
  }
}

}  // namespace

bool StepRow(UiContext& ui, const char* id, const std::string& label, int* rows, int* cols, int low,
             int high_rows, int high_cols) {
  FieldLabel(ui, label);
  const char* times = "×";
  const float gap = ImGui::GetStyle().ItemInnerSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(times).x - 2 * gap;
  const std::string name(id);
  bool changed =
      IntegerField(ui, (name + "_rows").c_str(), rows, low, high_rows, room / 2 / ui.theme.scale);
  ImGui::SameLine(0, gap);
  ImGui::TextUnformatted(times);
  ImGui::SameLine(0, gap);
  changed |= IntegerField(ui, (name + "_cols").c_str(), cols, low, high_cols);
  return changed;
}

void DrawLayerTab(UiContext& ui) {
  // A copy (its grids are shared): an edit below replaces the bench's own.
  const Document document = ui.bench.document();
  const int index = ui.bench.front().layer;
  const LayerSettings settings = ui.bench.front_layer().settings;
  const TensorShape input = InputOf(ui.bench, index);
  if (document.layers.size() > 1) {
    Remark(ui, ui.tr("Layer {} of {}", std::to_string(index + 1),
                     std::to_string(document.layers.size())));
  }
  DrawKind(ui, settings);
  DrawLayerSize(ui, settings, input);
  DrawWindow(ui, settings);
  DrawLayerPadding(ui, settings);
  DrawChannels(ui, settings, InputChannels(document, index));
  DrawActivation(ui, settings);
  DrawLayerBias(ui, settings);
}

}  // namespace convlens
