#include "io/session/session_writer.h"

#include <algorithm>

#include "io/json/grid_json.h"
#include "io/json/json_text.h"
#include "io/json/run_json.h"
#include "io/json/training_json.h"
#include "io/session/session_file.h"
#include "layer/settings/layer_words.h"
#include "model/document/document_words.h"
#include "train/setup/training_words.h"

namespace convlens {
namespace {

/// The field of one channel is its grid; several are a list, in a field of another name.
std::string TensorField(const char* name, const Tensor& tensor) {
  return std::string(name).append(tensor.channels.size() > 1 ? "_channels" : "");
}

std::string LessonText(const Session& session) {
  return ObjectText()
      .Add("id", Quoted(session.lesson_id))
      .Add("steps_done", std::to_string(session.lesson_steps_done))
      .AddFlag("try_it_done", session.lesson_try_it_done)
      .Close();
}

std::string NumbersText(std::initializer_list<int> numbers) {
  std::string text = "[";
  for (const int number : numbers) {
    if (text.size() > 1) text.append(1, ',');
    text.append(std::to_string(number));
  }
  return text.append(1, ']');
}

std::string FloatsText(const std::vector<float>& numbers) {
  std::string text = "[";
  for (const float number : numbers) {
    if (text.size() > 1) text.append(1, ',');
    text.append(FloatToJson(number));
  }
  return text.append(1, ']');
}

ObjectText SettingsText(const LayerSettings& s) {
  ObjectText text;
  const Sides& p = s.padding;
  text.Add("kind", WordFor(s.kind, kLayerKindWords))
      .Add("operation", WordFor(s.operation, kOperationWords))
      .Add("window", NumbersText({s.window.height, s.window.width}))
      .Add("stride", NumbersText({s.stride.rows, s.stride.cols}))
      .Add("dilation", NumbersText({s.dilation.rows, s.dilation.cols}))
      .Add("padding", NumbersText({p.top, p.bottom, p.left, p.right}))
      .Add("border", WordFor(s.border, kBorderWords))
      .Add("output_padding", NumbersText({s.output_padding.rows, s.output_padding.cols}))
      .Add("outputs", std::to_string(s.outputs))
      .Add("groups", std::to_string(s.groups))
      .AddFlag("ceil_mode", s.ceil_mode)
      .AddFlag("count_padding", s.count_padding)
      .Add("activation", WordFor(s.activation, kActivationWords))
      .Add("leak", FloatToJson(s.leak));
  return text;
}

std::string FrontText(Front front) {
  return ObjectText()
      .Add("layer", std::to_string(front.layer))
      .Add("input", std::to_string(front.input))
      .Add("output", std::to_string(front.output))
      .Close();
}

std::string ViewText(const ViewSettings& view) {
  return ObjectText()
      .Add("figure", WordFor(view.figure, kFigureWords))
      .AddFlag("reveal_output", view.reveal_output)
      .AddFlag("show_numbers", view.show_numbers)
      .AddFlag("show_badges", view.show_badges)
      .AddFlag("show_lens", view.show_lens)
      .AddFlag("log_loss", view.log_loss)
      .Add("matrix", WordFor(view.matrix, kMatrixWords))
      .Close();
}

std::string PlaybackText(const Playback& playback) {
  return ObjectText()
      .Add("output", std::to_string(playback.output))
      .Add("terms", playback.terms ? std::to_string(*playback.terms) : "null")
      .AddFlag("loop", playback.loop)
      .Add("speed", DoubleToJson(playback.speed))
      .Close();
}

}  // namespace

std::string SessionWriter::GridText(const SharedGrid& grid) {
  if (grid->count() <= kMaxCellsAsRows) {
    cells_as_rows_ += grid->count();
    const bool as_rows = grid->empty() || cells_as_rows_ <= kMaxCellsAsRowsInAll;
    return as_rows ? GridToJson(grid) : PackedGridToJson(grid);
  }
  if (kept_ != nullptr && !in_run_ && grid->count() >= kMinKeptCells) return kept_->TextOf(grid);
  for (const Packed& packed : known_) {
    if (packed.grid.SameAs(grid)) {
      used_.push_back(packed);
      return packed.text;
    }
  }
  used_.push_back({grid, PackedGridToJson(grid)});
  return used_.back().text;
}

std::string SessionWriter::LayerText(const Layer& layer) {
  ObjectText text = SettingsText(layer.settings);
  if (layer.settings.has_weights()) {
    text.Add("weights", GridText(layer.weights.matrix())).Add("bias", FloatsText(layer.bias));
  }
  if (!layer.learns) text.AddFlag("learns", false);
  return text.Close();
}

std::string SessionWriter::LayersText(const std::vector<Layer>& layers) {
  std::string text(1, '[');
  for (const Layer& layer : layers) {
    if (text.size() > 1) text.append(",\n   ");
    text.append(LayerText(layer));
  }
  return text.append(1, ']');
}

std::string SessionWriter::DocumentText(const Document& document) {
  const std::string input = ObjectText()
                                .Add("channels", ChannelsText(document.input))
                                .Add("name", Quoted(document.input_name))
                                .AddFlag("is_image", document.input_is_image)
                                .Close();
  ObjectText text(",\n  ");
  text.Add("input", input)
      .Add("layers", LayersText(document.layers))
      .Add("training", TrainingText(document.training));
  // Layers to start from that do not fit any more are of no use.
  const std::vector<Layer>& initial = document.training.initial_layers;
  if (SameShapes(initial, document.layers)) text.Add("initial_layers", LayersText(initial));
  return text.Close();
}

std::string SessionWriter::TrainingText(const TrainingSetup& training) {
  return ObjectText()
      .Add("rate", FloatToJson(training.rate))
      .Add("loss", WordFor(training.loss, kLossWords))
      .AddFlag("learn_bias", training.learn_bias)
      .Add("step_limit", std::to_string(training.step_limit))
      .Add("steps_per_second", DoubleToJson(training.steps_per_second))
      .Add("initial", WordFor(training.initial, kInitialWords))
      .Add("seed", std::to_string(training.seed))
      .Add("initial_kernel", GridText(training.initial_kernel))
      .Add("target_source", WordFor(training.target_source, kTargetWords))
      .Add("reference_kernel", GridText(training.reference_kernel))
      .Add("reference_bias", FloatToJson(training.reference_bias))
      .Add("hidden_seed", std::to_string(training.hidden_seed))
      .Add(TensorField("fixed_target", training.fixed_target), TensorText(training.fixed_target))
      .Add("method", MethodText(training))
      .Close();
}

std::string SessionWriter::TensorText(const Tensor& tensor) {
  if (tensor.channels.size() > 1) return ChannelsText(tensor);
  return GridText(tensor.channels.empty() ? SharedGrid() : tensor[0]);
}

std::string SessionWriter::ChannelsText(const Tensor& tensor) {
  std::string channels(1, '[');
  for (const SharedGrid& channel : tensor.channels) {
    if (channels.size() > 1) channels.append(1, ',');
    channels.append(GridText(channel));
  }
  return channels.append(1, ']');
}

std::string SessionWriter::PairText(const TrainingPair& pair) {
  return ObjectText()
      .Add(TensorField("input", pair.input), TensorText(pair.input))
      .Add(TensorField("target", pair.target), TensorText(pair.target))
      .Close();
}

std::string SessionWriter::MethodText(const TrainingSetup& training) {
  std::string pairs(1, '[');
  for (const TrainingPair& pair : training.more_pairs) {
    if (pairs.size() > 1) pairs.append(1, ',');
    pairs.append(PairText(pair));
  }
  ObjectText text;
  AddMethod(text, training.learner, training.schedule);
  text.Add("error", WordFor(training.error, kErrorWords))
      .Add("huber_delta", DoubleToJson(training.huber_delta))
      .Add("algorithm", WordFor(training.algorithm, kAlgorithmWords))
      .Add("initialization", WordFor(training.initialization, kInitializationWords))
      .Add("noise", DoubleToJson(training.noise))
      .Add("noise_seed", std::to_string(training.noise_seed))
      .Add("more_pairs", pairs.append(1, ']'));
  if (training.held_out) text.Add("held_out", PairText(*training.held_out));
  return text.Close();
}

std::string SessionWriter::RunText(const RunRecord& run) {
  return RunToJson(run, GridText(run.kernel), LayersText(run.layers));
}

std::string SessionWriter::RunsText(const std::vector<RunRecord>& runs) {
  std::vector<KnownRun> written;
  in_run_ = true;
  std::string text(1, '[');
  for (const RunRecord& run : runs) {
    const auto known = std::find_if(known_runs_.begin(), known_runs_.end(),
                                    [&](const KnownRun& other) { return other.run == run; });
    if (known != known_runs_.end()) {
      written.push_back(*known);
      cells_as_rows_ += known->cells_as_rows;
    } else {
      const int64_t before = cells_as_rows_;
      std::string run_text = RunText(run);
      written.push_back({run, std::move(run_text), cells_as_rows_ - before});
    }
    if (text.size() > 1) text.append(",\n  ");
    text.append(written.back().text);
  }
  in_run_ = false;
  known_runs_ = std::move(written);
  return text.append(1, ']');
}

std::string SessionWriter::Write(const Session& session) {
  cells_as_rows_ = 0;
  std::string text = ObjectText(",\n ")
                         .Add("convlens", std::to_string(kSessionSchema))
                         .Add("title", Quoted(session.title))
                         .Add("lesson", LessonText(session))
                         .Add("document", DocumentText(session.document))
                         .Add("front", FrontText(session.front))
                         .Add("view", ViewText(session.view))
                         .Add("playback", PlaybackText(session.playback))
                         .Add("runs", RunsText(session.runs))
                         .Close();
  text.append(1, '\n');
  known_ = std::move(used_);
  used_.clear();
  return text;
}

}  // namespace convlens
