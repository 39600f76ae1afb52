#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "paint/chart_painter.h"
#include "scene/figure/number_text.h"
#include "train/run/parameters.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/widgets.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

constexpr float kColumn = 216;  // points: what stands beside the surface
constexpr float kColumnHeight = 168;
constexpr float kGrip = 14;  // points around the present kernel that take hold of it

Edit MoveTo(const char* label, const TrainingState& state, bool as_start) {
  const Edit learned = LearnedKernel(state);
  return {Message{label, {}}, [learned, kernel = state.kernel, as_start](Document& document) {
            learned.apply(document);
            if (!as_start) return;
            document.training.initial = InitialKernel::kGiven;
            document.training.initial_kernel = kernel;
          }};
}

// Click: the kernel starts from there. What was running runs again.
void StartFrom(UiContext& ui, const TrainingState& state) {
  const bool running = ui.bench.training().running();
  ui.bench.training().Pause();
  ui.bench.Do(MoveTo("Start from a point of the loss surface", state, true));
  ui.bench.training().Reset();
  if (running && !ui.bench.training().Problem()) ui.bench.training().Start();
}

struct Surface {
  ParameterPlane plane;
  SurfaceContent content;
  bool valley = false;
  bool sampled = false;              ///< the loss is not quadratic
  std::optional<PlanePoint> bottom;  ///< of the squared error, to be within sight
};

/// All that a surface follows from, its window aside.
struct ShownQuestion {
  AnalysisPtr analysis;
  TrainingOptions options;
  Shape kernel;
  std::vector<double> now;   ///< where the kernel stands
  std::vector<double> base;  ///< see `TrainingDesk::SurfaceBase`
  uint64_t runs = 0;         ///< see `TrainingDesk::runs_revision`
  bool at_run = false;       ///< the kernel is what the run has come to
  bool along_directions = false;
  size_t s_weight = 0;
  size_t t_weight = 1;
  Language language = Language::kEnglish;

  bool operator==(const ShownQuestion&) const = default;
};

std::vector<PlanePoint> PathOf(const ParameterPlane& plane, const TrainingHistory& history,
                               bool with_bias) {
  std::vector<PlanePoint> path;
  for (const TrainingHistory::Record& record : history.records()) {
    path.push_back(PointOf(plane, ParametersOf({record->kernel, record->bias}, with_bias)));
  }
  return path;
}

// The loss to be read, not drawn.
double ExactLoss(UiContext& ui, const Surface& surface, PlanePoint point) {
  if (!surface.sampled) return surface.content.loss(point);
  return ui.bench.training().LossOf(ParametersAt(surface.plane, point));
}

// A squared error is quadratic; another loss is sampled once its window is known (see TakeSamples).
void SetLoss(const TaskAnalysis& analysis, TrainingOptions options, Surface& surface) {
  surface.sampled = options.error != ErrorMeasure::kSquared;
  options.error = ErrorMeasure::kSquared;
  const PlaneLoss loss = LossOnPlane(analysis.sums, options, surface.plane);
  surface.bottom = loss.Lowest();
  if (surface.sampled) return;
  surface.content.loss = [loss](PlanePoint point) { return loss.At(point); };
  surface.content.lowest = surface.bottom;
  surface.valley = !surface.bottom;
}

// A margin around the window is sampled as well, for a drag. Nothing where it is not known.
SampledSurfacePtr TakeSamples(UiContext& ui, const SurfaceWindow& window, Rect frame,
                              const Surface& surface) {
  constexpr int kRows = 49;
  constexpr double kBeyond = 1.25;
  const double aspect = double{frame.width} / double{frame.height};
  const int cols = std::clamp(static_cast<int>(kRows * aspect), 25, 97);
  const SurfaceScale scale({window.center, window.half_height * kBeyond}, frame);
  return ui.bench.training().Surface(surface.plane, scale.Samples(kRows, cols));
}

void UseSamples(const SampledSurfacePtr& samples, Surface& surface) {
  const PlanePoint offset = samples->OffsetFrom(surface.plane);
  surface.content.loss = [samples, offset](PlanePoint point) {
    return samples->At({point.s + offset.s, point.t + offset.t});
  };
}

std::string NoSamplesText(UiContext& ui, const TaskAnalysis& analysis) {
  if (SurfaceFinder::IsFeasible(analysis, {{}, {}, 49, 97})) return ui.tr("Computing…");
  return ui.tr(
      "Absolute and Huber losses are not quadratic, so their surface is sampled, and this input is "
      "too large for that. Choose squared errors or a smaller input.");
}

