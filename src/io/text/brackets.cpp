#include <algorithm>
#include <array>

#include "io/text/plain_text.h"
#include "io/text/rows.h"

namespace convlens {
namespace {

using Words = std::vector<std::string>;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Calls that give the numbers as they stand: others turn, repeat or make them.
bool KeepsNumbers(std::string_view name) {
  constexpr std::array<std::string_view, 19> kNames = {
      "array",  "asarray", "tensor", "Tensor",      "as_tensor", "FloatTensor", "DoubleTensor",
      "matrix", "mat",     "Matrix", "constant",    "Parameter", "Variable",    "float32",
      "List",   "list",    "tuple",  "DeviceArray", "Array"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// The same behind the numbers: ".float()", ".to(device)".
bool KeepsNumbersBehind(std::string_view name) {
  constexpr std::array<std::string_view, 12> kNames = {
      "astype", "float",  "double", "to",   "cuda",           "cpu",
      "numpy",  "detach", "clone",  "copy", "requires_grad_", "half"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// Arguments behind the numbers that leave them where they stand.
bool KeepsOrder(std::string_view key) {
  constexpr std::array<std::string_view, 11> kKeys = {
      "dtype", "device", "grad_fn", "requires_grad", "copy",     "order",
      "ndmin", "name",   "layout",  "pin_memory",    "weak_type"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// Whether `text` may stand before the first bracket: nothing, "K = ", "np.array(".
bool IsPrefix(std::string_view text) {
  text = TrimmedText(text);
  while (!text.empty() && text.back() == '(') {
    text = TrimmedText(text.substr(0, text.size() - 1));
    size_t start = text.size();
    while (start > 0 && IsLetter(text[start - 1])) --start;
    if (start == text.size()) break;  // a plain parenthesis
    if (!KeepsNumbers(text.substr(start))) return false;
    const size_t name = text.find_last_of(" \t\n=(:,");
    text = TrimmedText(text.substr(0, name == std::string_view::npos ? 0 : name + 1));
  }
  // An assignment or a declaration; "=" inside a call names an argument of unknown meaning.
  if (text.ends_with('=')) return text.find('(') == std::string_view::npos;
  return text.empty() || text.back() == '(' || text.back() == ':' || text == "return";
}

/// Whether "=(2, 3)" is the shape that the rows have, so that nothing is turned by it.
bool IsShapeOf(std::string_view value, const TextRows& rows) {
  std::vector<size_t> sides;
  for (size_t i = 0; i < value.size(); ++i) {
    if (!IsDigit(value[i])) continue;
    if (i == 0 || !IsDigit(value[i - 1])) sides.push_back(0);
    sides.back() =
        std::min<size_t>(sides.back() * 10 + static_cast<size_t>(value[i] - '0'), 1 << 20);
  }
  while (sides.size() > 2 && sides.front() == 1) sides.erase(sides.begin());
  if (rows.rows.empty() || sides.empty() || sides.size() > 2) return false;
  const size_t height = sides.size() == 2 ? sides[0] : 1;
  return height == rows.rows.size() && sides.back() == rows.rows.front().size();
}

/// Takes ", dtype=float32", ", device='cuda:0'", ", grad_fn=<AddBackward0>" off the front, and the
/// shape where it is that of `rows`.
bool TakeArgument(std::string_view& text, const TextRows& rows) {
  std::string_view rest = TrimmedText(text.substr(1));
  size_t name = 0;
  while (name < rest.size() && IsLetter(rest[name])) ++name;
  const std::string_view value = TrimmedText(rest.substr(name));
  if (name == 0 || !value.starts_with('=')) return false;
  int depth = 0;
  char quote = '\0';
  size_t end = 1;
  for (; end < value.size(); ++end) {
    const char c = value[end];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    if (c == '(' || c == '<' || c == '[') ++depth;
    if (depth == 0 && (c == ',' || c == ')')) break;
    if (c == ')' || c == '>' || c == ']') --depth;
  }
  const bool is_shape = rest.substr(0, name) == "shape" && IsShapeOf(value.substr(0, end), rows);
  if (!is_shape && !KeepsOrder(rest.substr(0, name))) return false;
  text = value.substr(end);
  return true;
}

/// Takes ".float()" off the front.
bool TakeCall(std::string_view& text) {
  size_t name = 1;
  while (name < text.size() && IsLetter(text[name])) ++name;
  if (!KeepsNumbersBehind(text.substr(1, name - 1))) return false;
  if (name == text.size() || text[name] != '(') return false;
  const size_t end = text.find(')', name);
  if (end == std::string_view::npos) return false;
  text.remove_prefix(end + 1);
  return true;
}

/// Whether `text` may stand behind the last bracket of `rows`.
bool IsSuffix(std::string_view text, const TextRows& rows) {
  for (text = TrimmedText(text); !text.empty(); text = TrimmedText(text)) {
    if (text.front() == ')' || text.front() == ';') {
      text.remove_prefix(1);
    } else if (text.front() == ',') {
      if (TrimmedText(text.substr(1)).empty()) return true;
      if (TrimmedText(text.substr(1)).front() == ')') {
        text.remove_prefix(1);
      } else if (!TakeArgument(text, rows)) {
        return false;
      }
    } else if (text.front() != '.' || !TakeCall(text)) {
      return false;
    }
  }
  return true;
}

Message BadBrackets() {
  return {"The brackets in the text do not form rows of numbers, such as [[0, 1], [2, 3]].", {}};
}

void AppendWords(std::string_view row, Words& words) {
  const bool commas = row.find(',') != std::string_view::npos;
  row = TrimmedText(row);
  while (!row.empty()) {
    const size_t end = commas ? row.find(',') : row.find_first_of(" \t\n");
    words.emplace_back(TrimmedText(row.substr(0, end)));
    row.remove_prefix(end == std::string_view::npos ? row.size() : end + 1);
    row = TrimmedText(row);
  }
}

/// The rows between brackets that stand from the first character on; all kinds count as one.
class BracketReader {
 public:
  explicit BracketReader(std::string_view text) : text_(text) {}

  /// Leaves what stands behind the last bracket in `behind`.
  Result<TextRows> Read(std::string_view& behind) {
    size_t i = 0;
    do {
      if (!Step(i)) return BadBrackets();
      ++i;
    } while (depth_ > 0 && i < text_.size());
    if (depth_ > 0 || broken_) return BadBrackets();
    behind = text_.substr(i);
    return std::move(rows_);
  }

 private:
  static bool Opens(char c) { return c == '[' || c == '{' || c == '('; }
  static bool Closes(char c) { return c == ']' || c == '}' || c == ')'; }

  /// Goes over the character at `i`.
  bool Step(size_t i) {
    const char c = text_[i];
    if (Opens(c)) return Open(i);
    if (Closes(c)) return Close(i);
    if (c == ';' && depth_ > 0 && !has_rows_) {
      AddRows(text_.substr(start_, i - start_));
      start_ = i + 1;
    }
    return true;
  }

  bool Open(size_t i) {
    // Blocks of rows side by side would be more than a grid.
    if (depth_ > 0 && (block_closed_ || !IsBetweenRows(text_.substr(start_, i - start_)))) {
      return false;
    }
    open_[static_cast<size_t>(depth_)] = text_[i];
    start_ = i + 1;
    has_rows_ = false;
    return ++depth_ < kMostBrackets;
  }

  bool Close(size_t i) {
    const std::string_view inside = text_.substr(start_, i - start_);
    if (has_rows_ && !IsBetweenRows(inside)) return false;
    const char open = open_[static_cast<size_t>(depth_ - 1)];
    const char close = open == '[' ? ']' : open == '{' ? '}' : ')';
    if (text_[i] != close) return false;
    if (!has_rows_) AddRows(inside);
    block_closed_ = has_rows_;
    has_rows_ = true;
    start_ = i + 1;
    --depth_;
    return true;
  }

  /// Inside two brackets a row may be broken into lines, as NumPy prints it. Inside one, a line is
  /// a row, as in MATLAB and Julia, unless it ends in a comma.
  void AddRows(std::string_view text) {
    if (depth_ > 1) return AddRow(text);
    // NumPy breaks a long array of one axis into lines, which would be taken for rows.
    constexpr size_t kNearlyFull = 60;
    const size_t line = text.find('\n');
    const bool plain = text.find(',') == std::string_view::npos;
    broken_ = broken_ || (plain && line != std::string_view::npos && line > kNearlyFull);
    std::string row;
    while (!text.empty()) {
      const size_t end = text.find('\n');
      row.append(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (TrimmedText(row).ends_with(',') && !TrimmedText(text).empty()) continue;
      AddRow(row);
      row.clear();
    }
    AddRow(row);
  }

  void AddRow(std::string_view text) {
    if (TrimmedText(text).empty()) return;
    AppendWords(text, rows_.rows.emplace_back());
  }

  static bool IsBetweenRows(std::string_view text) {
    return text.find_first_not_of(" \t\n,;") == std::string_view::npos;
  }

  static constexpr int kMostBrackets = 5;  // [1, 1, H, W] inside four
  std::string_view text_;
  TextRows rows_;
  std::array<char, kMostBrackets> open_{};
  int depth_ = 0;
  size_t start_ = 0;
  bool has_rows_ = false;      ///< the innermost open bracket has held a row already
  bool block_closed_ = false;  ///< the last bracket that was closed held rows
  bool broken_ = false;        ///< lines may be parts of one row
};

/// Where the numbers' brackets begin: behind "=" where a declaration has brackets of its own.
size_t FirstBracket(std::string_view text) {
  const size_t brace = text.find('{');
  const size_t square = text.find('[');
  const size_t equals = text.find('=');
  const bool declared = brace != std::string_view::npos && equals < brace && square < equals;
  if (declared) return text.find_first_of("[{", equals);
  if (std::min(brace, square) != std::string_view::npos) {
    // Parentheses around all of it belong to it, those of a call do not.
    return std::min(brace, square);
  }
  return text.find('(');
}

/// MATLAB's sign that a line goes on: "..." at its end, where nothing else could be meant by it.
std::string WithJoinedLines(std::string_view text) {
  std::string joined;
  const bool nested = text.find("[[") != std::string_view::npos;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::string_view seen = TrimmedText(line);
    const bool goes_on = !nested && seen.ends_with("...") && seen.size() > 3;
    if (goes_on) line = line.substr(0, line.rfind("..."));
    joined.append(line).append(goes_on ? " " : "\n");
  }
  return joined;
}

/// Whether rows are as a C array declares them: "float K[2][3] = " says two rows of three.
bool FitsDeclaration(std::string_view before, const TextRows& text) {
  std::vector<size_t> sizes;
  for (size_t at = before.find('['); at != std::string_view::npos; at = before.find('[', at + 1)) {
    size_t size = 0;
    for (size_t i = at + 1; i < before.size() && before[i] >= '0' && before[i] <= '9'; ++i) {
      size = std::min<size_t>(size * 10 + static_cast<size_t>(before[i] - '0'), 1 << 20);
    }
    sizes.push_back(size);  // 0: left open
  }
  if (sizes.empty() || text.rows.empty()) return true;
  const auto fits = [](size_t declared, size_t is) { return declared == 0 || declared == is; };
  const size_t rows = sizes.size() > 1 ? sizes[sizes.size() - 2] : 1;
  return fits(sizes.back(), text.rows.front().size()) && fits(rows, text.rows.size());
}

/// What TensorFlow prints around an array: "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=…>".
std::string_view InsideTensor(std::string_view text) {
  constexpr std::string_view kNumbers = "numpy=";
  const std::string_view seen = TrimmedText(text);
  const size_t numbers = seen.find(kNumbers);
  if (!seen.starts_with("<tf.") || !seen.ends_with('>') || numbers == std::string_view::npos) {
    return text;
  }
  return seen.substr(numbers + kNumbers.size(), seen.size() - 1 - numbers - kNumbers.size());
}

/// Whether `line` is one bracket with its inside: "[0, 1]", "(0, 1),".
bool IsBracket(std::string_view line) {
  if (line.ends_with(',')) line = TrimmedText(line.substr(0, line.size() - 1));
  if (!line.starts_with('[') && !line.starts_with('(')) return false;
  int depth = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '[' || line[i] == '(') ++depth;
    if (line[i] == ']' || line[i] == ')') --depth;
    if (depth == 0) return i + 1 == line.size();
  }
  return false;
}

/// Rows that were printed one by one, each in a bracket on its own line, within one bracket.
std::string WithOuterBracket(std::string text) {
  std::string rows;
  size_t count = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = rest.find('\n');
    std::string_view line = TrimmedText(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) continue;
    if (!IsBracket(line)) return text;
    if (line.ends_with(',')) line.remove_suffix(1);
    rows.append(count++ == 0 ? "[" : ",").append(line);
  }
  return count > 1 ? rows.append(1, ']') : text;
}

}  // namespace

Result<TextRows> RowsInBrackets(std::string_view text) {
  const std::string joined = WithOuterBracket(WithJoinedLines(InsideTensor(text)));
  const std::string_view all = joined;
  size_t open = FirstBracket(all);
  // "((0, 1), (2, 3))": the first of several parentheses that no call opens.
  while (open > 0 && open != std::string_view::npos && all[open] != '(' &&
         all.substr(0, open).ends_with('(') && TrimmedText(all.substr(0, open - 1)).empty()) {
    --open;
  }
  if (open == std::string_view::npos || !IsPrefix(all.substr(0, open))) return BadBrackets();
  std::string_view behind;
  Result<TextRows> rows = BracketReader(all.substr(open)).Read(behind);
  if (!rows.ok()) return rows.problem();
  if (!IsSuffix(behind, *rows) || !FitsDeclaration(all.substr(0, open), *rows))
    return BadBrackets();
  return rows;
}

}  // namespace convlens
