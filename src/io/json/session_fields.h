#pragma once

#include <limits>
#include <string>

#include "io/json/grid_json.h"
#include "io/json/json_fields.h"
#include "io/json/json_text.h"
#include "layer/settings/layer_words.h"
#include "model/document/document_words.h"
#include "model/document/session.h"
#include "train/setup/training_words.h"

namespace convlens {

/// The fields of a session's objects, each described once: `Describe…(Reading(fields), value)`
/// fills `value` from a file, `Describe…(Writing(text), value)` puts its fields into one, in this
/// order.

/// Takes each field from an object of a file (see JsonFields for what is checked).
class Reading {
 public:
  explicit Reading(JsonFields& fields) : fields_(fields) {}

  void Flag(const char* name, bool& value) { fields_.Read(name, value); }
  void Text(const char* name, std::string& value) { fields_.Read(name, value); }
  /// At least `low`, without a fraction.
  void Whole(const char* name, int& value, int low) { fields_.Read(name, value, low); }
  void Whole(const char* name, int64_t& value, int64_t low) { fields_.Read(name, value, low); }
  void WholeOrNull(const char* name, std::optional<int>& value, int low) {
    fields_.ReadOptional(name, value, low);
  }
  void Wholes(const char* name, std::initializer_list<int*> values, int low) {
    fields_.ReadIntegers(name, values, low);
  }
  void Seed(const char* name, uint64_t& value) { fields_.Read(name, value); }
  /// Finite, at least `low`.
  void Number(const char* name, double& value, double low) { fields_.ReadFinite(name, value, low); }
  /// Any float32.
  void Float(const char* name, float& value) { fields_.ReadFloat(name, value); }
  template <typename Value, size_t N>
  void OneOf(const char* name, const Word<Value> (&words)[N], Value& value) {
    fields_.ReadWord(name, value, words);
  }

 private:
  JsonFields& fields_;
};

/// Puts each field into the text of an object.
class Writing {
 public:
  explicit Writing(ObjectText& text) : text_(text) {}

  void Flag(const char* name, bool value) { text_.AddFlag(name, value); }
  void Text(const char* name, const std::string& value) { text_.Add(name, QuotedJson(value)); }
  void Whole(const char* name, int64_t value, int64_t) { text_.Add(name, std::to_string(value)); }
  void WholeOrNull(const char* name, const std::optional<int>& value, int) {
    text_.Add(name, value ? std::to_string(*value) : "null");
  }
  void Wholes(const char* name, std::initializer_list<const int*> values, int) {
    std::string list(1, '[');
    for (const int* value : values) {
      if (list.size() > 1) list.append(1, ',');
      list.append(std::to_string(*value));
    }
    text_.Add(name, list.append(1, ']'));
  }
  void Seed(const char* name, uint64_t value) { text_.Add(name, std::to_string(value)); }
  void Number(const char* name, double value, double) { text_.Add(name, DoubleToJson(value)); }
  void Float(const char* name, float value) { text_.Add(name, FloatToJson(value)); }
  template <typename Value, size_t N>
  void OneOf(const char* name, const Word<Value> (&words)[N], Value value) {
    text_.Add(name, WordFor(value, words));
  }

 private:
  ObjectText& text_;
};

// `Value` is the type named by the function, const where it is written.

template <typename Fields, typename Value>
void DescribeLayerSettings(Fields to, Value& s) {
  to.OneOf("kind", kLayerKindWords, s.kind);
  to.OneOf("operation", kOperationWords, s.operation);
  to.Wholes("window", {&s.window.height, &s.window.width}, 1);
  to.Wholes("stride", {&s.stride.rows, &s.stride.cols}, 1);
  to.Wholes("dilation", {&s.dilation.rows, &s.dilation.cols}, 1);
  auto& p = s.padding;
  to.Wholes("padding", {&p.top, &p.bottom, &p.left, &p.right}, 0);
  to.OneOf("border", kBorderWords, s.border);
  to.Wholes("output_padding", {&s.output_padding.rows, &s.output_padding.cols}, 0);
  to.Whole("outputs", s.outputs, 1);
  to.Whole("groups", s.groups, 1);
  to.Flag("ceil_mode", s.ceil_mode);
  to.Flag("count_padding", s.count_padding);
  to.OneOf("activation", kActivationWords, s.activation);
  to.Float("leak", s.leak);
}

template <typename Fields, typename Value>
void DescribeOptimizer(Fields to, Value& optimizer) {
  to.OneOf("learner", kOptimizerWords, optimizer.kind);
  to.Number("momentum", optimizer.momentum, 0);
  to.Number("beta1", optimizer.beta1, 0);
  to.Number("beta2", optimizer.beta2, 0);
  to.Number("epsilon", optimizer.epsilon, 0);
  to.Number("weight_decay", optimizer.weight_decay, 0);
}

template <typename Fields, typename Value>
void DescribeSchedule(Fields to, Value& schedule) {
  to.OneOf("schedule", kScheduleWords, schedule.kind);
  to.Whole("schedule_every", schedule.every, 1);
  to.Number("schedule_factor", schedule.factor, 0);
  to.Whole("schedule_length", schedule.length, 1);
  to.Number("last_rate", schedule.last, 0);
}

/// What a TrainingSetup and the TrainingOptions of a run have in common.
template <typename Fields, typename Value>
void DescribeMethod(Fields to, Value& method) {
  DescribeOptimizer(to, method.optimizer);
  DescribeSchedule(to, method.schedule);
  to.OneOf("error", kErrorWords, method.error);
  to.Number("huber_delta", method.huber_delta, 0);
  to.OneOf("algorithm", kAlgorithmWords, method.algorithm);
}

template <typename Fields, typename Value>
void DescribeTrainingOptions(Fields to, Value& options) {
  to.Number("rate", options.rate, -std::numeric_limits<double>::infinity());
  to.OneOf("loss", kLossWords, options.loss);
  to.Flag("learn_bias", options.learn_bias);
  to.OneOf("operation", kOperationWords, options.operation);
  DescribeMethod(to, options);
}

template <typename Fields, typename Value>
void DescribeView(Fields to, Value& view) {
  to.OneOf("figure", kFigureWords, view.figure);
  to.Flag("reveal_output", view.reveal_output);
  to.Flag("show_numbers", view.show_numbers);
  to.Flag("show_badges", view.show_badges);
  to.Flag("show_lens", view.show_lens);
  to.Flag("log_loss", view.log_loss);
  to.OneOf("matrix", kMatrixWords, view.matrix);
}

template <typename Fields, typename Value>
void DescribeFront(Fields to, Value& front) {
  to.Whole("layer", front.layer, 0);
  to.Whole("input", front.input, 0);
  to.Whole("output", front.output, 0);
}

template <typename Fields, typename Value>
void DescribePlayback(Fields to, Value& playback) {
  to.Whole("output", playback.output, 0);
  to.WholeOrNull("terms", playback.terms, 0);
  to.Flag("loop", playback.loop);
  to.Number("speed", playback.speed, kMinSpeed);
}

/// The lesson that a session belongs to, and how far it is.
template <typename Fields, typename Value>
void DescribeLesson(Fields to, Value& session) {
  to.Text("id", session.lesson_id);
  to.Whole("steps_done", session.lesson_steps_done, 0);
  to.Flag("try_it_done", session.lesson_try_it_done);
}

}  // namespace convlens
