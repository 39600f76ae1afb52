#include "io/session/session_file.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/json/grid_json.h"
#include "io/json/json_bounds.h"
#include "model/document/session_budget.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

namespace {

Session FullSession() {
  Session session;
  session.title = "Edges \"quoted\" \xE5\x8D\xB7";
  session.lesson_id = "edge-detection";
  session.lesson_steps_done = 2;
  session.lesson_try_it_done = true;
  Document& document = session.document;
  document.input = Grid{{0.1F, -0.0F, 16777216}, {1e-45F, 3.4028235e38F, -7}};
  document.input_name = "cells\t\\.png";
  document.input_is_image = true;
  SetFrontKernel(document, {}, Grid{{1, 2}});
  document.layers[0].bias[0] = -0.3F;
  document.layers[0].settings.operation = Operation::kConvolution;
  TrainingSetup& training = document.training;
  training.rate = 1e-3F;
  training.loss = Loss::kMean;
  training.learn_bias = true;
  training.step_limit = int64_t{1} << 40;
  training.steps_per_second = 0.1;
  training.initial = InitialKernel::kGiven;
  training.seed = std::numeric_limits<uint64_t>::max();
  training.initial_kernel = Grid{{0.5F, 0.5F}};
  training.target_source = TargetSource::kFixed;
  training.reference_kernel = Grid{{1}, {-1}};
  training.reference_bias = 0.25F;
  training.fixed_target = Grid{{1, 2}, {3, 4}};
  session.view = {FigureKind::kLearn, false, false, false, false, false};
  session.playback.output = 3;
  session.playback.terms = 1;
  session.playback.loop = true;
  session.playback.speed = 2.5;
  return session;
}

Session AfterRoundTrip(const Session& session) {
  const Result<Session> read = SessionFromJson(SessionToJson(session), "test");
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  REQUIRE(read.ok());
  return *read;
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string ProblemOf(const std::string& json) {
  const Result<Session> read = SessionFromJson(json, "a.convlens");
  REQUIRE_FALSE(read.ok());
  return ToEnglish(read.problem());
}

/// The problem of a good session in which `from` stands as `to`.
std::string ProblemWith(const std::string& from, const std::string& to) {
  return ProblemOf(Replaced(SessionToJson(FullSession()), from, to));
}

}  // namespace

TEST_CASE("a new session and a session with every field changed come back equal") {
  CHECK(AfterRoundTrip(Session{}) == Session{});
  CHECK(AfterRoundTrip(FullSession()) == FullSession());
}

TEST_CASE("playing is never saved") {
  Session session;
  session.playback.playing = true;
  session.playback.carry = 0.5;
  CHECK(AfterRoundTrip(session) == Session{});
}

TEST_CASE("NaN, infinities and minus zero survive, in small and in large grids and in the bias") {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Shape shape : {Shape{2, 3}, Shape{97, 61}}) {
    Grid grid(shape);
    grid.at(0, 0) = std::nanf("");
    grid.at(0, 1) = infinity;
    grid.at(0, 2) = -infinity;
    grid.at(1, 0) = -0.0F;
    grid.at(1, 1) = std::numeric_limits<float>::denorm_min();
    Session session;
    session.document.input = grid;
    session.document.layers[0].bias[0] = infinity;
    CHECK(AfterRoundTrip(session) == session);
  }
}

TEST_CASE("every finite float32 of a random draw reads back with the same bits from its decimals") {
  Random random(5);
  Grid grid(64, 64);
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      const float value = std::bit_cast<float>(static_cast<uint32_t>(random.Next()));
      grid.at(r, c) = std::isfinite(value) ? value : 0;
    }
  }
  Session session;
  session.document.input = grid;
  CHECK(SessionToJson(session).find("float32") == std::string::npos);
  CHECK(AfterRoundTrip(session).document.input == session.document.input);
}

TEST_CASE("a large photo-like grid comes back equal and takes less room than its float32 bytes") {
  Grid grid(700, 501);
  for (int r = 0; r < grid.height(); ++r) {
    for (int c = 0; c < grid.width(); ++c) {
      grid.at(r, c) = static_cast<float>((r * r / 7 + c * 3) % 256) / 255.0F;
    }
  }
  Session session;
  session.document.input = grid;
  CHECK(AfterRoundTrip(session) == session);
  CHECK(SessionToJson(session).size() < 700 * 501 * 4);
}

