#include <algorithm>
#include <array>

#include "scene/figure/number_text.h"
#include "ui/controls/inspection.h"
#include "ui/controls/rows.h"
#include "ui/controls/word_choice.h"
#include "ui/lab/lab_backward.h"
#include "ui/lab/lab_panels.h"
#include "ui/lab/lab_views.h"

namespace convlens {
namespace {

// Distances and widths in points.
constexpr float kEdge = 12;
constexpr float kHeaderTop = 8;
constexpr float kViewWidth = 84;
constexpr float kScaleWidth = 116;
constexpr float kExportWidth = 72;
constexpr float kNarrow = 640;  // a card below this width has narrower controls:
constexpr float kNarrowView = 62;
constexpr float kBetween = 10;    // what stands at the right
constexpr float kViewList = 130;  // where the buttons have no room, in a list
constexpr float kNarrowScale = 100;
constexpr float kNarrowExport = 30;

constexpr Word<LabView> kViewWords[] = {{LabView::kLoss, "Loss"},
                                        {LabView::kWeights, "Weights"},
                                        {LabView::kSurface, "Surface"},
                                        {LabView::kWhy, "Why"},
                                        {LabView::kBackward, "Backward"}};

ImVec2 SizeOf(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.c_str());
}

// "as measured" only while there is a speed to speak of: single steps have none.
std::string SpeedText(UiContext& ui) {
  const TrainingSnapshot& training = ui.bench.training().snapshot();
  const bool ran = training.status == TrainingStatus::kRunning ||
                   training.status == TrainingStatus::kReachedLimit;
  if (!ran || training.steps_per_second <= 0) return {};
  return ui.tr("{} steps per second", MeasuredText(training.steps_per_second));
}

class Header {
 public:
  Header(UiContext& ui, Rect card) : ui_(ui), card_(card), right_(card.right() - Px(kEdge)) {}

  void Views(LabState& lab) {
    At(left_);
    float width = (Narrow() ? kNarrowView : kViewWidth) * std::size(kViewWords);
    std::optional<LabView> picked;
    if (left_ + Px(width) > right_ - Px(kNarrowExport + kBetween + kNarrowScale)) {
      width = kViewList;
      picked = ChoiceOf(ui_, "choice.lab_view", kViewWords, lab.view, width);
    } else {
      picked = SegmentedOf(ui_, "choice.lab_view", kViewWords, lab.view, width);
    }
    lab.view = picked.value_or(lab.view);
    left_ += Px(width + 14);
  }

  void LossScale() {
    ViewSettings view = ui_.bench.view();
    const std::array<std::string, 2> names = {ui_.tr("log"), ui_.tr("linear")};
    const float width = Narrow() ? kNarrowScale : kScaleWidth;
    FromRight(width);
    const int clicked = Segmented(ui_, "choice.loss_scale", names, view.log_loss ? 0 : 1, width);
    if (clicked < 0) return;
    view.log_loss = clicked == 0;
    ui_.bench.SetView(view);
  }

  void Export() {
    const float width = Narrow() ? kNarrowExport : kExportWidth;
    FromRight(width);
    const std::string label = Narrow() ? "↓" : ui_.tr("Export");
    if (Button(ui_, "button.export_plot", label, width, ButtonLook::kPlain, true,
               Narrow() ? ui_.tr("Export") : "")) {
      ImGui::OpenPopup("export_plot");
    }
    if (!ImGui::BeginPopup("export_plot")) return;
    for (const CommandInfo& info : ui_.commands) {
      if (info.menu.menu != Menu::kExportPlot) continue;
      if (ImGui::MenuItem(ui_.tr(info.label))) ui_.state.requested = info.command;
      PlaceItem(ui_, ("plot." + std::string(info.label)).c_str());
    }
    ImGui::EndPopup();
  }

  /// In what room is left; the first that fits.
  void Texts(const std::string& title, const std::string& remark, const std::string& now,
             const std::string& speed) {
    for (ImFont* font : {ui_.theme.bold, ui_.theme.small}) {
      if (!Fits(title, font)) continue;
      Put(font, left_, title, ui_.theme.text);
      left_ += SizeOf(font, title).x + Px(14);
      ui_.inspection.Fact("plot.title", title);
      break;
    }
    if (!remark.empty() && Fits(remark, ui_.theme.small)) {
      Put(ui_.theme.small, left_, remark, ui_.theme.dim_text);
      left_ += SizeOf(ui_.theme.small, remark).x + Px(14);
    }
    if (!now.empty() && Fits(now, ui_.theme.body)) {
      right_ -= SizeOf(ui_.theme.body, now).x;
      Put(ui_.theme.body, right_, now, ui_.theme.text);
      right_ -= Px(14);
    }
    if (!speed.empty() && Fits(speed, ui_.theme.body)) {
      right_ -= SizeOf(ui_.theme.body, speed).x;
      Put(ui_.theme.body, right_, speed, ui_.theme.dim_text);
    }
  }