ShownQuestion PresentQuestion(UiContext& ui, const AnalysisPtr& analysis) {
  const LabState& lab = ui.state.lab;
  TrainingDesk& desk = ui.bench.training();
  const TrainingOptions options = desk.Options();
  const TrainingState present = PresentState(ui.bench);
  return {analysis,
          options,
          present.kernel.shape(),
          ParametersOf(present, options.learn_bias),
          desk.SurfaceBase(),
          desk.runs_revision(),
          desk.KernelIsTheRuns(),
          lab.along_directions,
          lab.s_weight,
          lab.t_weight,
          ui.tr.language()};
}

Surface SurfaceOf(UiContext& ui, const ShownQuestion& question) {
  const TaskAnalysis& analysis = *question.analysis;
  const std::vector<double>& now = question.now;
  const bool with_bias = question.options.learn_bias;
  Surface surface;
  SurfaceContent& content = surface.content;
  if (question.along_directions && analysis.spectrum.size() >= 2) {
    surface.plane = PlaneOfDirections(question.base, analysis.spectrum, 0, 1);
    content.s_name = ui.tr("direction {}", std::string("1"));
    content.t_name = ui.tr("direction {}", std::string("2"));
  } else {
    const size_t wanted = question.t_weight;
    const size_t s = std::min(question.s_weight, now.size() - 1);
    const size_t t = wanted != s && wanted < now.size() ? wanted : s == 0;
    surface.plane = PlaneOfWeights(question.base, s, t);
    content.s_name = WeightName(s, question.kernel);
    content.t_name = WeightName(t, question.kernel);
  }
  content.title = ui.tr("Loss surface");
  content.lowest_name = ui.tr(now.size() == 2 ? "minimum" : "lowest here");
  SetLoss(analysis, question.options, surface);
  content.path = PathOf(surface.plane, ui.bench.training().snapshot().history, with_bias);
  const std::vector<EarlierRun>& runs = ui.bench.training().earlier_runs();
  for (size_t i = 0; i < runs.size(); ++i) {
    const EarlierRun& run = runs[i];
    const bool same =
        run.record.kernel->shape() == question.kernel && run.record.options.learn_bias == with_bias;
    if (!same) continue;
    content.earlier.push_back({PathOf(surface.plane, run.history, with_bias), InkOfRun(i)});
  }
  content.now = PointOf(surface.plane, now);
  if (!content.path.empty() && question.at_run) content.path.push_back(content.now);
  return surface;
}

// The window stays while a run goes on, unless the point leaves it sideways by a drag; another
// task, other axes or another start make a new one.
SurfaceWindow WindowOf(LabState& lab, const AnalysisPtr& analysis, const Surface& surface,
                       float aspect) {
  const SurfaceContent& content = surface.content;
  const PlanePoint start = content.path.empty() ? content.now : content.path.front();
  LabState::Sight sight{analysis, content.s_name, content.t_name, start};
  const bool same = lab.window && lab.sight.analysis == sight.analysis &&
                    lab.sight.s_name == sight.s_name && lab.sight.t_name == sight.t_name;
  // Without a run the start is the present point, which a drag moves.
  const bool moved = !content.path.empty() && !(lab.sight.start == sight.start);
  if (same && (!moved || lab.gesture != LabState::Gesture::kNone)) return *lab.window;
  std::vector<PlanePoint> points = {start};
  if (surface.bottom) points.push_back(*surface.bottom);
  lab.window = WindowAround(points, double{aspect});
  lab.sight = std::move(sight);
  return *lab.window;
}

}  // namespace

/// The surface and its chart, each kept until its question changes.
struct KeptSurface {
  ShownQuestion question;
  Surface surface;
  SurfaceWindow window;
  Rect bounds;
  SampledSurfacePtr samples;
  std::optional<Chart> chart;
};

namespace {

KeptSurface& PresentSurface(UiContext& ui, const AnalysisPtr& analysis) {
  std::shared_ptr<KeptSurface>& shown = ui.state.lab.shown;
  const ShownQuestion question = PresentQuestion(ui, analysis);
  if (shown && shown->question == question) return *shown;
  shown = std::make_shared<KeptSurface>();
  shown->question = question;
  shown->surface = SurfaceOf(ui, question);
  return *shown;
}

const Chart& PresentChart(KeptSurface& shown, const SurfaceWindow& window, Rect bounds,
                          const SampledSurfacePtr& samples) {
  const bool same =
      shown.chart && shown.window == window && shown.bounds == bounds && shown.samples == samples;
  if (same) return *shown.chart;
  if (samples) UseSamples(samples, shown.surface);
  shown.window = window;
  shown.bounds = bounds;
  shown.samples = samples;
  return shown.chart.emplace(SurfaceChart(shown.surface.content, window, bounds, false));
}

/// The pointer on the surface.
class SurfacePointer {
 public:
  SurfacePointer(UiContext& ui, const Surface& surface, const SurfaceScale& scale, ImVec2 origin)
      : ui_(ui), surface_(surface), scale_(scale), origin_(origin) {}

