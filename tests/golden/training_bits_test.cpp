// What training learns, to the last bit: for each instruction set of this machine, in debug and
// release builds alike. training_bits.txt holds a hash of each result. A change in the order of
// core's sums rightly changes them: then run the test with CONVLENS_ACCEPT=1, and once more without
// it in the other kind of build.

#include <doctest/doctest.h>

#include <bit>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "core/grid/targets.h"
#include "unit/train/data.h"

using namespace convlens;

namespace {

constexpr const char* kFile = CONVLENS_GOLDEN_FOLDER "/training_bits.txt";
using Hashes = std::map<std::string, std::string>;

/// FNV-1a.
class Hash {
 public:
  void Add(uint64_t bits) {
    for (int byte = 0; byte < 8; ++byte) {
      value_ = (value_ ^ (bits >> (8 * byte) & 0xFF)) * 0x100000001B3ULL;
    }
  }
  std::string Text() const {
    std::ostringstream text;
    text << std::hex << value_;
    return text.str();
  }

 private:
  uint64_t value_ = 0xCBF29CE484222325ULL;
};

struct Run {
  std::string name;
  TrainingData data;
  TrainingOptions options;
  Shape kernel;
};

std::vector<Run> Runs() {
  std::vector<Run> runs;
  for (const char* optimizer : {"sgd", "momentum", "nesterov", "adam"}) {
    TrainingOptions options{.rate = 0.003, .learn_bias = true};
    options.optimizer.kind = OptimizerNamed(optimizer);
    runs.push_back({std::string("book-") + optimizer, BookData(), options, {1, 2}});
    options.rate = 1e-4;
    options.operation = Operation::kConvolution;
    const TrainingPair pair = PairOf({37, 53}, NormalGrid({5, 5}, 3), 1, 0.5F);
    runs.push_back({std::string("37x53-") + optimizer, {{pair}}, options, {5, 5}});
  }
  const TrainingPair pair = PairOf({40, 29}, NormalGrid({3, 3}, 3), 2, 0.5F);
  TrainingOptions huber{.rate = 1e-3, .error = ErrorMeasure::kHuber};
  huber.schedule = {.kind = Schedule::Kind::kCosine, .length = 200};
  runs.push_back({"huber-cosine", {{pair}}, huber, {3, 3}});
  TrainingOptions normal{.rate = 1e-3, .learn_bias = true};
  normal.optimizer.weight_decay = 0.1;
  normal.algorithm = TrainingAlgorithm::kNormalEquations;
  runs.push_back({"normal-equations", {{pair}}, normal, {3, 3}});
  return runs;
}

std::string ResultOf(const Run& run) {
  const Grid start = InitializedKernel(Initialization::kXavier, run.kernel, 7);
  Trainer trainer(run.data, run.options, TrainingState{start, 0, 0});
  Hash hash;
  for (int i = 0; i < 100; ++i) hash.Add(std::bit_cast<uint64_t>(trainer.Step()));
  for (const double parameter : trainer.state().memory.parameters) {
    hash.Add(std::bit_cast<uint64_t>(parameter));
  }
  return hash.Text();
}

Hashes HashesOfThisMachine() {
  Hashes hashes;
  for (const std::string& target : AttainableTargets()) {
    REQUIRE(ForceTarget(target));
    for (const Run& run : Runs()) hashes[target + " " + run.name] = ResultOf(run);
  }
  ForceTarget("");
  return hashes;
}

Hashes Accepted() {
  Hashes hashes;
  std::ifstream file(kFile);
  std::string target;
  std::string run;
  std::string hash;
  while (file >> target >> run >> hash) hashes[target + " " + run] = hash;
  return hashes;
}

}  // namespace

TEST_CASE("training gives the accepted bits with every instruction set") {
  const Hashes now = HashesOfThisMachine();
  Hashes accepted = Accepted();
  if (const char* accept = std::getenv("CONVLENS_ACCEPT"); accept != nullptr && *accept == '1') {
    for (const auto& [name, hash] : now) accepted[name] = hash;
    std::ofstream file(kFile);
    for (const auto& [name, hash] : accepted) file << name << ' ' << hash << '\n';
    return;
  }
  int compared = 0;
  for (const auto& [target, hash] : now) {
    const std::string& name = target;  // clang 14 captures no structured binding
    CAPTURE(name);
    if (!accepted.contains(name)) continue;  // an instruction set that nobody has recorded yet
    CHECK(hash == accepted[name]);
    ++compared;
  }
  CHECK(compared > 0);
}