TEST_CASE("a file that is not a session says so") {
  CHECK(ProblemOf("") == "a.convlens is empty.");
  CHECK(ProblemOf(" \n") == "a.convlens is empty.");
  CHECK(ProblemOf("hello") == "a.convlens is not valid JSON: the error is at character 1.");
  CHECK(ProblemOf("[1]") == "a.convlens: its text is not a JSON object.");
  CHECK(ProblemOf("{}") == "a.convlens is not a ConvLens session: the field convlens is missing.");
  CHECK(ProblemOf("{\"convlens\":1e999}") == "a.convlens holds a number that is too large.");
}

TEST_CASE("an unknown version names both versions") {
  CHECK(ProblemWith("\"convlens\":2", "\"convlens\":3") ==
        "a.convlens is a session of version 3, and this program reads versions 1 to 2 only.");
  CHECK(ProblemWith("\"convlens\":2", "\"convlens\":\"1\"") ==
        "a.convlens: convlens is not a whole number.");
}

TEST_CASE("a session cut off anywhere is one message, never a session") {
  const std::string whole = SessionToJson(FullSession());
  for (size_t length = 1; length + 2 < whole.size(); ++length) {
    const std::string problem = ProblemOf(whole.substr(0, length));
    CHECK(problem == "a.convlens ends too early: part of the file is missing.");
  }
}

TEST_CASE("a missing field is named with its path") {
  CHECK(ProblemWith("\"bias\":", "\"bios\":") ==
        "a.convlens: the field document.layers[0].bias is missing.");
  CHECK(ProblemWith("\"training\":", "\"draining\":") ==
        "a.convlens: the field document.training is missing.");
  CHECK(ProblemWith("\"speed\":", "\"speeed\":") ==
        "a.convlens: the field playback.speed is missing.");
}

TEST_CASE("a field of a wrong type is named with what it should be") {
  CHECK(ProblemWith("\"bias\":[-0.3]", "\"bias\":{}") ==
        "a.convlens: document.layers[0].bias is not a number.");
  CHECK(ProblemWith("\"loop\":true", "\"loop\":1") ==
        "a.convlens: playback.loop is not true or false.");
  CHECK(ProblemWith("\"id\":\"edge-detection\"", "\"id\":3") ==
        "a.convlens: lesson.id is not a string.");
  CHECK(ProblemWith("\"output\":3", "\"output\":3.5") ==
        "a.convlens: playback.output is not a whole number.");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":7") ==
        "a.convlens: document.layers[0].weights is not a grid.");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":[1,2]") ==
        "a.convlens: document.layers[0].weights is not a list of rows.");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":[[1,\"two\"]]") ==
        "a.convlens: document.layers[0].weights[0][1] is not a number.");
  CHECK(ProblemWith("\"rate\":0.001", "\"rate\":\"NaN\"") ==
        "a.convlens: document.training.rate is not a number.");
}

TEST_CASE("a bad value is named with its range") {
  CHECK(ProblemWith("\"output\":3", "\"output\":-1") ==
        "a.convlens: playback.output is -1, which is out of range.");
  CHECK(ProblemWith("\"output\":3", "\"output\":18446744073709551615") ==
        "a.convlens: playback.output is 18446744073709551615, which is out of range.");
  CHECK(ProblemWith("\"rate\":0.001", "\"rate\":1e300") ==
        "a.convlens: document.training.rate is 1e+300, which is out of range.");
  CHECK(ProblemWith("\"speed\":2.5", "\"speed\":0") ==
        "a.convlens: playback.speed is 0, which is out of range.");
  CHECK(ProblemWith("\"operation\":\"convolution\"", "\"operation\":\"both\"") ==
        "a.convlens: document.layers[0].operation is not one of \"correlation\", "
        "\"convolution\".");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":[]") ==
        "a.convlens: document.layers[0].weights has no cells.");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":[[1,2],[3]]") ==
        "a.convlens: document.layers[0].weights[1] has 1 numbers where the first row has 2.");
  CHECK(ProblemWith("\"weights\":[[1,2]]", "\"weights\":[[1,1e39]]") ==
        "a.convlens: document.layers[0].weights[0][1] is not a number.");
}

