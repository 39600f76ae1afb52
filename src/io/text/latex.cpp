#include "io/text/plain_text.h"
#include "io/text/rows.h"

namespace convlens {
namespace {

/// Takes a group "{…}" or "[…]" off the front, with what is nested in it; its inside.
std::string_view TakeGroup(std::string_view& text) {
  const char open = text.front();
  const char close = open == '{' ? '}' : ']';
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) {
      const std::string_view inside = text.substr(1, i - 1);
      text.remove_prefix(i + 1);
      return inside;
    }
  }
  const std::string_view inside = text.substr(1);
  text = {};
  return inside;
}

std::string_view TakeName(std::string_view& text) {
  size_t end = 0;
  while (end < text.size() &&
         ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z'))) {
    ++end;
  }
  const std::string_view name = text.substr(0, end);
  text.remove_prefix(end);
  return name;
}

/// Goes over the text once: commands without a number of their own vanish, others become numbers.
class LatexReader {
 public:
  explicit LatexReader(std::string_view text) : rest_(text) {}

  TextRows Read() {
    while (!rest_.empty()) Step();
    EndRow();
    rows_.commas_inside = true;
    return std::move(rows_);
  }

 private:
  void Step() {
    const char c = rest_.front();
    if (c == '&') {
      rest_.remove_prefix(1);
      EndWord();
    } else if (c == '\\') {
      rest_.remove_prefix(1);
      Command();
    } else if (rest_.starts_with("{,}")) {
      word_ += ',';
      rest_.remove_prefix(3);
    } else {
      if (std::string_view("${}").find(c) == std::string_view::npos) word_ += c == '\n' ? ' ' : c;
      rest_.remove_prefix(1);
    }
  }

  void Command() {
    if (rest_.empty()) return;
    if (rest_.front() == '\\') {
      rest_.remove_prefix(1);
      if (rest_.starts_with('[')) TakeGroup(rest_);  // room between rows
      return EndRow();
    }
    const std::string_view name = TakeName(rest_);
    if (name.empty()) {
      if (rest_.front() == '%') word_ += '%';
      return rest_.remove_prefix(1);  // \, \; \[ and so on
    }
    const auto has_group = [&] { return rest_.starts_with('{') || rest_.starts_with('['); };
    if (name == "cr") {
      EndRow();
    } else if (name == "begin") {
      if (TrimmedText(word_).ends_with('=')) word_.clear();  // "K = "; a factor is not dropped
      while (has_group()) TakeGroup(rest_);
    } else if (name == "end" || name == "phantom" || name == "cline") {
      if (has_group()) TakeGroup(rest_);
    } else if (name.ends_with("frac")) {
      word_.append(TakeOperand()).append("/");
      word_.append(TakeOperand());
    } else if (name == "infty") {
      word_ += "inf";
    } else if (name == "left" || name == "right") {
      if (!rest_.empty()) rest_.remove_prefix(1);
    } else if (name != "hline" && name != "toprule" && name != "midrule" && name != "bottomrule" &&
               name != "quad" && name != "displaystyle") {
      word_.append("\\").append(name);  // not a number: said as such
    }
  }

  /// "{12}" or, without braces, one character.
  std::string_view TakeOperand() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    if (rest_.starts_with('{')) return TakeGroup(rest_);
    const std::string_view operand = rest_.substr(0, 1);
    rest_.remove_prefix(operand.size());
    return operand;
  }

  void EndWord() {
    row_.emplace_back(TrimmedText(word_));
    word_.clear();
  }

  void EndRow() {
    if (!row_.empty() || !TrimmedText(word_).empty()) EndWord();
    if (!row_.empty()) rows_.rows.push_back(std::move(row_));
    row_ = {};
  }

  std::string_view rest_;
  std::string word_;
  std::vector<std::string> row_;
  TextRows rows_;
};

}  // namespace

Result<TextRows> RowsOfLatex(std::string_view text) { return LatexReader(text).Read(); }

}  // namespace convlens
