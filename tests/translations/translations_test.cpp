#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/kernel/kernel_presets.h"
#include "layer/settings/stack_presets.h"
#include "model/edit/edit_labels.h"
#include "translations/source_texts.h"
#include "ui/shell/command_table.h"

namespace convlens {
namespace {

std::string Contents(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool IsSource(const std::filesystem::path& file) {
  return file.extension() == ".h" || file.extension() == ".cpp";
}

// Commands without a window answer in English only, for scripts.
bool IsSeenInTheWindow(const std::filesystem::path& file) {
  return file.parent_path().filename() != "cli";
}

struct SourceTexts {
  std::set<std::string> all;
  std::set<std::string> shown;
};

SourceTexts ReadSources() {
  SourceTexts texts;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(SOURCE_ROOT) / "src")) {
    if (!IsSource(entry.path())) continue;
    const std::vector<SourceToken> tokens = TokensOf(Contents(entry.path()));
    for (const SourceToken& token : tokens) {
      if (token.kind == SourceToken::Kind::kText) texts.all.insert(token.value);
    }
    if (IsSeenInTheWindow(entry.path())) texts.shown.merge(ShownTexts(tokens));
  }
  return texts;
}

std::set<std::string> TextsOfTables() {
  std::set<std::string> texts;
  for (const CommandInfo& info : CommandTable()) {
    texts.insert(info.label);
    if (info.group != nullptr) texts.insert(info.group);
  }
  for (const GridRole role :
       {GridRole::kInput, GridRole::kKernel, GridRole::kTarget, GridRole::kReference}) {
    for (const auto label : {SetCellLabel, PaintLabel, ClearLabel, ResizeLabel}) {
      texts.insert(label(role).pattern);
    }
  }
  for (const KernelPreset& preset : KernelPresets()) texts.insert(std::string(preset.name));
  for (const StackPreset& preset : StackPresets()) texts.insert(std::string(preset.name));
  texts.erase("简体中文");  // a language's own name is the same in every language
  return texts;
}

nlohmann::json Chinese() {
  return nlohmann::json::parse(
      Contents(std::filesystem::path(SOURCE_ROOT) / "assets/translations/zh.json"));
}

TEST_CASE("every text of the interface has a Chinese translation") {
  const nlohmann::json chinese = Chinese();
  std::set<std::string> texts = ReadSources().shown;
  texts.merge(TextsOfTables());
  CHECK(texts.size() > 100);
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(chinese.contains(text));
  }
}

TEST_CASE("a translation is a text with as many places as its original") {
  const nlohmann::json chinese = Chinese();
  for (const auto& [text, translation] : chinese.items()) {
    const std::string& english = text;  // clang 14 captures no structured binding
    CAPTURE(english);
    REQUIRE(translation.is_string());
    CHECK_FALSE(translation.get<std::string>().empty());
    const std::string translated = translation.get<std::string>();
    CHECK(PlacesIn(translated) == PlacesIn(english));
    const auto has_choices = [](const std::string& t) { return t.find("{*}") != t.npos; };
    CHECK(has_choices(translated) == has_choices(english));
  }
}

TEST_CASE("no translation is left of a text that is gone") {
  const std::set<std::string> texts = ReadSources().all;
  const nlohmann::json chinese = Chinese();
  for (const auto& [text, translation] : chinese.items()) {
    const std::string& english = text;  // clang 14 captures no structured binding
    CAPTURE(english);
    CHECK(texts.contains(english));
  }
}

/// The texts of a lesson file, English and Chinese.
void AddLessonTexts(const nlohmann::json& value,
                    std::vector<std::pair<std::string, std::string>>& texts) {
  if (value.is_object() && value.contains("en") && value.contains("zh")) {
    texts.emplace_back(value["en"], value["zh"]);
    return;
  }
  if (!value.is_structured()) return;
  for (const nlohmann::json& part : value) AddLessonTexts(part, texts);
}

std::vector<std::pair<std::string, std::string>> LessonTexts() {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(SOURCE_ROOT) / "assets/lessons")) {
    AddLessonTexts(nlohmann::json::parse(Contents(entry.path())), texts);
  }
  return texts;
}

/// The numbers without a sign that `text` names: "0.03", "27".
std::set<std::string> NumbersIn(const std::string& text) {
  std::set<std::string> numbers;
  const auto is_digit = [&](size_t i) { return i < text.size() && std::isdigit(text[i] & 0xFF); };
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    while (is_digit(i) || (i > begin && text[i] == '.' && is_digit(i + 1))) ++i;
    if (i > begin) numbers.insert(text.substr(begin, i - begin));
    i = std::max(i, begin + 1);
  }
  return numbers;
}

/// What stands between “ and ” in `text`: the names of controls and choices.
std::vector<std::string> QuotedIn(const std::string& text) {
  static constexpr std::string_view kOpen = "“";
  static constexpr std::string_view kClose = "”";
  std::vector<std::string> quoted;
  for (size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at + 1)) {
    const size_t begin = at + kOpen.size();
    quoted.push_back(text.substr(begin, text.find(kClose, begin) - begin));
  }
  return quoted;
}

TEST_CASE("a lesson names the same numbers in both languages") {
  const auto texts = LessonTexts();
  CHECK(texts.size() > 100);
  for (const auto& text : texts) {
    CAPTURE(text.first);
    CAPTURE(text.second);
    CHECK(NumbersIn(text.first) == NumbersIn(text.second));
  }
}

TEST_CASE("what a lesson quotes is called so in the interface, in both languages") {
  const nlohmann::json chinese = Chinese();
  std::set<std::string> translations;
  for (const auto& item : chinese.items()) translations.insert(item.value());
  for (const auto& text : LessonTexts()) {
    for (const std::string& name : QuotedIn(text.first)) {
      CAPTURE(name);
      CHECK(chinese.contains(name));
    }
    for (const std::string& name : QuotedIn(text.second)) {
      CAPTURE(name);
      CHECK(translations.contains(name));
    }
  }
}

TEST_CASE("texts are found in every way of writing them") {
  const auto tokens = TokensOf(R"(
    // tr("in a comment")
    Button(ui, "button.play", ui.tr("Play"), 80);
    tr(wide ? "A long text, split "  /* here */
              "over lines" : "Short");
    return Message{"No file \"{}\".", {name, "argument"}};
    const Message none{"Nothing."};
    Fail("{} is missing");
    Replace(kernel, {"Flip kernel", {}});
    json = {{"field", {1, 2}}};
    Fill("+ {}");
    Word<Kind> words[] = {{Kind::kOne, "The first", "one"}, {n::Kind::kNone, "", "none"}};
    char quote = '"'; int n = 1'000; Other("not shown");
  )");
  CHECK(ShownTexts(tokens) == std::set<std::string>{"Play", "A long text, split over lines",
                                                    "Short", "No file \"{}\".", "Nothing.",
                                                    "Flip kernel", "{} is missing", "The first"});
}

}  // namespace
}  // namespace convlens
