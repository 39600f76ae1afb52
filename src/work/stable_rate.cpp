#include "work/stable_rate.h"

#include <algorithm>

#include "model/front.h"
#include "train/analysis.h"

namespace convlens {
namespace {

// Multiply-adds of one product with the Gram matrix up to which a search fits into a frame: it
// takes some dozens of them.
constexpr int64_t kQuickProduct = 200'000;

}  // namespace

StableRateFinder::StableRateFinder(Threading threading, std::function<void()> wake)
    : threading_(threading), wake_(std::move(wake)) {}

StableRateFinder::~StableRateFinder() {
  if (search_) search_->cancelled = true;
}

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
double StableRateFinder::Question::Answer(const std::atomic<bool>* cancelled) const {
  TrainingData data;
  for (const SharedGrid& input : inputs) {
    data.pairs.push_back({input, Grid(ValidOutputShape(input->shape(), kernel))});
  }
  return ExamineRate(data, kernel, options, cancelled).limit;
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
  for (const TrainingPair& pair : setup.more_pairs) question.inputs.push_back(pair.input);
  const bool asked = asked_ && asked_->SameAs(question);
  if (search_ && !search_->done) {
    if (!asked) search_->cancelled = true;
    return 0;
  }
  if (search_) {
    // A question that was given up is open again, also when it is the present one.
    if (search_->cancelled) {
      asked_.reset();
    } else {
      answer_ = search_->rate;
    }
    search_.reset();
  }
  if (!asked_ || !asked_->SameAs(question)) Start(question);
  return answer_;
}

void StableRateFinder::Start(const Question& question) {
  asked_ = question;
  answer_ = 0;
  if (!question.Fits()) return;
  if (2 * question.multiply_adds() <= kQuickProduct) {
    answer_ = question.Answer();
    return;
  }
  if (threading_ != Threading::kThreads) return;
  search_ = std::make_shared<Search>();
  thread_ = std::async(std::launch::async, [question, search = search_, wake = wake_] {
    search->rate = question.Answer(&search->cancelled);
    search->done = true;
    if (wake) wake();
  });
}

}  // namespace convlens
