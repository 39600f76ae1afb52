#include "io/session/session_writer.h"

#include <algorithm>

#include "io/json/grid_json.h"
#include "io/json/json_text.h"
#include "io/json/run_json.h"
#include "io/json/session_fields.h"
#include "io/json/training_json.h"
#include "io/session/session_file.h"

namespace convlens {
namespace {

/// The field of one channel is its grid; several are a list, in a field of another name.
std::string TensorField(const char* name, const Tensor& tensor) {
  return std::string(name).append(tensor.channels.size() > 1 ? "_channels" : "");
}

std::string FloatsText(const std::vector<float>& numbers) {
  std::string text = "[";
  for (const float number : numbers) {
    if (text.size() > 1) text.append(1, ',');
    text.append(FloatToJson(number));
  }
  return text.append(1, ']');
}

std::string LessonText(const Session& session) {
  ObjectText text;
  DescribeLesson(Writing(text), session);
  return text.Close();
}

std::string FrontText(const Front& front) {
  ObjectText text;
  DescribeFront(Writing(text), front);
  return text.Close();
}

std::string ViewText(const ViewSettings& view) {
  ObjectText text;
  DescribeView(Writing(text), view);
  return text.Close();
}

std::string PlaybackText(const Playback& playback) {
  ObjectText text;
  DescribePlayback(Writing(text), playback);
  return text.Close();
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
  ObjectText text;
  DescribeLayerSettings(Writing(text), layer.settings);
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
                                .Add("name", QuotedJson(document.input_name))
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
  DescribeMethod(Writing(text), training);
  text.Add("initialization", WordFor(training.initialization, kInitializationWords))
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
                         .Add("title", QuotedJson(session.title))
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
