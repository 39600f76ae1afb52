#pragma once

#include <map>
#include <string>

#include "core/grid/message.h"
#include "core/grid/words.h"
#include "model/edit/lesson.h"

namespace convlens {

enum class Language { kEnglish, kChinese };

/// Each by its own name, whatever the interface's language.
inline constexpr Word<Language> kLanguageWords[] = {{Language::kEnglish, "English", "en"},
                                                    {Language::kChinese, "简体中文", "zh"}};

/// The one translation function of the interface. English text is the key; a text without an entry
/// stays English (a test finds those: every `tr("…")` and every Message pattern of src/ must have
/// one).
class Translator {
 public:
  explicit Translator(Language language = Language::kEnglish);

  Language language() const { return language_; }
  /// Lives as long as the translator.
  const char* operator()(const char* english) const;
  std::string operator()(const Message& message) const;
  /// A pattern with `{}` places and what goes into them.
  template <typename... Arguments>
  std::string operator()(const char* pattern, const Arguments&... arguments) const {
    return FillIn((*this)(pattern), {std::string(arguments)...});
  }
  const std::string& operator()(const LessonText& text) const;

 private:
  Language language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

/// By a preference ("en", "zh"), or, when it is empty, by the environment.
Language LanguageFor(const std::string& preference);

}  // namespace convlens