TEST_CASE("a kernel over 255 cells a side is refused") {
  CHECK(ProblemWith("\"window\":[1,2]", "\"window\":[1,256]") ==
        "a.convlens: the settings of document.layers[0] are impossible.");
}

TEST_CASE("packed grids that claim absurd sizes are refused before memory is taken for them") {
  const auto with = [](const std::string& grid) {
    return ProblemWith("\"weights\":[[1,2]]", "\"weights\":" + grid);
  };
  const std::string too_many =
      "a.convlens: A session may hold at most 512 million numbers in its grids, pairs and kernels: "
      "use a smaller input, or fewer pairs or layers.";
  CHECK(with("{\"shape\":[1000000000,1000000000],\"float32\":\"\"}") == too_many);
  CHECK(with("{\"shape\":[18446744073709551615,1],\"float32\":\"\"}") == too_many);
  const std::string full = SessionToJson(FullSession());
  CHECK(
      ProblemOf(Replaced(full, "[[1,2],[3,4]]", "{\"shape\":[8192,8192],\"float32\":\"eJw=\"}")) ==
      "a.convlens: document.training.fixed_target.float32 does not hold the 8192×8192 numbers "
      "that it should.");
}

TEST_CASE("packed grids that are damaged are named") {
  const auto with = [](const std::string& grid) { return ProblemWith("[[1,2],[3,4]]", grid); };
  const std::string field = "a.convlens: document.training.fixed_target";
  CHECK(with("{\"shape\":[1,1],\"float32\":\"a b=\"}") == field + ".float32 is not Base64.");
  CHECK(with("{\"shape\":[1,1],\"float32\":\"abc\"}") == field + ".float32 is not Base64.");
  CHECK(with("{\"shape\":[1,1],\"float32\":\"AAAAAAAA\"}") ==
        field + ".float32 is not deflated data, or it is damaged.");
  CHECK(with("{\"shape\":[1,-1],\"float32\":\"\"}") ==
        field + ".shape is not a height and a width.");
  CHECK(with("{\"shape\":[1,1],\"float32\":1}") == field + ".float32 is not a string.");
  CHECK(with("{\"float32\":\"\"}") ==
        "a.convlens: the field document.training.fixed_target.shape is missing.");
}

TEST_CASE("a packed grid of another size than it says is refused, larger or smaller") {
  Session session;
  session.document.input = Grid(80, 80, 0.25F);
  const std::string json = SessionToJson(session);
  for (const std::string shape : {"[80,79]", "[80,81]"}) {
    const std::string problem = ProblemOf(Replaced(json, "[80,80]", shape));
    CHECK(problem.find("document.input.channels[0].float32 does not hold the 80×") !=
          std::string::npos);
  }
}

TEST_CASE("a saved session loads from its file, and a missing one is named") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder / "work.convlens";
  REQUIRE(SaveSession(path, FullSession()).ok());
  const Result<Session> loaded = LoadSession(path);
  REQUIRE(loaded.ok());
  CHECK(*loaded == FullSession());
  const Result<Session> missing = LoadSession(folder / "gone.convlens");
  REQUIRE_FALSE(missing.ok());
  CHECK(ToEnglish(missing.problem()) ==
        "There is no file " + (folder / "gone.convlens").string() + ".");
}

TEST_CASE("a stack of layers with all their settings comes back, with the pair in front") {
  Session session;
  session.document.input = Tensor(TensorShape{2, {9, 8}});
  LayerSettings first;
  first.window = {3, 2};
  first.stride = {2, 1};
  first.dilation = {1, 2};
  first.padding = {1, 0, 2, 1};
  first.border = Border::kReflect;
  first.outputs = 4;
  first.groups = 2;
  first.activation = Activation::kLeakyReLU;
  first.leak = 0.2F;
  LayerSettings pool;
  pool.kind = LayerKind::kMaxPool;
  pool.ceil_mode = true;
  LayerSettings last;
  last.kind = LayerKind::kTransposed;
  last.stride = {2, 2};
  last.output_padding = {1, 0};
  last.outputs = 3;
  session.document.layers = {RandomLayer(first, 2, 1), ZeroLayer(pool, 4), RandomLayer(last, 4, 2)};
  session.front = {2, 3, 1};
  CHECK(AfterRoundTrip(session) == session);
}

