#include "paint/translator.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "embed/embedded.h"

namespace convlens {

Translator::Translator(Language language) : language_(language) {
  if (language == Language::kEnglish) return;
  const auto json = nlohmann::json::parse(EmbeddedContent("translations/zh.json"), nullptr, false);
  if (!json.is_object()) return;
  for (const auto& [english, chinese] : json.items()) {
    if (chinese.is_string()) texts_.emplace(english, chinese.get<std::string>());
  }
}

const char* Translator::operator()(const char* english) const {
  const auto found = texts_.find(english);
  return found == texts_.end() ? english : found->second.c_str();
}

std::string Translator::operator()(const Message& message) const {
  // "a.csv: " before a message that stands by itself elsewhere.
  constexpr std::string_view kSource = "{}: ";
  if (message.pattern.starts_with(kSource) && !texts_.contains(message.pattern)) {
    const std::string rest = message.pattern.substr(kSource.size());
    return FillInMessage(std::string(kSource) + (*this)(rest.c_str()), message.arguments,
                         message.choices);
  }
  return FillInMessage((*this)(message.pattern.c_str()), message.arguments, message.choices);
}

const std::string& Translator::operator()(const LessonText& text) const {
  return language_ == Language::kChinese ? text.chinese : text.english;
}

Language LanguageFor(const std::string& preference) {
  std::string name = preference;
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (!name.empty()) break;
    const char* value = std::getenv(variable);
    if (value != nullptr) name = value;
  }
  return name.starts_with("zh") ? Language::kChinese : Language::kEnglish;
}

}  // namespace convlens
