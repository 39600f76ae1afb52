#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/kernel_presets.h"
#include "layer/stack_presets.h"
#include "model/edit_labels.h"
#include "translations/source_texts.h"
#include "ui/command.h"

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
  for (const CommandInfo& info : Commands()) {
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
    CHECK(PlacesIn(translation.get<std::string>()) == PlacesIn(english));
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
    char quote = '"'; int n = 1'000; Other("not shown");
  )");
  CHECK(ShownTexts(tokens) == std::set<std::string>{"Play", "A long text, split over lines",
                                                    "Short", "No file \"{}\".", "Nothing.",
                                                    "Flip kernel", "{} is missing"});
}

}  // namespace
}  // namespace convlens