TEST_CASE("kernels that do not fit the channels are refused") {
  CHECK(ProblemWith("\"outputs\":1", "\"outputs\":2") ==
        "a.convlens: the kernels or biases of document.layers[0] do not fit its settings and "
        "channels.");
}

TEST_CASE("a session of version 1 still opens") {
  const Result<Session> session = SessionFromJson(R"({"convlens":1,
 "title":"figure-6-2-1",
 "lesson":{"id":"figure-6-2-1","steps_done":0,"try_it_done":false},
 "document":{"input":{"grid":[[0,1,2],[3,4,5],[6,7,8]],"name":"","is_image":false},
  "layer":{"kernel":[[0,1,5]],"bias":0.5,"operation":"convolution"},
  "training":{"rate":0.03,"loss":"sum","learn_bias":false,"step_limit":10,"steps_per_second":4,
   "initial":"random","seed":7,"initial_kernel":[],"target_source":"reference_kernel",
   "reference_kernel":[[1,-1]],"reference_bias":0,"fixed_target":[]}},
 "view":{"figure":"explore","reveal_output":true,"show_numbers":true,"show_badges":true,
  "show_lens":true,"log_loss":true},
 "playback":{"output":0,"terms":null,"loop":false,"speed":1}})",
                                                  "a.convlens");
  REQUIRE(session.ok());
  REQUIRE(session->document.layers.size() == 1);
  CHECK(FrontKernel(session->document, {}) == Grid{{0, 1, 5}});
  CHECK(FrontBias(session->document, {}) == 0.5F);
  CHECK(session->document.layers[0].settings.window == Shape{1, 3});
  CHECK(session->document.layers[0].settings.operation == Operation::kConvolution);
}

TEST_CASE("a session of version 2 from before stacks learned still opens") {
  const Session session = FullSession();
  const std::string field =
      "\"hidden_seed\":" + std::to_string(session.document.training.hidden_seed) + ",";
  const std::string json = SessionToJson(session);
  REQUIRE(json.find(field) != std::string::npos);
  const Result<Session> older = SessionFromJson(Replaced(json, field, ""), "a.convlens");
  REQUIRE(older.ok());
  CHECK(*older == session);
}

TEST_CASE("a session that could not be opened again once saved is not opened") {
  CHECK(
      ProblemOf(R"({"convlens":1,"document":{"input":{"channels":[[[1]],[[2]],[[3]]]},
                     "layer":{"kernel":[[1]]}}})") ==
      "a.convlens: the kernels or biases of document.layer do not fit its settings and channels.");
  CHECK(ProblemOf(R"({"convlens":1,"document":{"training":{"method":{"held_out":
                     {"target":[[1]]}}}}})") ==
        "a.convlens: the field document.training.method.held_out.input is missing.");
  CHECK(ProblemOf(R"({"convlens":1,"document":{"training":{"method":{"more_pairs":
                     [{"input":[[1]]}]}}}})") ==
        "a.convlens: the field document.training.method.more_pairs[0].target is missing.");
}

std::string Repeated(const std::string& text, int times) {
  std::string all = text;
  for (int i = 1; i < times; ++i) all.append(1, ',').append(text);
  return all;
}

TEST_CASE("a session beyond the budget is refused by name, before memory is taken") {
  // What is said of packed grids comes before they are decoded: the texts are none.
  const std::string large = R"({"shape":[8192,8192],"float32":"?"})";
  CHECK(ProblemOf(R"({"convlens":1,"document":{"input":{"grid":)" + large + "}}}") ==
        "a.convlens: document.input.grid.float32 is not Base64.");
  const std::string too_many =
      "a.convlens: A session may hold at most 512 million numbers in its grids, pairs and kernels: "
      "use a smaller input, or fewer pairs or layers.";
  CHECK(ProblemOf(R"({"convlens":1,"document":{"input":{"channels":[)" + Repeated(large, 9) +
                  "]}}}") == too_many);
  const std::string pair = R"({"input":)" + large + R"(,"target":)" + large + "}";
  CHECK(ProblemOf(R"({"convlens":1,"document":{"training":{"method":{"more_pairs":[)" +
                  Repeated(pair, 5) + "]}}}}") == too_many);
  // Sides whose product is beyond 64 bits.
  const std::string endless =
      R"({"shape":[18446744073709551615,18446744073709551615],"float32":""})";
  CHECK(ProblemOf(R"({"convlens":1,"document":{"input":{"grid":)" + endless + "}}}") == too_many);
}