 private:
  bool Narrow() const { return card_.width < Px(kNarrow); }
  float Px(float points) const { return ui_.theme.px(points); }
  void At(float x) { ImGui::SetCursorScreenPos({x, card_.y + Px(kHeaderTop)}); }
  void FromRight(float points) {
    right_ -= Px(points);
    At(right_);
    right_ -= Px(kBetween);
  }
  bool Fits(const std::string& text, ImFont* font) const {
    return left_ + SizeOf(font, text).x <= right_;
  }
  void Put(ImFont* font, float x, const std::string& text, ImU32 color) {
    ImGui::GetWindowDrawList()->AddText(
        font, font->FontSize,
        {x, card_.y + Px(kHeaderTop + 7) + (ui_.theme.body->FontSize - font->FontSize) / 2}, color,
        text.c_str());
  }

  UiContext& ui_;
  Rect card_;
  float left_ = card_.x + Px(kEdge);
  float right_;
};

void DrawEmpty(UiContext& ui, Rect card) {
  const std::string text =
      ui.bench.training().Problem()
          ? NotReadyText(ui)
          : ui.tr("Press Run or Step: the loss at every step is plotted here.");
  const ImVec2 size = SizeOf(ui.theme.body, text);
  const Point center = card.center();
  const ImVec2 at{center.x - size.x / 2, center.y - size.y / 2 + ui.theme.px(8)};
  ImGui::GetWindowDrawList()->AddText(ui.theme.body, ui.theme.body->FontSize, at, ui.theme.dim_text,
                                      text.c_str());
}

std::string NowText(UiContext& ui, const PlotContent& content) {
  if (content.series.empty()) return {};
  const PlotSeries& newest = content.series.back();
  if (newest.kind != PlotSeries::Kind::kPresent) return {};
  const LossPoint& last = newest.points.back();
  return ui.tr("step {}: {}", CountText(last.step), ShortNumber(last.loss));
}

void DrawOtherView(UiContext& ui, Rect card) {
  Header header(ui, card);
  header.Views(ui.state.lab);
  header.Texts({}, {}, {}, SpeedText(ui));
  switch (ui.state.lab.view) {
    case LabView::kSurface:
      DrawSurface(ui, card);
      break;
    case LabView::kWhy:
      DrawWhy(ui, card);
      break;
    case LabView::kBackward:
      DrawBackward(ui, card);
      break;
    case LabView::kLoss:
    case LabView::kWeights:
      break;
  }
}

bool IsPlot(LabView view) { return view == LabView::kLoss || view == LabView::kWeights; }
bool IsTall(LabView view) { return view == LabView::kSurface || view == LabView::kWhy; }

void DrawPlotView(UiContext& ui, Rect card) {
  const PlotContent content = PresentPlot(ui);
  Header header(ui, card);
  header.Views(ui.state.lab);
  if (ui.state.lab.view == LabView::kLoss) header.LossScale();
  if (!content.series.empty()) header.Export();
  header.Texts(content.title, content.remark, NowText(ui, content), SpeedText(ui));
  DrawPlot(ui, card, content);
  if (content.series.empty()) {
    DrawEmpty(ui, card);
    return;
  }
  ui.inspection.Fact("plot.runs", static_cast<double>(content.series.size()));
  ui.inspection.Fact("plot.points", static_cast<double>(content.series.back().points.size()));
}

}  // namespace

void DrawLabCard(UiContext& ui, Rect bounds) {
  const Theme& theme = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min{bounds.x, bounds.y};
  const ImVec2 max{bounds.right(), bounds.bottom()};
  list->AddRectFilled(min, max, theme.panel, theme.px(10));
  list->AddRect(min, max, theme.line, theme.px(10));
  if (!IsPlot(ui.state.lab.view)) {
    DrawOtherView(ui, bounds);
  } else {
    DrawPlotView(ui, bounds);
  }
}

float LabCardHeight(const UiContext& ui, float height) {
  constexpr float kPlotHeight = 224;
  constexpr float kFigure = 280;  // less than this is no use to the figure above
  const Theme& theme = ui.theme;
  if (!IsTall(ui.state.lab.view)) return std::min(theme.px(kPlotHeight), height * 0.34F);
  const float half = height * 0.54F;
  return height - half >= theme.px(kFigure) ? half : height - theme.px(8);
}

}  // namespace convlens
