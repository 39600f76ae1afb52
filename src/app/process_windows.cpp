#include <windows.h>
// After it.
#include <shellapi.h>

#include <cstdio>

#include "app/process.h"
#include "core/grid/path_text.h"

namespace convlens {
namespace {

bool LeadsSomewhere(DWORD standard) {
  const HANDLE handle = GetStdHandle(standard);
  return handle != nullptr && handle != INVALID_HANDLE_VALUE &&
         GetFileType(handle) != FILE_TYPE_UNKNOWN;
}

/// A program with windows has no terminal of its own, so that a double click opens none: it writes
/// to that of the shell. What is redirected stays so.
void JoinTerminal() {
  const bool output = LeadsSomewhere(STD_OUTPUT_HANDLE);
  const bool errors = LeadsSomewhere(STD_ERROR_HANDLE);
  if ((output && errors) || AttachConsole(ATTACH_PARENT_PROCESS) == 0) return;
  SetConsoleOutputCP(CP_UTF8);
  if (!output) (void)!std::freopen("CONOUT$", "w", stdout);
  if (!errors) (void)!std::freopen("CONOUT$", "w", stderr);
}

}  // namespace

// What main() is given has lost what the code page cannot hold.
std::vector<std::string> TakeArguments(int, char**) {
  JoinTerminal();
  int count = 0;
  wchar_t** wide = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int i = 0; i < count; ++i) arguments.push_back(TextOf(wide[i]));
  LocalFree(wide);
  return arguments;
}

void SayProblem(const std::string& text) {
  if (LeadsSomewhere(STD_ERROR_HANDLE) || GetConsoleWindow() != nullptr) {
    std::fprintf(stderr, "convlens: %s\n", text.c_str());
  } else {
    MessageBoxW(nullptr, PathOf(text).c_str(), L"ConvLens", MB_OK | MB_ICONERROR);
  }
}

}  // namespace convlens
