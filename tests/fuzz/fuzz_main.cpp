// libFuzzer's side: one program for all targets. Its first argument names the target, the others
// are libFuzzer's; without arguments it lists the targets. `./dev fuzz` calls it.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/json_mutation.h"
#include "fuzz/targets.h"

namespace {

const convlens::FuzzTarget* g_target = nullptr;

[[noreturn]] void ListTargets(int exit_code) {
  for (const convlens::FuzzTarget& target : convlens::FuzzTargets()) {
    std::printf("%s\n", std::string(target.name).c_str());
  }
  std::exit(exit_code);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc < 2) ListTargets(0);
  g_target = convlens::FindFuzzTarget((*argv)[1]);
  if (g_target == nullptr) ListTargets(2);
  (*argv)[1] = (*argv)[0];
  ++*argv;
  --*argc;
  return 0;
}

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

// JSON is changed as JSON three times out of four, where it is any and the result has room.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned int seed) {
  if (!g_target->json || seed % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const auto json = convlens::JsonMutator(seed).Mutated({reinterpret_cast<char*>(data), size});
  if (!json || json->size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(json->begin(), json->end(), data);
  return json->size();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  g_target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
