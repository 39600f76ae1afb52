#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "io/session/session_file.h"
#include "io/session/session_writer.h"
#include "layer/settings/stack_text.h"

using namespace convlens;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

RunRecord UnusualRun() {
  RunRecord run;
  run.name = "slow \"α\"";
  run.options.rate = 0.1;
  run.options.loss = Loss::kMean;
  run.options.learn_bias = true;
  run.options.operation = Operation::kConvolution;
  run.options.error = ErrorMeasure::kHuber;
  run.options.huber_delta = 0.25;
  run.options.optimizer = {Optimizer::kAdam, 0.5, 0.25, 0.125, 1e-6, 0.75};
  run.options.schedule = {Schedule::Kind::kStep, 7, 0.3, 40, 1e-4};
  run.options.algorithm = TrainingAlgorithm::kNormalEquations;
  run.seed = std::numeric_limits<uint64_t>::max();
  run.steps = int64_t{1} << 40;
  for (int64_t step = 0; step < 50; ++step) run.losses.Add(3 * step, 1.0 / (1.0 + double(step)));
  run.losses.Add(151, kInfinity);
  run.held_out_losses.Add(0, 1e-300);
  run.kernel = Grid{{0.1F, -2}, {3, 4}};
  run.bias = -0.5F;
  return run;
}

Session SessionWith(std::vector<RunRecord> runs) {
  Session session;
  session.runs = std::move(runs);
  return session;
}

std::string Replaced(std::string text, const std::string& part, const std::string& by) {
  REQUIRE(text.find(part) != std::string::npos);
  return text.replace(text.find(part), part.size(), by);
}

}  // namespace

TEST_CASE("the runs of a session come back from its file bit for bit") {
  const Session session = SessionWith({{}, UnusualRun()});
  const Result<Session> read = SessionFromJson(SessionToJson(session), "test");
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  REQUIRE(read.ok());
  CHECK(*read == session);
}

TEST_CASE("the layers of a run come back, whatever the session's own are by then") {
  const auto check = [](const char* stack, int inputs, int outputs) {
    std::vector<LayerSettings> settings = *ParseStack(stack);
    settings.front().outputs = settings.front().pooling() ? inputs : outputs;
    RunRecord run = UnusualRun();
    run.kernel = {};
    int channels = inputs;
    for (const LayerSettings& layer : settings) {
      run.layers.push_back(RandomLayer(layer, channels, run.layers.size()));
      if (!layer.pooling()) channels = layer.outputs;
    }
    run.layers.back().learns = false;
    const Session session = SessionWith({run});
    const Result<Session> read = SessionFromJson(SessionToJson(session), "test");
    INFO((read.ok() ? "" : ToEnglish(read.problem())));
    REQUIRE(read.ok());
    CHECK(*read == session);
  };
  check("k3p1,k2s2", 1, 4);
  check("max:k2s2,k3", 3, 1);
  check("transposed:k2s2,k3x5d2", 2, 3);
  check("k31,k31", 1, 40);
}

TEST_CASE("layers of a run that do not fit together are named with their place") {
  RunRecord run;
  run.layers = {RandomLayer((*ParseStack("k3")).front(), 2, 1)};
  const std::string text =
      Replaced(SessionToJson(SessionWith({run})), "\"input_channels\":2", "\"input_channels\":3");
  const Result<Session> read = SessionFromJson(text, "a.convlens");
  REQUIRE_FALSE(read.ok());
  CHECK(ToEnglish(read.problem()).find("runs[0].layers[0]") != std::string::npos);
}

TEST_CASE("a loss that is no number comes back as none") {
  RunRecord run = UnusualRun();
  run.losses.Add(160, std::nan(""));
  const Result<Session> read = SessionFromJson(SessionToJson(SessionWith({run})), "test");
  REQUIRE(read.ok());
  CHECK(std::isnan(read->runs[0].losses.points().back().loss));
}

TEST_CASE("a session from before runs were saved has none") {
  const std::string text = SessionToJson({});
  const size_t at = text.rfind(",\n \"runs\"");
  REQUIRE(at != std::string::npos);
  const Result<Session> read = SessionFromJson(text.substr(0, at) + "}", "test");
  REQUIRE(read.ok());
  CHECK(read->runs.empty());
}

TEST_CASE("a run that makes no sense is named with its place") {
  const std::string text = SessionToJson(SessionWith({UnusualRun()}));
  const auto problem = [](const std::string& json) {
    const Result<Session> read = SessionFromJson(json, "a.convlens");
    REQUIRE_FALSE(read.ok());
    return ToEnglish(read.problem());
  };
  SUBCASE("steps that go back") {
    CHECK(problem(Replaced(text, "[0,3,6,", "[0,3,2,")).find("runs[0].losses") !=
          std::string::npos);
  }
  SUBCASE("more steps than losses") {
    CHECK(problem(Replaced(text, "[0,3,6,", "[0,3,4,6,")).find("runs[0].losses") !=
          std::string::npos);
  }
  SUBCASE("a word among the losses") {
    CHECK(problem(Replaced(text, "\"Infinity\"", "\"much\"")).find("runs[0].losses.losses") !=
          std::string::npos);
  }
  SUBCASE("a loss beyond all numbers") {
    CHECK(SessionFromJson(Replaced(text, "1e-300", "1e999"), "a.convlens").ok() == false);
  }
  SUBCASE("an optimizer that is none") {
    CHECK(problem(Replaced(text, "\"learner\":\"adam\"", "\"learner\":\"magic\""))
              .find("runs[0].options.learner") != std::string::npos);
  }
}

TEST_CASE("a writer that knows a run already writes the same") {
  SessionWriter writer;
  const Session session = SessionWith({UnusualRun()});
  const std::string first = writer.Write(session);
  CHECK(writer.Write(session) == first);
  Session renamed = session;
  renamed.runs[0].name = "fast";
  CHECK(writer.Write(renamed) == SessionToJson(renamed));
}
