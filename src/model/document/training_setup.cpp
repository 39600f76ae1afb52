#include "model/document/training_setup.h"

#include <charconv>
#include <cmath>

namespace convlens {
namespace {

double AsWritten(float value) {
  if (!std::isfinite(value)) return value;
  char text[64];
  const char* end = std::to_chars(text, text + sizeof text, value).ptr;
  double number = value;
  std::from_chars(text, end, number);
  return number;
}

}  // namespace

TrainingOptions OptionsOf(const TrainingSetup& setup, Operation operation) {
  return {AsWritten(setup.rate), setup.loss,      setup.learn_bias, operation,      setup.error,
          setup.huber_delta,     setup.optimizer, setup.schedule,   setup.algorithm};
}

}  // namespace convlens
