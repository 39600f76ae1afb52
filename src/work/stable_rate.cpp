#include "work/stable_rate.h"

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
  return input.SameAs(other.input) && kernel == other.kernel && options == other.options;
}

double StableRateFinder::RateFor(const Document& document) {
  const TrainingSetup& setup = document.training;
  if (PlainLayer(document) == nullptr) return 0;
  const LayerSettings& layer = document.layers.front().settings;
  const Question question{
      document.input[0], layer.window, {0, setup.loss, setup.learn_bias, layer.operation}};
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
  if (ValidOutputShape(question.input->shape(), question.kernel).empty()) return;
  if (2 * MultiplyAdds(question.input->shape(), question.kernel) <= kQuickProduct) {
    answer_ = LargestStableRate(question.input, question.kernel, question.options);
    return;
  }
  if (threading_ != Threading::kThreads) return;
  search_ = std::make_shared<Search>();
  thread_ = std::async(std::launch::async, [question, search = search_, wake = wake_] {
    search->rate =
        LargestStableRate(question.input, question.kernel, question.options, &search->cancelled);
    search->done = true;
    if (wake) wake();
  });
}

}  // namespace convlens
