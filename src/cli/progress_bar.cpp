#include "cli/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace convlens {
namespace {

bool ErrorsGoToATerminal() {
#ifdef _WIN32
  return _isatty(_fileno(stderr)) != 0;
#else
  return isatty(STDERR_FILENO) != 0;
#endif
}

std::string Duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::min(std::ceil(seconds), 1e9));
  if (whole < 120) return std::to_string(whole) + " s";
  if (whole < 7200) return std::to_string(whole / 60) + " min";
  return std::to_string(whole / 3600) + " h";
}

}  // namespace

std::string ProgressText(int64_t done, int64_t total, double seconds, int columns) {
  const double share =
      total <= 0 ? 1 : std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  char words[96];
  const std::string left = share > 0 ? Duration(seconds * (1 - share) / share) : "?";
  std::snprintf(words, sizeof words, "] %3d%%  %lld/%lld steps  %s left",
                static_cast<int>(share * 100), static_cast<long long>(done),
                static_cast<long long>(total), left.c_str());
  std::string text = words;
  const int width = std::max(4, columns - 1 - static_cast<int>(text.size()));
  const auto filled = static_cast<size_t>(share * width);
  std::string bar(1, '[');
  bar.append(filled, '#').append(static_cast<size_t>(width) - filled, ' ');
  return bar + text;
}

ProgressBar::ProgressBar(int64_t total) : total_(total), terminal_(ErrorsGoToATerminal()) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::Show(int64_t done) {
  if (!terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::cerr << '\r' << ProgressText(done, total_, seconds) << "\033[K" << std::flush;
}

}  // namespace convlens
