#include "machine.h"

#include <fstream>
#include <thread>

namespace convlens::bench {
namespace {

/// The value of a line "key : value" of the system's description, empty where there is none.
std::string CpuField(const std::string& key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(": ");
    if (line.rfind(key, 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

}  // namespace

std::string MachineText() {
  const std::string name = CpuField("model name");
  std::string text = name.empty() ? "unknown processor" : name;
  const std::string family = CpuField("cpu family");
  if (!family.empty()) {
    text.append(" (family ").append(family).append(", model ").append(CpuField("model\t"));
    text.append(")");
  }
  text.append(", ").append(std::to_string(std::thread::hardware_concurrency())).append(" threads");
#if defined(__clang__)
  text.append(", clang " __clang_version__);
#elif defined(__GNUC__)
  text.append(", GCC " __VERSION__);
#endif
  return text;
}

}  // namespace convlens::bench
