#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "core/grid/random.h"
#include "core/grid/targets.h"
#include "goals.h"
#include "layer_work.h"
#include "limits.h"
#include "machine.h"
#include "markdown.h"
#include "table.h"
#include "work.h"

// The benchmarks of the core and of layers: bench_core [--target=AVX2] [Google Benchmark's own
// flags].

namespace convlens::bench {
namespace {

struct Size {
  Task task;
  Shape input;
  Shape kernel;
};

constexpr Shape kFullHd{1080, 1920};
constexpr Size kSizes[] = {
    {Task::kForward, {6, 8}, {1, 2}},         {Task::kForward, {28, 28}, {3, 3}},
    {Task::kForward, {256, 256}, {3, 3}},     {Task::kForward, {256, 256}, {5, 5}},
    {Task::kForward, {256, 256}, {7, 7}},     {Task::kForward, {256, 256}, {11, 11}},
    {Task::kForward, {256, 256}, {15, 15}},   {Task::kForward, {256, 256}, {31, 31}},
    {Task::kForward, {1024, 1024}, {7, 7}},   {Task::kForward, kFullHd, {1, 2}},
    {Task::kForward, kFullHd, {3, 3}},        {Task::kForward, kFullHd, {5, 5}},
    {Task::kForward, kFullHd, {7, 7}},        {Task::kForward, kFullHd, {11, 11}},
    {Task::kForward, kFullHd, {13, 13}},      {Task::kForward, kFullHd, {15, 15}},
    {Task::kForward, kFullHd, {31, 31}},      {Task::kForward, kFullHd, {63, 63}},
    {Task::kForward, kFullHd, {127, 127}},    {Task::kForward, kFullHd, {255, 255}},
    {Task::kForward, {4096, 4096}, {3, 3}},   {Task::kForward, {4096, 4096}, {7, 7}},
    {Task::kForward, {4096, 4096}, {15, 15}}, {Task::kSeparable, kFullHd, {15, 15}},
    {Task::kSeparable, kFullHd, {31, 31}},    {Task::kGradient, {6, 8}, {1, 2}},
    {Task::kGradient, {28, 28}, {3, 3}},      {Task::kGradient, {256, 256}, {5, 5}},
    {Task::kGradient, {1024, 1024}, {7, 7}},  {Task::kStep, {6, 8}, {1, 2}},
    {Task::kStep, {28, 28}, {3, 3}},          {Task::kStep, {256, 256}, {5, 5}},
    {Task::kStep, {1024, 1024}, {7, 7}},
};

/// Prepared, checked and kept when the entry is run first: only what is asked for costs anything.
struct Entry {
  std::function<Work()> prepare;
  std::function<std::string(const Grid& result)> check;
  std::function<double()> flops;
  Work work{};
  bool prepared = false;
  std::string wrong{};

