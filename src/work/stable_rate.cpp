#include "work/stable_rate.h"

#include <algorithm>

#include "model/document/front.h"
#include "train/run/analysis.h"

namespace convlens {
namespace {

// Multiply-adds of one product with the Gram matrix up to which a search fits into a frame: it
// takes some dozens of them.
constexpr int64_t kQuickProduct = 200'000;

}  // namespace

StableRateFinder::StableRateFinder(Threading threading, std::function<void()> wake)
    : threading_(threading), answer_(threading, std::move(wake)) {}

bool StableRateFinder::Question::SameAs(const Question& other) const {
  const auto same = [](const SharedGrid& a, const SharedGrid& b) { return a.SameAs(b); };
  return std::equal(inputs.begin(), inputs.end(), other.inputs.begin(), other.inputs.end(), same) &&
         kernel == other.kernel && options == other.options;
}

int64_t StableRateFinder::Question::multiply_adds() const {
  int64_t work = 0;
  for (const SharedGrid& input : inputs) work += MultiplyAdds(input->shape(), kernel);
  return work;
}

bool StableRateFinder::Question::Fits() const {
  return std::none_of(inputs.begin(), inputs.end(), [this](const SharedGrid& input) {
    return ValidOutputShape(input->shape(), kernel).empty();
  });
}

/// The rate does not depend on what the targets hold.
double StableRateFinder::Question::Answer(const std::atomic<bool>& cancelled) const {
  TrainingData data;
  for (const SharedGrid& input : inputs) {
    data.pairs.push_back({input, Grid(ValidOutputShape(input->shape(), kernel))});
  }
  return ExamineRate(data, kernel, options, &cancelled).limit;
}

double StableRateFinder::RateFor(const Document& document) {
  const TrainingSetup& setup = document.training;
  if (PlainLayer(document) == nullptr) return 0;
  const LayerSettings& layer = document.layers.front().settings;
  TrainingOptions options = OptionsOf(setup, layer.operation);
  // What the largest rate does not depend on.
  options.rate = 0;
  options.schedule = {};
  options.algorithm = {};
  Question question{{document.input[0]}, layer.window, options};
  for (const TrainingPair& pair : setup.more_pairs) question.inputs.push_back(pair.input[0]);
  if (!asked_ || !asked_->SameAs(question)) Ask(question);
  answer_.Poll();
  return answer_.answer() ? *answer_.answer() : 0;
}

void StableRateFinder::Ask(const Question& question) {
  asked_ = question;
  answer_.Forget();
  if (!question.Fits()) return;
  const bool quick = 2 * question.multiply_adds() <= kQuickProduct;
  // Without threads, a large input would hold up the frame.
  if (!quick && threading_ != Threading::kThreads) return;
  answer_.Ask(
      [question](const std::atomic<bool>& cancelled) {
        return std::make_shared<const double>(question.Answer(cancelled));
      },
      quick);
}

}  // namespace convlens
