#include "model/evaluation.h"

#include <algorithm>
#include <bit>

#include "core/gradient.h"

namespace convlens {
namespace {

// Multiply-adds between two looks at `progress`: some milliseconds.
constexpr int64_t kBandWork = 20'000'000;
// Speeds that `EstimatedSeconds` counts on: what a slow machine reaches.
constexpr double kMultiplyAddsPerSecond = 1.5e9;
constexpr double kSecondsPerCell = 4e-9;

bool SameBits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

std::string Describe(Shape shape) {
  return std::to_string(shape.height) + "×" + std::to_string(shape.width);
}

/// What an output or target is computed from.
struct Source {
  SharedGrid input;
  SharedGrid kernel;
  float bias = 0;
  Operation operation = Operation::kCorrelation;

  bool SameAs(const Source& other) const {
    return input.SameAs(other.input) && kernel == other.kernel && SameBits(bias, other.bias) &&
           operation == other.operation;
  }
  int64_t work() const { return MultiplyAdds(input->shape(), kernel->shape()); }
};

Source OutputSource(const Document& d) {
  return {d.input, d.layer.kernel, d.layer.bias, d.layer.operation};
}

Source TargetSourceOf(const Document& d) {
  const TrainingSetup& setup = d.training;
  return {d.input, setup.reference_kernel, setup.reference_bias, d.layer.operation};
}

bool SameTarget(const Document& a, const Document& b) {
  if (a.training.target_source != b.training.target_source) return false;
  if (a.training.target_source == TargetSource::kFixed) {
    return a.training.fixed_target.SameAs(b.training.fixed_target);
  }
  return TargetSourceOf(a).SameAs(TargetSourceOf(b));
}

/// Shape of the target, or the sentence that says why there is none that fits.
Result<Shape> CheckedTargetShape(const Document& document, Shape output) {
  const TrainingSetup& setup = document.training;
  if (setup.target_source == TargetSource::kFixed) {
    if (setup.fixed_target->empty()) {
      return Message{
          "There is no target yet. Take it from the output, or choose a reference kernel.", {}};
    }
    if (setup.fixed_target->shape() == output) return output;
    return Message{
        "The target is {}, but the output is {}. Take the target from the output again, or "
        "choose a reference kernel.",
        {Describe(setup.fixed_target->shape()), Describe(output)}};
  }
  const Shape reference = setup.reference_kernel->shape();
  const Result<Shape> shape = CheckedOutputShape(document.input->shape(), reference);
  if (!shape.ok() || *shape == output) return shape;
  return Message{
      "The target is {}, but the output is {}. Make the kernel {} like the reference kernel, or "
      "take the target from the output.",
      {Describe(*shape), Describe(output), Describe(reference)}};
}

/// One evaluation under way.
class Job {
 public:
  Job(const Document& document, const Evaluation* previous, Progress* progress)
      : made_(std::make_shared<Evaluation>()), previous_(previous), progress_(progress) {
    made_->document = document;
  }

  EvaluationPtr Run() {
    EvaluateInput();
    EvaluateKernel();
    EvaluateReference();
    const Document& d = made_->document;
    const Result<Shape> shape = CheckedOutputShape(d.input->shape(), d.layer.kernel->shape());
    if (!shape.ok()) {
      made_->problem = shape.problem();
      made_->target_problem = shape.problem();
      return made_;
    }
    const Result<Shape> target_shape = CheckedTargetShape(d, *shape);
    total_ = OutputSource(d).work() + (target_shape.ok() ? TargetSourceOf(d).work() : 0);
    if (!EvaluateOutput(*shape)) return nullptr;
    if (!target_shape.ok()) {
      made_->target_problem = target_shape.problem();
      return made_;
    }
    if (!EvaluateTarget(*target_shape)) return nullptr;
    if (!EvaluateError()) return nullptr;
    return made_;
  }

 private:
  bool Cancelled() const { return progress_ != nullptr && progress_->cancelled.load(); }

  void Advance(int64_t work) {
    done_ += work;
    if (progress_ == nullptr || total_ == 0) return;
    progress_->fraction.store(static_cast<float>(static_cast<double>(done_) /
                                                 static_cast<double>(std::max(total_, done_))));
  }

  static EvaluatedGrid Described(const SharedGrid& grid) {
    return {MakePyramid(grid), StatisticsOf(grid)};
  }

  void EvaluateInput() {
    const SharedGrid& input = made_->document.input;
    const bool same = previous_ != nullptr && previous_->document.input.SameAs(input);
    made_->input = same ? previous_->input : Described(input);
  }

  void EvaluateKernel() {
    const SharedGrid& kernel = made_->document.layer.kernel;
    const bool same = previous_ != nullptr && previous_->document.layer.kernel.SameAs(kernel);
    made_->kernel = same ? previous_->kernel : Described(kernel);
  }