TEST_CASE("the lists of a session have an end") {
  CHECK(ProblemOf(R"({"convlens":1,"document":{"layers":[)" + Repeated("{}", 1'000'000) + "]}}") ==
        "a.convlens: document.layers has 1000000 items, more than the allowed 4096.");
  CHECK(ProblemOf(R"({"convlens":1,"runs":[)" + Repeated("{}", 257) + "]}") ==
        "a.convlens: A session may have at most 256 runs: delete some.");
  CHECK(ProblemOf(R"({"convlens":1,"document":{"input":{"channels":[)" + Repeated("[[0]]", 70'000) +
                  R"(]},"layers":[{"kind":"max_pool",
                  "window":[1,1]}]}})") ==
        "a.convlens: A session may have at most 65536 channels in its inputs, targets and layers: "
        "use fewer.");
}

TEST_CASE("kernels of another shape than the layer's are refused before they are read") {
  const std::string wide = R"({"shape":[4096,65536],"float32":"?"})";
  CHECK(ProblemOf(R"({"convlens":1,"document":{"layers":[{"weights":)" + wide + "}]}}") ==
        "a.convlens: the kernels or biases of document.layers[0] do not fit its settings and "
        "channels.");
}

TEST_CASE("JSON is measured before it is parsed") {
  CHECK(ProblemOf("[" + Repeated("0", kMaxJsonValues) + "]") ==
        "a.convlens holds more than 4 million values: remove grids, layers or runs from it.");
  CHECK(ProblemOf(std::string(1'000'000, '[')) ==
        "a.convlens holds lists within lists, more than 64 deep: it is not a ConvLens file.");
  // Brackets and commas of texts do not count, whatever stands before their end.
  const std::string text = R"("[[,\\\"[[\\")";
  CHECK_FALSE(JsonBoundsProblem("[" + Repeated(text, 100) + "]", "a"));
  CHECK(JsonBoundsProblem("[" + text + std::string(64, '['), "a"));
}

TEST_CASE("many small grids are packed beyond a share, and open again") {
  Session session;
  Document& document = session.document;
  document.input.channels.assign(300, SharedGrid(Grid(32, 32)));
  document.input.channels.back() = NormalGrid({32, 32}, 3);
  FitChannels(document, 0);
  const std::string json = SessionToJson(session);
  CHECK(json.find("\"float32\"") != std::string::npos);
  CHECK(json.find("[[0,0,") != std::string::npos);
  CHECK(AfterRoundTrip(session) == session);
}

TEST_CASE("the largest document of many parts opens again") {
  Session session;
  Document& document = session.document;
  LayerSettings pooling;
  pooling.kind = LayerKind::kMaxPool;
  pooling.window = {1, 1};
  document.layers.assign(kMaxSessionItems, ZeroLayer(pooling, 1));
  const SharedGrid cells = Grid(8, 8);
  document.input.channels.assign(30'000, cells);
  document.training.more_pairs.assign(kMaxSessionItems, {Tensor(cells), Tensor(cells)});
  session.runs.assign(kMaxSessionRuns, RunRecord{});
  for (RunRecord& run : session.runs) {
    for (int64_t step = 0; step < 1024; ++step)
      run.losses.Add(step, 0.1 * static_cast<double>(step));
    run.held_out_losses = run.losses;
    run.layers.assign(kMaxRunLayers, ZeroLayer(pooling, 1));
  }
  REQUIRE_FALSE(BudgetProblem(session));
  const Result<Session> read = SessionFromJson(SessionToJson(session), "test");
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  CHECK(read.ok());
}