  void Take(Rect frame) {
    LabState& lab = ui_.state.lab;
    ImGui::SetCursorScreenPos({frame.x, frame.y});
    ImGui::InvisibleButton("surface", {frame.width, frame.height});
    const bool hovered = ImGui::IsItemHovered();
    const float wheel = ImGui::GetIO().MouseWheel;
    if (hovered && wheel != 0) {
      lab.window = ZoomedWindow(*lab.window, At(Mouse()), std::pow(0.85, double{wheel}));
    }
    if (ImGui::IsItemActivated()) Press();
    if (ImGui::IsItemActive()) Move();
    if (ImGui::IsItemDeactivated()) Release();
    if (hovered || ImGui::IsItemActive()) Readout();
  }

 private:
  using Gesture = LabState::Gesture;

  Point Mouse() const {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return {(mouse.x - origin_.x) / ui_.theme.scale, (mouse.y - origin_.y) / ui_.theme.scale};
  }
  PlanePoint At(Point place) const { return scale_.ToPlane(place); }
  bool NearNow() const {
    const Point now = scale_.ToChart(surface_.content.now);
    const Point mouse = Mouse();
    return std::hypot(mouse.x - now.x, mouse.y - now.y) <= kGrip;
  }

  TrainingState StateHere() const {
    return StateAt(ParametersAt(surface_.plane, At(Mouse())), PresentState(ui_.bench));
  }

  void Press() {
    LabState& lab = ui_.state.lab;
    lab.gesture = NearNow() ? Gesture::kDrag : Gesture::kPress;
    lab.grabbed = At(Mouse());
    lab.pressed = Mouse();
  }

  void Move() {
    LabState& lab = ui_.state.lab;
    const Point mouse = Mouse();
    const bool moved = std::hypot(mouse.x - lab.pressed.x, mouse.y - lab.pressed.y) > 4;
    if (lab.gesture == Gesture::kPress && moved) lab.gesture = Gesture::kPan;
    if (lab.gesture == Gesture::kPan) {
      const PlanePoint at = At(mouse);
      lab.window->center.s += lab.grabbed.s - at.s;
      lab.window->center.t += lab.grabbed.t - at.t;
    }
    if (lab.gesture == Gesture::kDrag && (moved || lab.dragged)) {
      lab.dragged = true;
      ui_.bench.DoInStroke(MoveTo("Drag the kernel on the loss surface", StateHere(), false),
                           ui_.state.next_stroke_id);
    }
  }

  void Release() {
    LabState& lab = ui_.state.lab;
    if (lab.gesture == Gesture::kPress) {
      StartFrom(ui_, StateHere());
    }
    if (lab.dragged) {
      ui_.bench.EndStroke();
      ++ui_.state.next_stroke_id;
    }
    lab.dragged = false;
    lab.gesture = Gesture::kNone;
  }

  void Readout() {
    const PlanePoint at = At(Mouse());
    const SurfaceContent& content = surface_.content;
    ImGui::BeginTooltip();
    ImGui::PushFont(ui_.theme.small);
    ImGui::TextUnformatted(ui_.tr("{} = {}", content.s_name, ShortNumber(at.s)).c_str());
    ImGui::TextUnformatted(ui_.tr("{} = {}", content.t_name, ShortNumber(at.t)).c_str());
    const double loss = ExactLoss(ui_, surface_, at);
    ImGui::TextUnformatted(ui_.tr("Loss: {}", ShortNumber(loss)).c_str());
    ImGui::PopFont();
    ImGui::EndTooltip();
    ImGui::SetMouseCursor(NearNow() ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_Hand);
    ui_.inspection.Fact("surface.hovered_loss", loss);
  }

  UiContext& ui_;
  const Surface& surface_;
  SurfaceScale scale_;
  ImVec2 origin_;
};

std::vector<std::string> WeightNames(Shape kernel, size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) names.push_back(WeightName(i, kernel));
  return names;
}

