#include "ui/state/text_match.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

constexpr int kExact = 100;  // the text is the query, but for a number before it
constexpr int kAtStart = 100;
constexpr int kAtWord = 60;
constexpr int kInside = 30;
constexpr int kInitials = 25;
constexpr int kSpread = 5;
constexpr int kShortest = 20;  // beyond it, length tells nothing

char Small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Small(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) { return Small(c); });
  return small;
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) > 127);
}

bool StartsWord(const std::string& text, size_t at) {
  return at == 0 || !IsLetter(text[at - 1]) || static_cast<unsigned char>(text[at]) > 127;
}

int WholeScore(const std::string& word, const std::string& text) {
  int best = 0;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    best = std::max(best, at == 0 ? kAtStart : StartsWord(text, at) ? kAtWord : kInside);
  }
  return best;
}

// Letter by letter: all of them first letters of words, or anywhere, in their order.
int SpreadScore(const std::string& word, const std::string& text) {
  const auto taken = [&](bool initials_only) {
    size_t next = 0;
    for (size_t at = 0; at < text.size() && next < word.size(); ++at) {
      if (text[at] == word[next] && (!initials_only || StartsWord(text, at))) ++next;
    }
    return next == word.size();
  };
  if (word.size() < 2) return 0;
  return taken(true) ? kInitials : taken(false) ? kSpread : 0;
}

std::string WithoutNumber(const std::string& text) {
  const size_t start = text.find_first_not_of("0123456789 ");
  return start == std::string::npos ? text : text.substr(start);
}

int Score(std::string_view query, std::string_view text, bool spread) {
  const std::string small = Small(text);
  const std::string words = Small(query);
  int score = 1;
  for (size_t at = words.find_first_not_of(' '); at != std::string::npos;
       at = words.find_first_not_of(' ', at)) {
    const size_t end = std::min(words.find(' ', at), words.size());
    const std::string word = words.substr(at, end - at);
    at = end;
    const int whole = WholeScore(word, small);
    const int found = whole > 0 || !spread ? whole : SpreadScore(word, small);
    if (found == 0) return 0;
    score += found + std::max(0, kShortest - static_cast<int>(small.size()));
  }
  return WithoutNumber(small) == WithoutNumber(words) ? score + kExact : score;
}

}  // namespace

int MatchScore(std::string_view query, std::string_view text) { return Score(query, text, true); }

int WholeMatchScore(std::string_view query, std::string_view text) {
  return Score(query, text, false);
}

}  // namespace convlens
