#include "model/evaluation.h"

#include <algorithm>

#include "model/evaluation_job.h"
#include "model/evaluation_source.h"

namespace convlens {
namespace {

// Speeds that `EstimatedSeconds` counts on: what a slow machine reaches.
constexpr double kMultiplyAddsPerSecond = 1.5e9;
constexpr double kSecondsPerCell = 4e-9;

}  // namespace

EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous, Progress* progress,
                       Front front, CorrelationMethod method) {
  EvaluationJob job(document, previous, front, method);
  while (!job.Step()) {
    if (progress == nullptr) continue;
    if (progress->cancelled.load()) return nullptr;
    progress->fraction.store(job.fraction());
  }
  return job.result();
}

double EstimatedSeconds(const Document& document, const EvaluationPtr& previous, Front front,
                        CorrelationMethod method) {
  const Evaluation* p = previous.get();
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  const size_t kept = SameLayers(document, p, method);
  int64_t cells = 0;
  int64_t work = 0;
  if (p == nullptr || !p->document.input.SameAs(document.input))
    cells += document.input[0]->count();
  TensorShape input = document.input.shape();
  for (size_t i = 0; i < shapes.outputs.size(); ++i) {
    if (i >= kept) {
      cells += shapes.outputs[i].count();
      work += MultiplyAdds(document.layers[i].settings, input);
    }
    input = shapes.outputs[i];
  }
  const bool new_output = kept < shapes.outputs.size();
  const auto at = static_cast<size_t>(Clamped(front, document).layer);
  if (at >= shapes.outputs.size()) {
    return static_cast<double>(work) / kMultiplyAddsPerSecond;
  }
  const Shape output = shapes.outputs[at].grid;
  if (p != nullptr && !(p->front == front)) cells += output.count() + input.grid.count();
  if (CheckedTargetShape(document, output).ok()) {
    const bool new_target =
        p == nullptr || PlainLayer(p->document) == nullptr || !SameTarget(p->document, document);
    if (new_output || new_target) cells += output.count();  // the error
    if (new_target) {
      cells += output.count();
      const bool fixed = document.training.target_source == TargetSource::kFixed;
      work += fixed ? 0 : ReferenceSource(document).multiply_adds();
    }
  }
  return static_cast<double>(cells) * kSecondsPerCell +
         static_cast<double>(work) / kMultiplyAddsPerSecond;
}

std::optional<Message> TargetProblem(const Document& document) {
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  if (shapes.problem) return shapes.problem;
  const Result<Shape> target = CheckedTargetShape(document, shapes.outputs.back().grid);
  if (!target.ok()) return target.problem();
  return std::nullopt;
}

std::vector<LayerTerm> TermsOf(const Evaluation& evaluation, Cell output) {
  return TermsOf(evaluation.front_layer(), evaluation.front_input(), evaluation.front.output,
                 output);
}

namespace {

// Inputs of a transposed convolution that reach output coordinate `at` along one axis.
int ReachingInputs(int at, int padding, int stride, int dilation, int taps, int inputs) {
  int count = 0;
  for (int tap = 0; tap < taps; ++tap) {
    const int spread = at + padding - tap * dilation;
    if (spread >= 0 && spread % stride == 0 && spread / stride < inputs) ++count;
  }
  return count;
}

}  // namespace

int TermCount(const Document& document, Front front, Cell output) {
  const LayerSettings& s = document.layers[static_cast<size_t>(front.layer)].settings;
  const auto window = static_cast<int>(s.window.count());
  if (s.pooling()) return window;
  const int channels = std::max(InputChannels(document, front.layer) / s.groups, 1);
  if (s.kind != LayerKind::kTransposed) return channels * window;
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  const auto at = static_cast<size_t>(front.layer);
  if (at > shapes.outputs.size()) return 0;
  const Shape input = at == 0 ? document.input.shape().grid : shapes.outputs[at - 1].grid;
  return channels *
         ReachingInputs(output.row, s.padding.top, s.stride.rows, s.dilation.rows, s.window.height,
                        input.height) *
         ReachingInputs(output.col, s.padding.left, s.stride.cols, s.dilation.cols, s.window.width,
                        input.width);
}

PlaybackExtent Evaluation::extent(int64_t element) const {
  const Shape shape = output.shape();
  if (shape.empty()) return {};
  const Cell at = CellAt(std::clamp<int64_t>(element, 0, shape.count() - 1), shape.width);
  return {shape.count(), TermCount(document, front, at)};
}

}  // namespace convlens
