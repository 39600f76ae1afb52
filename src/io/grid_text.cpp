#include "io/grid_text.h"

#include <cmath>
#include <vector>

#include "io/number_words.h"

namespace convlens {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view kBlank = " \t\r\n\f\v";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

std::string_view Trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kBlank) - start + 1);
}

/// The parts of `text` between any of `separators`, trimmed. Blanks count once, however many;
/// other separators leave empty words, except one after the last.
Words Split(std::string_view text, std::string_view separators) {
  const bool blanks =
      kBlank.find(separators.front()) != std::string_view::npos && separators != "\t";
  Words words;
  while (!text.empty()) {
    const size_t end = text.find_first_of(separators);
    const std::string_view word = Trimmed(text.substr(0, end));
    if (!blanks || !word.empty()) words.push_back(word);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

/// The numbers of one line: by tabs if it has any, else by semicolons, else by commas, else blanks.
Words WordsOfLine(std::string_view line) {
  for (const std::string_view separator : {"\t", ";", ","}) {
    if (line.find(separator) != std::string_view::npos) return Split(line, separator);
  }
  return Split(line, kBlank);
}

std::vector<Words> RowsOfLines(std::string_view text) {
  std::vector<Words> rows;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!Trimmed(line).empty()) {
      // Blanks around the line do not count, but a tab is a cell's end.
      const bool tabs = line.find('\t') != std::string_view::npos;
      rows.push_back(WordsOfLine(tabs ? line : Trimmed(line)));
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return rows;
}

/// Whether `text` may stand before the first bracket: nothing, "K = ", "np.array(".
bool IsCallPrefix(std::string_view text) {
  text = Trimmed(text);
  return text.empty() || text.back() == '(' || text.back() == '=';
}

/// Whether `text` may stand after the last bracket: nothing, ")", ", dtype=np.float32)", ";".
bool IsCallSuffix(std::string_view text) {
  text = Trimmed(text);
  return text.empty() || text.front() == ')' || text.front() == ';' ||
         (text.front() == ',' && text.find("dtype") != std::string_view::npos);
}

Message BadBrackets() {
  return {"The brackets of the text do not make rows of numbers, such as [[0, 1], [2, 3]].", {}};
}

/// The rows of "[[0, 1], [2, 3]]", of "[0 1; 2 3]", and of one row "[0, 1]".
class BracketReader {
 public:
  Result<std::vector<Words>> Read(std::string_view text) {
    const size_t open = text.find('[');
    if (!IsCallPrefix(text.substr(0, open))) return BadBrackets();
    size_t i = open;
    do {
      if (!Step(text, i)) return BadBrackets();
      ++i;
    } while (depth_ > 0 && i < text.size());
    if (depth_ > 0 || !IsCallSuffix(text.substr(i))) return BadBrackets();
    return std::move(rows_);
  }

 private:
  /// Goes over the character at `i`.
  bool Step(std::string_view text, size_t i) {
    const char c = text[i];
    if (c == '[') return Open(text, i);
    if (c == ']') return Close(text, i);
    if (c == ';' && depth_ > 0 && !has_rows_) {
      AddRow(text.substr(start_, i - start_));
      start_ = i + 1;
    }
    return true;
  }

  bool Open(std::string_view text, size_t i) {
    // Blocks of rows side by side would be more than a grid.
    if (depth_ > 0 && (block_closed_ || !IsBetweenRows(text.substr(start_, i - start_)))) {
      return false;
    }
    start_ = i + 1;
    has_rows_ = false;
    return ++depth_ <= kMaxDepth;
  }

  bool Close(std::string_view text, size_t i) {
    const std::string_view inside = text.substr(start_, i - start_);
    if (has_rows_ && !IsBetweenRows(inside)) return false;
    if (!has_rows_) AddRow(inside);
    block_closed_ = has_rows_;
    has_rows_ = true;
    start_ = i + 1;
    --depth_;
    return true;
  }

  void AddRow(std::string_view text) {
    const bool commas = text.find(',') != std::string_view::npos;
    if (!Trimmed(text).empty()) rows_.push_back(Split(Trimmed(text), commas ? "," : kBlank));
  }

  static bool IsBetweenRows(std::string_view text) {
    return text.find_first_not_of(" \t\r\n,") == std::string_view::npos;
  }

  static constexpr int kMaxDepth = 4;  // [1, 1, H, W]
  std::vector<Words> rows_;
  int depth_ = 0;
  size_t start_ = 0;
  bool has_rows_ = false;      ///< the innermost open bracket has held a row already
  bool block_closed_ = false;  ///< the last bracket that was closed held rows
};

/// `word` for a message: not longer than a line.
std::string Quoted(std::string_view word) {
  constexpr size_t kLongest = 24;
  if (word.size() <= kLongest) return std::string(word);
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return std::string(word.substr(0, end)).append("…");
}

Result<Grid> GridOf(const std::vector<Words>& rows) {
  if (rows.empty() || rows.front().empty()) return Message{"The text holds no numbers.", {}};
  const size_t width = rows.front().size();
  if (rows.size() > kMaxInputSide || width > kMaxInputSide) {
    const std::string limit = std::to_string(kMaxInputSide);
    return Message{"The text holds {}×{} numbers, more than the allowed {}×{}.",
                   {std::to_string(rows.size()), std::to_string(width), limit, limit}};
  }
  Grid grid(static_cast<int>(rows.size()), static_cast<int>(width));
  for (int r = 0; r < grid.height(); ++r) {
    const Words& row = rows[static_cast<size_t>(r)];
    const std::string row_number = std::to_string(r + 1);
    if (row.size() != width) {
      return Message{"Row {} has {} numbers where the first row has {}.",
                     {row_number, std::to_string(row.size()), std::to_string(width)}};
    }
    for (int c = 0; c < grid.width(); ++c) {
      const std::string_view word = row[static_cast<size_t>(c)];
      const std::optional<float> number = NumberFromText(word);
      if (word.empty()) return Message{"Row {} has an empty cell.", {row_number}};
      if (!number) return Message{"Row {}: {} is not a number.", {row_number, Quoted(word)}};
      grid.at(r, c) = *number;
    }
  }
  return grid;
}

std::string NumPyNumber(float value) {
  if (std::isnan(value)) return "np.nan";
  if (std::isinf(value)) return value > 0 ? "np.inf" : "-np.inf";
  return NumberToText(value);
}

std::string WithPlainBlanks(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string plain(text);
  for (size_t at = plain.find(kNoBreakSpace); at != std::string::npos;
       at = plain.find(kNoBreakSpace, at)) {
    plain.replace(at, kNoBreakSpace.size(), 1, ' ');
  }
  return plain;
}

}  // namespace

std::string ToTabSeparated(GridView grid) {
  std::string text;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) {
      if (c > 0) text.append(1, '\t');
      text.append(NumberToText(grid.at(r, c)));
    }
    text.append(1, '\n');
  }
  return text;
}

std::string ToNumPyText(GridView grid) {
  std::string text = "np.array([";
  for (int r = 0; r < grid.height; ++r) {
    text.append(r == 0 ? "[" : ",\n          [");
    for (int c = 0; c < grid.width; ++c) {
      if (c > 0) text.append(", ");
      text.append(NumPyNumber(grid.at(r, c)));
    }
    text.append(1, ']');
  }
  return text.append("], dtype=np.float32)");
}

Result<Grid> ParseGridText(std::string_view text) {
  const std::string plain = WithPlainBlanks(text);
  if (plain.find('[') == std::string::npos) return GridOf(RowsOfLines(plain));
  const Result<std::vector<Words>> rows = BracketReader().Read(plain);
  if (!rows.ok()) return rows.problem();
  return GridOf(*rows);
}

}  // namespace convlens
