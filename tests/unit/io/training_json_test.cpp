#include <doctest/doctest.h>

#include "io/session/session_file.h"

using namespace convlens;

namespace {

TrainingSetup UnusualSetup() {
  TrainingSetup setup;
  setup.optimizer = {Optimizer::kAdam, 0.5, 0.25, 0.125, 1e-6, 0.75};
  setup.schedule = {Schedule::Kind::kCosine, 7, 0.3, int64_t{1} << 40, 1e-4};
  setup.error = ErrorMeasure::kHuber;
  setup.huber_delta = 0.1;
  setup.algorithm = TrainingAlgorithm::kNormalEquations;
  setup.initialization = Initialization::kXavier;
  setup.noise = 0.3;
  setup.noise_seed = 99;
  setup.more_pairs = {{Grid{{1, 2}}, Grid{{3}}}, {Grid(90, 90, 0.5F), Grid(89, 90, 1)}};
  setup.held_out = TrainingPair{Grid{{4, 5}}, Grid{{6}}};
  return setup;
}

}  // namespace

TEST_CASE("the method of training comes back from a session file as it was") {
  Session session;
  session.document.training = UnusualSetup();
  const Result<Session> read = SessionFromJson(SessionToJson(session), "test");
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  REQUIRE(read.ok());
  CHECK(read->document.training == UnusualSetup());
}

TEST_CASE("a session from before there was a choice trains as it did") {
  const Session session;
  std::string text = SessionToJson(session);
  const size_t at = text.find(",\"method\":");
  REQUIRE(at != std::string::npos);
  const size_t end = text.find("}}", at);
  REQUIRE(end != std::string::npos);
  text.erase(at, end + 1 - at);
  const Result<Session> read = SessionFromJson(text, "test");
  INFO((read.ok() ? "" : ToEnglish(read.problem())));
  REQUIRE(read.ok());
  CHECK(*read == session);
}

TEST_CASE("a method that is none is named with its place") {
  std::string text = SessionToJson({});
  const std::string word = "\"learner\":\"sgd\"";
  text.replace(text.find(word), word.size(), "\"learner\":\"magic\"");
  const Result<Session> read = SessionFromJson(text, "a.convlens");
  REQUIRE_FALSE(read.ok());
  CHECK(ToEnglish(read.problem()).find("document.training.method.learner") != std::string::npos);
}
