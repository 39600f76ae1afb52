#include "model/evaluation.h"

#include "model/evaluation_job.h"
#include "model/evaluation_source.h"

namespace convlens {
namespace {

// Speeds that `EstimatedSeconds` counts on: what a slow machine reaches.
constexpr double kMultiplyAddsPerSecond = 1.5e9;
constexpr double kSecondsPerCell = 4e-9;

}  // namespace

EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous,
                       Progress* progress) {
  EvaluationJob job(document, previous);
  while (!job.Step()) {
    if (progress == nullptr) continue;
    if (progress->cancelled.load()) return nullptr;
    progress->fraction.store(job.fraction());
  }
  return job.result();
}

double EstimatedSeconds(const Document& document, const EvaluationPtr& previous) {
  const Shape output = ValidOutputShape(document.input->shape(), document.layer.kernel->shape());
  const Evaluation* p = previous.get();
  int64_t cells = 0;
  int64_t work = 0;
  if (p == nullptr || !p->document.input.SameAs(document.input)) cells += document.input->count();
  const EvaluationSource source = OutputSource(document);
  const bool new_output = p == nullptr || !OutputSource(p->document).SameAs(source);
  const bool new_target = p == nullptr || !SameTarget(p->document, document);
  if (!output.empty() && new_output) {
    cells += output.count();
    work += source.multiply_adds();
  }
  if (!output.empty() && CheckedTargetShape(document, output).ok()) {
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
  const Result<Shape> output =
      CheckedOutputShape(document.input->shape(), document.layer.kernel->shape());
  if (!output.ok()) return output.problem();
  const Result<Shape> target = CheckedTargetShape(document, *output);
  if (!target.ok()) return target.problem();
  return std::nullopt;
}

std::vector<Term> TermsOf(const Document& document, Cell output) {
  const Grid& kernel = *document.layer.kernel;
  const Grid& input = *document.input;
  const bool flipped = document.layer.operation == Operation::kConvolution;
  std::vector<Term> terms;
  terms.reserve(static_cast<size_t>(kernel.count()));
  double partial = document.layer.bias;
  for (int a = 0; a < kernel.height(); ++a) {
    for (int b = 0; b < kernel.width(); ++b) {
      const Cell met{output.row + (flipped ? kernel.height() - 1 - a : a),
                     output.col + (flipped ? kernel.width() - 1 - b : b)};
      assert(met.row < input.height() && met.col < input.width());
      Term term{{a, b}, met, kernel.at(a, b), input[met], 0, 0};
      term.product = double{term.weight} * double{term.input};
      partial += term.product;
      term.partial = partial;
      terms.push_back(term);
    }
  }
  return terms;
}

}  // namespace convlens
