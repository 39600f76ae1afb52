#include "e2e/harness/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace convlens::e2e {
namespace {

[[noreturn]] void BecomeChild(std::vector<char*> arguments, const Process::Options& options) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (options.inherited >= 0) fcntl(options.inherited, F_SETFD, 0);
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(127);
  if (options.silent) dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const Options& options) {
  std::vector<std::string> copies = arguments;
  std::vector<char*> pointers;
  for (std::string& argument : copies) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  id_ = fork();
  if (id_ < 0) throw std::runtime_error("cannot start " + arguments[0]);
  if (id_ == 0) BecomeChild(std::move(pointers), options);
}

Process::~Process() { Kill(); }

Process::Process(Process&& other) noexcept
    : id_(std::exchange(other.id_, -1)), code_(std::exchange(other.code_, std::nullopt)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this == &other) return *this;
  Kill();
  id_ = std::exchange(other.id_, -1);
  code_ = std::exchange(other.code_, std::nullopt);
  return *this;
}

bool Process::Collect(int options) {
  if (id_ < 0 || code_) return true;
  int status = 0;
  if (waitpid(id_, &status, options) != id_) return false;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool Process::Running() { return id_ >= 0 && !Collect(WNOHANG); }

std::optional<int> Process::WaitForEnd(Duration limit) {
  WaitUntil([this] { return !Running(); }, limit);
  return code_;
}

void Process::Pause() { kill(id_, SIGSTOP); }
void Process::Continue() { kill(id_, SIGCONT); }

void Process::Kill() {
  if (!Running()) return;
  kill(id_, SIGKILL);
  Collect(0);
}

double Process::ProcessorSeconds() const {
  std::ifstream file("/proc/" + std::to_string(id_) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  // The name in parentheses may hold spaces; utime and stime are fields 14 and 15.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 3; i < 14; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double Process::ResidentMegabytes() const {
  std::ifstream file("/proc/" + std::to_string(id_) + "/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace convlens::e2e