  void EvaluateReference() {
    const TrainingSetup& setup = made_->document.training;
    if (setup.target_source == TargetSource::kReferenceKernel) {
      made_->reference = Described(setup.reference_kernel);
    }
  }

  bool EvaluateOutput(Shape shape) {
    const Source source = OutputSource(made_->document);
    kept_output_ = previous_ != nullptr && !previous_->output.pyramid.empty() &&
                   OutputSource(previous_->document).SameAs(source);
    if (kept_output_) {
      made_->output = previous_->output;
      Advance(source.work());
      return true;
    }
    Grid output(shape);
    if (!ApplyInBands(source, output)) return false;
    made_->output = Described(std::move(output));
    return !Cancelled();
  }

  bool EvaluateTarget(Shape shape) {
    const Document& d = made_->document;
    kept_target_ = previous_ != nullptr && !previous_->target.pyramid.empty() &&
                   SameTarget(previous_->document, d);
    if (kept_target_) {
      made_->target = previous_->target;
    } else if (d.training.target_source == TargetSource::kFixed) {
      made_->target = Described(d.training.fixed_target);
    } else {
      Grid target(shape);
      if (!ApplyInBands(TargetSourceOf(d), target)) return false;
      made_->target = Described(std::move(target));
    }
    return !Cancelled();
  }

  bool EvaluateError() {
    if (kept_output_ && kept_target_ && !previous_->error.pyramid.empty()) {
      made_->error = previous_->error;
      squared_error_ = previous_->squared_error;
    } else {
      Grid error(made_->output.shape());
      squared_error_ = SquaredError(made_->output.grid(), made_->target.grid(), error);
      made_->error = Described(std::move(error));
    }
    made_->squared_error = squared_error_;
    const bool mean = made_->document.training.loss == Loss::kMean;
    made_->loss =
        squared_error_ / (mean ? static_cast<double>(made_->output.shape().count()) : 1.0);
    return !Cancelled();
  }

  /// False when cancelled.
  bool ApplyInBands(const Source& source, MutableGridView output) {
    const int taps = source.kernel->height();
    const int64_t row_work = std::max<int64_t>(source.work() / output.height, 1);
    const int band = static_cast<int>(std::clamp<int64_t>(kBandWork / row_work, 1, output.height));
    const GridView input = source.input;
    for (int row = 0; row < output.height; row += band) {
      if (Cancelled()) return false;
      const int rows = std::min(band, output.height - row);
      convlens::Apply(source.operation, input.Sub({row, 0, rows + taps - 1, input.width}),
                      source.kernel, source.bias, output.Sub({row, 0, rows, output.width}));
      Advance(row_work * rows);
    }
    return true;
  }

  std::shared_ptr<Evaluation> made_;
  const Evaluation* previous_;
  Progress* progress_;
  int64_t total_ = 0;
  int64_t done_ = 0;
  bool kept_output_ = false;
  bool kept_target_ = false;
  double squared_error_ = 0;
};

}  // namespace

EvaluationPtr Evaluate(const Document& document, const EvaluationPtr& previous,
                       Progress* progress) {
  return Job(document, previous.get(), progress).Run();
}

double EstimatedSeconds(const Document& document, const EvaluationPtr& previous) {
  const Shape output = ValidOutputShape(document.input->shape(), document.layer.kernel->shape());
  const Evaluation* p = previous.get();
  int64_t cells = 0;
  int64_t work = 0;
  if (p == nullptr || !p->document.input.SameAs(document.input)) cells += document.input->count();
  if (output.empty()) return static_cast<double>(cells) * kSecondsPerCell;
  const Source source = OutputSource(document);
  const bool same_output = p != nullptr && OutputSource(p->document).SameAs(source);
  if (!same_output) {
    cells += 2 * output.count();  // the output, and with it the error
    work += source.work();
  }
  if (p == nullptr || !SameTarget(p->document, document)) {
    const bool fixed = document.training.target_source == TargetSource::kFixed;
    cells += (same_output ? 2 : 1) * output.count();
    work += fixed ? 0 : TargetSourceOf(document).work();
  }
  return static_cast<double>(cells) * kSecondsPerCell +
         static_cast<double>(work) / kMultiplyAddsPerSecond;
}

std::vector<Term> TermsOf(const Document& document, Cell output) {
  const Grid& kernel = *document.layer.kernel;
  const Grid& input = *document.input;
  std::vector<Term> terms;
  terms.reserve(static_cast<size_t>(kernel.count()));
  double partial = document.layer.bias;
  for (int a = 0; a < kernel.height(); ++a) {
    for (int b = 0; b < kernel.width(); ++b) {
      const bool flipped = document.layer.operation == Operation::kConvolution;
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
