#include <algorithm>
#include <array>
#include <optional>

#include "io/text/number_words.h"
#include "io/text/plain_text.h"
#include "io/text/rows.h"

namespace convlens {
namespace {

using Words = std::vector<std::string>;

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (!TrimmedText(text.substr(0, end)).empty()) lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// Whether `wanted` stands in one of the lines outside quotes.
bool Separates(const std::vector<std::string_view>& lines, char wanted) {
  return std::any_of(lines.begin(), lines.end(), [wanted](std::string_view line) {
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == wanted && !quoted) return true;
    }
    return false;
  });
}

/// The words of a line between `separator`s, as RFC 4180 has them: inside quotes separators are
/// text, and two quotes stand for one. An empty word behind the last separator does not count.
Words Split(std::string_view line, char separator) {
  Words words;
  std::string word;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      const bool twice = quoted && i + 1 < line.size() && line[i + 1] == '"';
      if (twice)
        word += line[++i];
      else
        quoted = !quoted;
    } else if (c == separator && !quoted) {
      words.emplace_back(TrimmedText(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!TrimmedText(word).empty()) words.emplace_back(TrimmedText(word));
  return words;
}

Words SplitAtBlanks(std::string_view line) {
  Words words;
  for (line = TrimmedText(line); !line.empty(); line = TrimmedText(line)) {
    const size_t end = line.find_first_of(" \t");
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end);
  }
  for (std::string& word : words) {
    if (word.size() > 1 && word.front() == '"' && word.back() == '"') {
      word = word.substr(1, word.size() - 2);
    }
  }
  return words;
}

/// Markdown's line of dashes under the names of the columns.
bool IsRule(const Words& words) {
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return word.find('-') != std::string::npos &&
           word.find_first_not_of(":- ") == std::string::npos;
  });
}

bool AnyNumber(const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return NumberFromText(word).has_value(); });
}

bool AllEmpty(const Words& words) {
  return std::all_of(words.begin(), words.end(),
                     [](const std::string& word) { return word.empty(); });
}

/// What programs write for a missing value, or for true and false: a value, not a name.
bool IsValue(std::string_view word) {
  constexpr std::array<std::string_view, 14> kWords = {"NA",   "N/A",  "n/a", "na",   "null",
                                                       "NULL", "None", "nil", "WAHR", "FALSCH",
                                                       "VRAI", "FAUX", "真",  "假"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsName(std::string_view word) {
  if (word.empty()) return true;
  const char c = word.front();
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                      static_cast<unsigned char>(c) > 127;
  return letter && !IsValue(word);
}

/// Takes the names of the columns off. They must stand over the columns one by one: else there is a
/// column of row names, which are no numbers even where they look like some.
std::optional<Message> TakeNames(TextRows& table) {
  const Words names = table.rows.front();
  table.rows.erase(table.rows.begin());
  if (table.rows.empty() || AllEmpty(names)) return std::nullopt;
  const size_t cells = table.rows.front().size();
  if (names.size() == cells && !names.front().empty()) return std::nullopt;
  const auto named = names.size() - static_cast<size_t>(std::count(names.begin(), names.end(), ""));
  return Message{"The first row names {} columns, but the next has {} cells: leave row names out.",
                 {std::to_string(named), std::to_string(cells)}};
}

/// A first row of words alone names the columns.
std::optional<Message> TakeHeader(TextRows& table) {
  if (table.rows.size() < 2) return std::nullopt;
  const Words& first = table.rows[0];
  const bool names =
      !AnyNumber(first) && !AllEmpty(first) && std::all_of(first.begin(), first.end(), IsName);
  // Decimal commas are not resolved yet: a word with a digit will do.
  const bool numbers =
      AnyNumber(table.rows[1]) ||
      std::any_of(table.rows[1].begin(), table.rows[1].end(), [](const auto& word) {
        return word.find_first_of("0123456789") != std::string::npos;
      });
  return names && numbers ? TakeNames(table) : std::nullopt;
}

/// "0", "1", "2" …: as pandas numbers columns.
bool AreIndices(const Words& words) {
  size_t index = 0;
  return std::all_of(words.begin(), words.end(),
                     [&index](const std::string& word) { return word == std::to_string(index++); });
}

/// "| 0 1 |": bars around the rows of a matrix, whose words stand between blanks.
bool IsFramed(const std::vector<Words>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const Words& words) {
    return words.size() == 1 && AnyNumber(SplitAtBlanks(words.front()));
  });
}