  void Prepare() {
    if (std::exchange(prepared, true)) return;
    work = prepare();
    if (!work) return;
    if (work.run) work.run();
    wrong = check(work.result());
  }
};

void RunEntry(benchmark::State& state, Entry& entry) {
  entry.Prepare();
  if (!entry.wrong.empty()) {
    state.SkipWithError(entry.wrong.c_str());
    return;
  }
  if (entry.work.run) {
    for (auto _ : state) entry.work.run();
  } else {
    for (auto _ : state) state.SetIterationTime(entry.work.seconds());
  }
  state.counters["flops"] = entry.flops();
}

/// `who` does the work `name`.
void RegisterEntry(const std::string& name, const std::string& who, Entry made) {
  const auto entry = std::make_shared<Entry>(std::move(made));
  benchmark::internal::Benchmark* registered = benchmark::RegisterBenchmark(
      (name + "/" + who).c_str(), [entry](benchmark::State& state) { RunEntry(state, *entry); });
  if (who.rfind("pytorch", 0) == 0) {
    registered->UseManualTime();
  } else {
    registered->UseRealTime();
  }
}

/// Whether `contender` does such work at all: asked with the smallest problem of the
/// kind, where the answer does not depend on the size.
bool TakesPart(const Contender& contender, const Problem& problem) {
  constexpr int64_t kMostTaps = 64 * 64;  // with more, direct sums take many seconds
  if (contender.who == "onednn" && problem.k.count() > kMostTaps) return false;
  const bool by_size = contender.who == "textbook" || contender.who == "convlens_2t";
  const auto asked = by_size ? std::make_shared<Problem>(problem)
                             : std::make_shared<Problem>(problem.task, Shape{6, 8}, Shape{1, 2});
  return static_cast<bool>(contender.prepare(asked));
}

/// Registers every contender's entry for one work; returns the work's name.
std::string RegisterWork(const Size& size, const std::vector<Contender>& contenders) {
  const auto problem = std::make_shared<Problem>(size.task, size.input, size.kernel);
  for (const Contender& contender : contenders) {
    if (!TakesPart(contender, *problem)) continue;
    RegisterEntry(problem->Name(), contender.who,
                  {[=] { return contender.prepare(problem); },
                   [=](const Grid& result) { return CheckResult(*problem, result); },
                   [=] { return problem->Flops(); }});
  }
  return problem->Name();
}

/// The same for a work of layers, whose numbers are made when an entry is run first.
std::string RegisterWork(const LayerWork& work, const std::vector<LayerContender>& contenders) {
  const auto made = std::make_shared<LayerProblemPtr>();
  const auto problem = [made, work] {
    if (!*made) *made = work.problem();
    return *made;
  };
  for (const LayerContender& contender : contenders) {
    if (!contender.takes_part(work.name)) continue;
    RegisterEntry(
        work.name, contender.who,
        {[=] { return contender.prepare(problem()); },
         [=](const Grid& result) { return CheckLayers(*problem(), result, contender.tolerance); },
         [=] { return problem()->Flops(); }});
  }
  return work.name;
}

void RegisterCopies(const std::string& size, Shape shape) {
  const auto from = std::make_shared<Grid>(NormalGrid(shape, 1));
  const auto to = std::make_shared<Grid>(shape);
  benchmark::RegisterBenchmark(("limit/copy/" + size).c_str(), [=](benchmark::State& state) {
    for (auto _ : state) StreamCopy(*from, *to);
  });
  benchmark::RegisterBenchmark(("limit/memcpy/" + size).c_str(), [=](benchmark::State& state) {
    const size_t bytes = sizeof(float) * static_cast<size_t>(shape.height * from->pitch());
    for (auto _ : state) {
      std::memcpy(to->row(0), from->row(0), bytes);
      benchmark::ClobberMemory();
    }
  });
}

void RegisterLimits() {
  benchmark::RegisterBenchmark("limit/fma", [](benchmark::State& state) {
    double flops = 0;
    for (auto _ : state) benchmark::DoNotOptimize(flops = RunMultiplyAdds());
    state.counters["flops"] = flops;
  });
  RegisterCopies("1080x1920", kFullHd);
  RegisterCopies("4096x4096", {4096, 4096});
}

/// The folder build/, above that of this program.
std::filesystem::path BuildFolder(const char* program) {
  return std::filesystem::absolute(program).parent_path().parent_path();
}

/// Our choices before the caller's, who overrides them: the last of a flag counts.
std::vector<std::string> Arguments(int argc, char** argv) {
  std::vector<std::string> arguments{
      argv[0],
      "--benchmark_enable_random_interleaving=true",
      "--benchmark_repetitions=9",
      "--benchmark_min_time=0.02",
      "--benchmark_out_format=json",
      "--benchmark_out=" + (BuildFolder(argv[0]) / "bench.json").string()};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  return arguments;
}

/// Takes --target=NAME out of `arguments` and forces that instruction set.
bool TakeTarget(std::vector<std::string>& arguments) {
  const std::string flag = "--target=";
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i].rfind(flag, 0) != 0) continue;
    const std::string name = arguments[i].substr(flag.size());
    if (!ForceTarget(name)) {
      std::fprintf(stderr, "This machine or build does not have the target %s.\n", name.c_str());
      return false;
    }
    arguments.erase(arguments.begin() + static_cast<ptrdiff_t>(i));
    break;
  }
  return true;
}

int Run(int argc, char** argv) {
  std::vector<std::string> arguments = Arguments(argc, argv);
  if (!TakeTarget(arguments)) return 2;
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return 2;
  benchmark::AddCustomContext("target", CurrentTarget());
  benchmark::AddCustomContext("machine", MachineText());
  RegisterLimits();
  const std::vector<Contender> contenders = Contenders();
  std::vector<std::string> works;
  for (const Size& size : kSizes) works.push_back(RegisterWork(size, contenders));
  const std::vector<LayerContender> of_layers = LayerContenders();
  for (const LayerWork& work : LayerWorks()) works.push_back(RegisterWork(work, of_layers));
  std::vector<std::string> names;
  for (const Contender& contender : contenders) names.push_back(contender.who);
  for (const LayerContender& contender : of_layers) {
    if (std::find(names.begin(), names.end(), contender.who) == names.end()) {
      names.push_back(contender.who);
    }
  }
  TableReporter table(names, works);
  benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
  PrintGoals(table.results(), CurrentTarget());
  std::ofstream(BuildFolder(argv[0]) / "bench.md")
      << MarkdownTable(table.results(), works, CurrentTarget());
  return table.failed() ? 1 : 0;
}

}  // namespace
}  // namespace convlens::bench

int main(int argc, char** argv) { return convlens::bench::Run(argc, argv); }
