#include "markdown.h"

#include <sstream>

#include "machine.h"

namespace convlens::bench {
namespace {

struct Column {
  const char* who;
  const char* title;
};
constexpr Column kPeers[] = {{"opencv", "OpenCV"},
                             {"onednn", "oneDNN"},
                             {"pytorch", "PyTorch eager"},
                             {"textbook", "textbook loops"}};

/// How many times longer `who` takes, bold where that is the faster one; empty where it was not
/// measured.
std::string Ratio(const Results& results, const std::string& work, const std::string& who) {
  const double other = results.Seconds(work + "/" + who);
  if (other == 0) return {};
  const double ratio = other / results.Seconds(work + "/convlens");
  if (ratio < 1) return "**" + Number(ratio, 2) + "×**";
  return Number(ratio, ratio < 10 ? 1 : 0).append("×");
}

/// "forward/1080x1920/3x3" as "forward 1080×1920, 3×3".
std::string Title(const std::string& work) {
  std::ostringstream title;
  int slashes = 0;
  for (const char c : work) {
    if (c == '/') {
      title << (++slashes == 1 ? " " : ", ");
    } else if (c == 'x') {
      title << "×";
    } else {
      title << c;
    }
  }
  return title.str();
}

void WriteRow(const Results& results, const std::string& work, std::ostream& text) {
  const std::string own = work + "/convlens";
  const double two = results.Seconds(work + "/convlens_2t");
  const double four_by_four = results.Seconds(work + "/convlens_f4");
  const bool direct = work.rfind("separable", 0) != 0;
  text << "| " << Title(work) << " | " << Micros(results.Seconds(own)) << " | "
       << (two == 0 ? std::string() : Micros(two)) << " | "
       << (four_by_four == 0 ? std::string() : Micros(four_by_four)) << " | ";
  if (direct) text << Number(100 * results.ShareOfPeak(own), 0) << " %";
  for (const Column& peer : kPeers) text << " | " << Ratio(results, work, peer.who);
  text << " |\n";
}

void WriteLimits(const Results& results, std::ostream& text) {
  text << "Limits in the same run: " << Number(results.FlopsPerSecond(kPeak) * 1e-9, 0)
       << " GFLOP/s of multiply-adds on registers";
  for (const auto& [name, best] : results.all()) {
    if (name.rfind("limit/", 0) == 0 && name != kPeak) {
      text << ", " << name.substr(6) << " " << Micros(best.seconds) << " µs";
    }
  }
  text << ".\n";
}

}  // namespace

std::string MarkdownTable(const Results& results, const std::vector<std::string>& works,
                          const std::string& target) {
  std::ostringstream text;
  text << "Measured on " << MachineText() << ", with "
       << (target == "AVX3" ? "AVX-512" : target)  // Highway's name for it
       << ": microseconds, best\n"
       << "repetition; in the peers' columns, how many times longer they take on one thread, bold\n"
       << "where they are the faster ones. Layers are input, output channels, kernel with "
          "s(tride),\n"
       << "d(ilation) and g(roups); their multiply-adds are counted as those of direct sums.\n\n"
       << "| | ConvLens, µs | 2 threads, µs | by F(4×4), µs | of FMA peak";
  for (const Column& peer : kPeers) text << " | " << peer.title;
  text << " |\n| --- | --: | --: | --: | --:";
  for (size_t i = 0; i < std::size(kPeers); ++i) text << " | --:";
  text << " |\n";
  for (const std::string& work : works) {
    if (results.Seconds(work + "/convlens") != 0) WriteRow(results, work, text);
  }
  text << "\n";
  WriteLimits(results, text);
  return text.str();
}

}  // namespace convlens::bench