void DrawAxesChoice(UiContext& ui, size_t count) {
  if (count <= 2) return;
  LabState& lab = ui.state.lab;
  const std::array<std::string, 2> kinds = {ui.tr("Two weights"), ui.tr("Steepest")};
  const int kind = Segmented(ui, "choice.surface_axes", kinds, lab.along_directions ? 1 : 0);
  if (kind >= 0) lab.along_directions = kind == 1;
  if (lab.along_directions) {
    Remark(ui, ui.tr("Along the two directions in which the loss curves most."));
    return;
  }
  const std::vector<std::string> names = WeightNames(PresentState(ui.bench).kernel.shape(), count);
  const float width = ShareOfRow(ui, 2);
  const int s = Choice(ui, "choice.surface_s", names, static_cast<int>(lab.s_weight), width);
  ImGui::SameLine();
  const int t = Choice(ui, "choice.surface_t", names, static_cast<int>(lab.t_weight), 0);
  if (s >= 0 && static_cast<size_t>(s) != lab.t_weight) lab.s_weight = static_cast<size_t>(s);
  if (t >= 0 && static_cast<size_t>(t) != lab.s_weight) lab.t_weight = static_cast<size_t>(t);
}

void DrawColumn(UiContext& ui, const TaskAnalysis& analysis, const Surface& surface) {
  const SurfaceContent& content = surface.content;
  DrawAxesChoice(ui, analysis.sums.size());
  FactRow(ui, content.s_name, ShortNumber(content.now.s));
  FactRow(ui, content.t_name, ShortNumber(content.now.t));
  FactRow(ui, ui.tr("Loss"), ShortNumber(ExactLoss(ui, surface, content.now)));
  if (content.lowest) {
    FactRow(ui, ui.tr("Lowest"), ShortNumber(std::max(0.0, content.loss(*content.lowest))));
  }
  Gap(ui);
  if (surface.valley) {
    Paragraph(ui,
              ui.tr("A flat valley: along it the loss does not change, so the data cannot "
                    "tell these kernels apart."),
              ui.theme.body, ui.theme.error);
  }
  if (surface.sampled) {
    Remark(ui, ui.tr("Absolute and Huber losses are not quadratic: the surface is sampled."));
  }
  if (analysis.sums.size() > 2) {
    Remark(
        ui,
        ui.tr(
            "The other weights keep their current values; the path is projected onto this plane."));
  }
  Remark(ui, ui.tr("Click: start from there. Drag the point: move the kernel. Wheel: zoom."));
  if (Button(ui, "button.surface_fit", ui.tr("Show all"))) ui.state.lab.window.reset();
}

}  // namespace

void DrawSurface(UiContext& ui, Rect card) {
  const Theme& theme = ui.theme;
  const AnalysisPtr analysis = ui.bench.training().Analysis();
  if (!analysis || analysis->sums.size() < 2) {
    DrawCardMessage(ui, card, NoAnalysisText(ui, true));
    return;
  }
  // Held: what is clicked below may put another one in its place.
  PresentSurface(ui, analysis);
  const std::shared_ptr<KeptSurface> shown = ui.state.lab.shown;
  const Surface& surface = shown->surface;
  const CardParts parts = SplitCard(theme, card, kColumn, kColumnHeight);
  const Rect bounds{0, 0, parts.picture.width / theme.scale, parts.picture.height / theme.scale};
  const Rect frame = SurfaceFrame(bounds);
  const SurfaceWindow window =
      WindowOf(ui.state.lab, analysis, surface, frame.width / frame.height);
  SampledSurfacePtr samples;
  if (surface.sampled) samples = TakeSamples(ui, window, frame, surface);
  if (surface.sampled && !samples) {
    DrawCardMessage(ui, card, NoSamplesText(ui, *analysis));
    return;
  }
  const ImVec2 origin{card.x, card.y};
  PaintChart(ImGui::GetWindowDrawList(), theme, PresentChart(*shown, window, bounds, samples),
             origin);
  const SurfaceScale scale(window, frame);
  const Rect pixels{origin.x + theme.px(frame.x), origin.y + theme.px(frame.y),
                    theme.px(frame.width), theme.px(frame.height)};
  SurfacePointer(ui, surface, scale, origin).Take(pixels);
  const Point now = scale.ToChart(surface.content.now);
  ui.inspection.Place("plot.surface", pixels);
  ui.inspection.Place("surface.now",
                      {origin.x + theme.px(now.x) - theme.px(8),
                       origin.y + theme.px(now.y) - theme.px(8), theme.px(16), theme.px(16)});
  const std::vector<PlanePoint>& path = surface.content.path;
  const Point start = scale.ToChart(path.empty() ? surface.content.now : path.front());
  ui.inspection.Place("surface.start",
                      {origin.x + theme.px(start.x), origin.y + theme.px(start.y), 0, 0});
  ui.inspection.Fact("surface.loss", ExactLoss(ui, surface, surface.content.now));
  ImGui::SetCursorScreenPos({parts.column.x, parts.column.y});
  ImGui::BeginChild("surface_column", {parts.column.width, parts.column.height});
  DrawColumn(ui, *analysis, surface);
  ImGui::EndChild();
}

}  // namespace convlens
