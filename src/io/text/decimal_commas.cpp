#include "io/text/decimal_commas.h"

#include <algorithm>
#include <functional>

namespace convlens {
namespace {

enum class Meaning { kNone, kDecimal, kThousands, kEither };

bool AreDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "1", "12", "123" and then groups of three behind each `mark`.
bool IsGrouped(std::string_view text, char mark) {
  size_t end = text.find(mark);
  if (end == 0 || end > 3 || !AreDigits(text.substr(0, end)) || text.front() == '0') return false;
  while (end != std::string_view::npos) {
    text.remove_prefix(end + 1);
    end = text.find(mark);
    if (text.substr(0, end).size() != 3 || !AreDigits(text.substr(0, end))) return false;
  }
  return true;
}

/// The number's digits and marks: without sign and exponent.
std::string_view Body(std::string_view word) {
  if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
  return word.substr(0, word.find_first_of("eE"));
}

Meaning MeaningOf(std::string_view word) {
  const std::string_view body = Body(word);
  const size_t comma = body.rfind(',');
  const size_t point = body.rfind('.');
  if (comma == std::string_view::npos) return Meaning::kNone;
  if (point != std::string_view::npos) {
    const bool decimal =
        point < comma && IsGrouped(body.substr(0, comma), '.') && AreDigits(body.substr(comma + 1));
    const bool thousands = comma < point && IsGrouped(body.substr(0, point), ',');
    return decimal ? Meaning::kDecimal : thousands ? Meaning::kThousands : Meaning::kNone;
  }
  if (IsGrouped(body, ',')) {
    return std::count(body.begin(), body.end(), ',') > 1 ? Meaning::kThousands : Meaning::kEither;
  }
  const bool one = body.find(',') == comma;
  const bool digits =
      AreDigits(body.substr(comma + 1)) && (comma == 0 || AreDigits(body.substr(0, comma)));
  return one && digits ? Meaning::kDecimal : Meaning::kNone;
}

void ForEachWord(TextRows& text, const std::function<void(std::string&)>& visit) {
  for (auto& row : text.rows) {
    for (std::string& word : row) visit(word);
  }
}

Message Unclear(const std::string& word) {
  return {"{} can be read in two ways: write decimal points, and nothing between thousands.",
          {word}};
}

}  // namespace

std::optional<Message> ResolveCommas(TextRows& text) {
  std::string decimal;
  std::string thousands;
  std::string either;
  ForEachWord(text, [&](std::string& word) {
    const Meaning meaning = MeaningOf(word);
    if (meaning == Meaning::kDecimal) decimal = word;
    if (meaning == Meaning::kThousands) thousands = word;
    if (meaning == Meaning::kEither) either = word;
  });
  if (!decimal.empty() && !thousands.empty()) return Unclear(thousands);
  if (!either.empty() && decimal.empty() && thousands.empty()) return Unclear(either);
  if (decimal.empty() && thousands.empty()) return std::nullopt;
  std::optional<Message> problem;
  ForEachWord(text, [&](std::string& word) {
    if (MeaningOf(word) == Meaning::kNone) {
      // "1.5" among decimal commas: a point, or a mark between thousands?
      const bool point = !decimal.empty() && Body(word).find('.') != std::string_view::npos;
      if (point && !problem) problem = Unclear(word);
      return;
    }
    if (decimal.empty()) {
      std::erase(word, ',');
    } else {
      std::erase(word, '.');
      std::replace(word.begin(), word.end(), ',', '.');
    }
  });
  return problem;
}

}  // namespace convlens