Result<TextRows> RowsOfMarkdown(const std::vector<std::string_view>& lines) {
  TextRows table;
  table.commas_inside = true;
  bool names = false;
  for (std::string_view line : lines) {
    line = TrimmedText(line);
    if (line.starts_with('|')) line.remove_prefix(1);
    Words words = Split(line, '|');
    if (!IsRule(words)) {
      table.rows.push_back(std::move(words));
    } else if (table.rows.size() == 1) {
      const Words& first = table.rows.front();
      if (AreIndices(first)) {
        return Message{
            "The row above the table's rule may number the columns or be data: remove the rule or "
            "the row.",
            {}};
      }
      if (AnyNumber(first)) continue;  // a table must have a first row, but a matrix has no names
      names = true;
    }
  }
  if (!names && IsFramed(table.rows)) {
    for (Words& words : table.rows) words = SplitAtBlanks(words.front());
    return table;
  }
  if (names || (table.rows.size() > 1 && !AnyNumber(table.rows.front()))) {
    if (const auto problem = TakeNames(table)) return *problem;
  }
  return table;
}

/// "sep=;", which Excel reads and writes above a table.
bool NamesSeparator(std::string_view line) {
  return TrimmedText(line).starts_with("sep=") && TrimmedText(line).size() <= 5;
}

Message UnclearSemicolons(std::string_view line) {
  return {
      "{} can mean decimal commas or rows between semicolons: write decimal points, or a line for "
      "each row.",
      {std::string(line)}};
}

/// "1 2; 3 4" or "1;2" on one line.
Result<TextRows> RowsOfSemicolons(std::string_view line) {
  TextRows table;
  const Words parts = Split(line, ';');
  const auto has = [&](std::string_view separators) {
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
      return part.find_first_of(separators) != std::string::npos;
    });
  };
  if (!has(" ,\t")) {
    table.rows.push_back(parts);
    return table;
  }
  if (!has(" \t")) return UnclearSemicolons(line);
  for (const std::string& part : parts) {
    table.rows.push_back(part.find(',') != std::string::npos ? Split(part, ',')
                                                             : SplitAtBlanks(part));
  }
  return table;
}

/// A line that only names what follows, as programs print it: "K =", "2×3 Matrix{Float64}:".
bool IsTitle(std::string_view line) {
  line = TrimmedText(line);
  return line.ends_with('=') ||
         (line.ends_with(':') && line.find_first_of("xX\xC3") != std::string_view::npos);
}

/// Lines that end in a semicolon and have no other, as the rows of a MATLAB matrix: without it.
std::vector<std::string_view> WithoutRowEnds(std::vector<std::string_view> lines) {
  std::vector<std::string_view> bare;
  for (const std::string_view line : lines) {
    const std::string_view seen = TrimmedText(line);
    const size_t first = seen.find(';');
    if (first != std::string_view::npos && first + 1 != seen.size()) return lines;
    bare.push_back(seen.substr(0, first));
  }
  return bare;
}

}  // namespace

Result<TextRows> RowsOfLines(std::string_view text) {
  std::vector<std::string_view> lines = LinesOf(text);
  if (lines.size() > 1 && (IsTitle(lines.front()) || NamesSeparator(lines.front()))) {
    lines.erase(lines.begin());
  }
  const bool bars =
      !lines.empty() && std::all_of(lines.begin(), lines.end(),
                                    [](std::string_view line) { return Separates({line}, '|'); });
  if (bars) return RowsOfMarkdown(lines);
  if (Separates(lines, ';') && !Separates(lines, '\t')) {
    if (lines.size() == 1) return RowsOfSemicolons(lines.front());
    const std::vector<std::string_view> bare = WithoutRowEnds(lines);
    const bool ended = bare != lines;
    if (ended && Separates(bare, ',')) return UnclearSemicolons(lines.front());
    lines = bare;
  }
  const char separator = Separates(lines, '\t')  ? '\t'
                         : Separates(lines, ';') ? ';'
                         : Separates(lines, ',') ? ','
                                                 : ' ';
  TextRows table;
  bool quotes = false;
  for (std::string_view line : lines) {
    quotes = quotes || line.find('"') != std::string_view::npos;
    if (separator == ' ') {
      table.rows.push_back(SplitAtBlanks(line));
    } else {
      // Blanks around the line do not count, but a tab is a cell's end.
      table.rows.push_back(Split(separator == '\t' ? line : TrimmedText(line), separator));
    }
  }
  table.commas_inside = separator != ',' || quotes;
  if (const auto problem = TakeHeader(table)) return *problem;
  return table;
}

}  // namespace convlens
