#include "model/document/training_setup.h"

#include <charconv>
#include <cmath>
#include <string>

#include "core/grid/number_text.h"

namespace convlens {
namespace {

double AsWritten(float value) {
  if (!std::isfinite(value)) return value;
  const std::string text = ShortestText(value);
  double number = value;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

TrainingOptions OptionsOf(const TrainingSetup& setup, Operation operation) {
  return {AsWritten(setup.rate), setup.loss,      setup.learn_bias, operation,      setup.error,
          setup.huber_delta,     setup.optimizer, setup.schedule,   setup.algorithm};
}

}  // namespace convlens
