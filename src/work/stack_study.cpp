#include "work/stack_study.h"

#include <algorithm>

namespace convlens {
namespace {

// Cells up to which a stack is made ready for drawing within a frame.
constexpr int64_t kQuickCells = 400'000;
// Multiply-adds up to which an effective field is.
constexpr int64_t kQuickProducts = 2'000'000;

int64_t CellsOf(const Evaluation& evaluation) {
  int64_t cells = 0;
  for (int g = 0; g < StackGridCount(evaluation); ++g) {
    cells += StackGrid(evaluation, g).shape().count();
  }
  return cells;
}

int64_t ProductsOf(const Evaluation& evaluation) {
  int64_t products = 0;
  for (size_t i = 0; i < evaluation.outputs.size(); ++i) {
    products += MultiplyAdds(evaluation.document.layers[i].settings,
                             StackGrid(evaluation, static_cast<int>(i)).shape());
  }
  return products;
}

bool Exists(const Evaluation& evaluation, const StackElement& element) {
  if (element.grid < 0 || element.grid >= StackGridCount(evaluation)) return false;
  const TensorShape shape = StackGrid(evaluation, element.grid).shape();
  return element.channel >= 0 && element.channel < shape.channels &&
         CellRect{0, 0, shape.grid.height, shape.grid.width}.Contains(element.cell);
}

}  // namespace

StackStudy::StackStudy(Threading threading, const std::function<void()>& wake)
    : maps_(threading, wake), effective_(threading, wake) {}

void StackStudy::Reset() {
  hovered_.reset();
  pinned_.reset();
  shown_.clear();
  growth_ = {};
}

std::optional<StackElement> StackStudy::element() const {
  if (!maps()) return std::nullopt;
  const Evaluation& evaluation = *maps()->evaluation;
  if (hovered_ && Exists(evaluation, *hovered_)) return hovered_;
  if (pinned_ && Exists(evaluation, *pinned_)) return pinned_;
  const int last = StackGridCount(evaluation) - 1;
  const Shape shape = StackGrid(evaluation, last).shape().grid;
  return StackElement{
      last, maps()->grids.back().shown.channel, {(shape.height - 1) / 2, (shape.width - 1) / 2}};
}

int StackStudy::growth_steps() const {
  const std::optional<StackElement> of = element();
  return of ? GrowthSteps(of->grid, StackGridCount(*maps()->evaluation)) : 0;
}

StackShown StackStudy::shown(int grid) const {
  const auto index = static_cast<size_t>(grid);
  return index < shown_.size() ? shown_[index] : StackShown{};
}

void StackStudy::Show(int grid, StackShown shown) {
  const auto index = static_cast<size_t>(grid);
  if (index >= shown_.size()) shown_.resize(index + 1);
  shown_[index] = shown;
}

void StackStudy::AskForMaps(const EvaluationPtr& evaluation) {
  if (evaluation == asked_evaluation_ && shown_ == asked_shown_) return;
  asked_evaluation_ = evaluation;
  asked_shown_ = shown_;
  const auto ask = [evaluation, shown = shown_,
                    previous = maps()](const std::atomic<bool>& cancelled) {
    return MakeStackMaps(evaluation, shown, previous, &cancelled);
  };
  maps_.Ask(ask, CellsOf(*evaluation) <= kQuickCells);
}

void StackStudy::AskForEffective(const EvaluationPtr& evaluation) {
  const std::optional<StackElement> of = element();
  if (!of || of->grid == 0 || !Exists(*evaluation, *of)) return;
  if (evaluation == effective_evaluation_ && of == effective_element_) return;
  effective_evaluation_ = evaluation;
  effective_element_ = of;
  const auto ask = [evaluation, element = *of](
                       const std::atomic<bool>& cancelled) -> std::shared_ptr<const Effective> {
    std::optional<Grid> field = EffectiveField(*evaluation, element, &cancelled);
    if (!field) return nullptr;
    const SharedGrid shared = std::move(*field);
    return std::make_shared<const Effective>(
        Effective{evaluation, element, {MakePyramid(shared), StatisticsOf(shared)}});
  };
  effective_.Ask(ask, ProductsOf(*evaluation) <= kQuickProducts);
}

const EvaluatedGrid* StackStudy::effective() const {
  const auto& answer = effective_.answer();
  if (!wants_effective_ || !answer || !maps() || answer->evaluation != maps()->evaluation) {
    return nullptr;
  }
  return answer->element == element() ? &answer->field : nullptr;
}

bool StackStudy::Advance(const EvaluationPtr& evaluation, double seconds) {
  AskForMaps(evaluation);
  bool changed = maps_.Poll();
  if (wants_effective_) AskForEffective(evaluation);
  changed = effective_.Poll() || changed;
  const FieldGrowth before = growth_;
  growth_ = AdvanceGrowth(growth_, growth_steps(), seconds);
  return changed || before.steps != growth_.steps || before.playing != growth_.playing;
}

bool StackStudy::active() const { return growth_.playing || maps_.busy() || effective_.busy(); }

}  // namespace convlens
