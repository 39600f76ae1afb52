#include "translations/source_texts.h"

#include <algorithm>
#include <cctype>

namespace convlens {
namespace {

bool IsWordLetter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

// Signs and numbers alone are the same in every language.
bool HasLetters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    return std::isalpha(static_cast<unsigned char>(letter)) != 0;
  });
}

bool BeginsWithCapital(std::string_view text) {
  return !text.empty() && std::isupper(static_cast<unsigned char>(text.front())) != 0;
}

class Scanner {
 public:
  explicit Scanner(std::string_view source) : rest_(source) {}

  std::vector<SourceToken> Tokens() {
    while (!rest_.empty()) Step();
    return std::move(tokens_);
  }

 private:
  void Step() {
    if (rest_.starts_with("//")) return SkipPast("\n");
    if (rest_.starts_with("/*")) return SkipPast("*/");
    if (rest_.starts_with("R\"(")) return RawText();
    if (rest_.front() == '"') return AddText(Quoted('"'));
    if (rest_.front() == '\'') return (void)Quoted('\'');
    if (IsWordLetter(rest_.front())) return Word();
    if (std::isspace(static_cast<unsigned char>(rest_.front())) == 0) {
      tokens_.push_back({SourceToken::Kind::kSign, std::string(1, rest_.front())});
    }
    rest_.remove_prefix(1);
  }

  void SkipPast(std::string_view end) {
    const size_t at = rest_.find(end);
    rest_ = at == std::string_view::npos ? std::string_view() : rest_.substr(at + end.size());
  }

  void RawText() {
    const size_t end = rest_.find(")\"");
    AddText(std::string(rest_.substr(3, end - 3)));
    SkipPast(")\"");
  }

  // A digit separator is part of a word, so that it opens no character literal.
  void Word() {
    size_t end = 0;
    const bool number = std::isdigit(static_cast<unsigned char>(rest_.front())) != 0;
    while (end < rest_.size() && (IsWordLetter(rest_[end]) || (number && rest_[end] == '\'')))
      ++end;
    tokens_.push_back({SourceToken::Kind::kWord, std::string(rest_.substr(0, end))});
    rest_.remove_prefix(end);
  }

  std::string Quoted(char quote) {
    std::string text;
    size_t at = 1;
    while (at < rest_.size() && rest_[at] != quote) {
      if (rest_[at] == '\\') ++at;
      text += rest_[at - 1] == '\\' ? Unescaped(rest_[at]) : rest_[at];
      ++at;
    }
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return text;
  }

  static char Unescaped(char letter) {
    static constexpr std::string_view kLetters = "ntr0";
    static constexpr std::string_view kMeanings{"\n\t\r\0", 4};
    const size_t at = kLetters.find(letter);
    return at == std::string_view::npos ? letter : kMeanings[at];
  }

  void AddText(std::string text) {
    if (!tokens_.empty() && tokens_.back().kind == SourceToken::Kind::kText) {
      tokens_.back().value += text;
    } else {
      tokens_.push_back({SourceToken::Kind::kText, std::move(text)});
    }
  }

  std::string_view rest_;
  std::vector<SourceToken> tokens_;
};

bool IsSign(const SourceToken& token, std::string_view signs) {
  return token.kind == SourceToken::Kind::kSign &&
         signs.find(token.value) != std::string_view::npos;
}

// The texts of the argument that begins at `at`, not those of calls and lists inside it.
void AddFirstArgument(const std::vector<SourceToken>& tokens, size_t at,
                      std::set<std::string>& texts) {
  int depth = 0;
  for (; at < tokens.size() && depth >= 0; ++at) {
    const SourceToken& token = tokens[at];
    if (IsSign(token, "({[")) ++depth;
    if (IsSign(token, ")}]")) --depth;
    if (depth == 0 && IsSign(token, ",;")) return;
    if (depth == 0 && token.kind == SourceToken::Kind::kText) texts.insert(token.value);
  }
}

// Past a name with `::` in it, such as Border::kZeros, that begins at `at`; `at` if there is none.
size_t PastQualifiedName(const std::vector<SourceToken>& tokens, size_t at) {
  const auto is_word = [&](size_t i) {
    return i < tokens.size() && tokens[i].kind == SourceToken::Kind::kWord;
  };
  const auto is_colon = [&](size_t i) { return i < tokens.size() && IsSign(tokens[i], ":"); };
  size_t end = at + 1;
  while (is_word(end - 1) && is_colon(end) && is_colon(end + 1) && is_word(end + 2)) end += 3;
  return end == at + 1 ? at : end;
}

// Where the text begins if `at` is a row of a table of words, {Border::kZeros, "Zeros", …, else 0.
size_t LabelOfWord(const std::vector<SourceToken>& tokens, size_t at) {
  if (!IsSign(tokens[at], "{")) return 0;
  const size_t comma = PastQualifiedName(tokens, at + 1);
  if (comma == at + 1 || comma + 1 >= tokens.size() || !IsSign(tokens[comma], ",")) return 0;
  const SourceToken& text = tokens[comma + 1];
  const bool label = text.kind == SourceToken::Kind::kText && BeginsWithCapital(text.value);
  return label ? comma + 1 : 0;
}

// Where the arguments begin if `at` is a call that shows a text, else 0.
size_t ArgumentsOfShowing(const std::vector<SourceToken>& tokens, size_t at) {
  const auto is = [&](size_t i, SourceToken::Kind kind, std::string_view value) {
    return i < tokens.size() && tokens[i].kind == kind &&
           (value.empty() || tokens[i].value == value);
  };
  constexpr auto kWord = SourceToken::Kind::kWord;
  constexpr auto kSign = SourceToken::Kind::kSign;
  const bool begins_list = is(at, kSign, "{") && is(at + 1, SourceToken::Kind::kText, "") &&
                           is(at + 2, kSign, ",") && is(at + 3, kSign, "{");
  if (begins_list && BeginsWithCapital(tokens[at + 1].value)) return at + 1;
  if (const size_t label = LabelOfWord(tokens, at); label != 0) return label;
  if (is(at, kWord, "tr") && is(at + 1, kSign, "(")) return at + 2;
  if (!is(at, kWord, "Message")) return 0;
  if (is(at + 1, kSign, "{")) return at + 2;
  if (is(at + 1, kWord, "") && is(at + 2, kSign, "{")) return at + 3;
  return 0;
}

}  // namespace

std::vector<SourceToken> TokensOf(std::string_view source) { return Scanner(source).Tokens(); }

std::set<std::string> ShownTexts(const std::vector<SourceToken>& tokens) {
  std::set<std::string> texts;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t arguments = ArgumentsOfShowing(tokens, i);
    if (arguments != 0) AddFirstArgument(tokens, arguments, texts);
    if (tokens[i].kind == SourceToken::Kind::kText && PlacesIn(tokens[i].value) > 0) {
      texts.insert(tokens[i].value);
    }
  }
  std::erase_if(texts, [](const std::string& text) { return !HasLetters(text); });
  return texts;
}

int PlacesIn(std::string_view pattern) {
  int count = 0;
  for (size_t at = pattern.find("{}"); at != std::string_view::npos;
       at = pattern.find("{}", at + 2)) {
    ++count;
  }
  return count;
}

}  // namespace convlens
