#include "paint/translator.h"

#include <doctest/doctest.h>

#include "unit/environment.h"

using namespace convlens;

TEST_CASE("in English a text stays as it is") {
  const Translator tr(Language::kEnglish);
  CHECK(std::string(tr("Kernel")) == "Kernel");
  CHECK(tr("{} of {}", "2", "4") == "2 of 4");
}

TEST_CASE("in Chinese a text is looked up, with the book's terms") {
  const Translator tr(Language::kChinese);
  CHECK(std::string(tr("Kernel")) == "卷积核");
  CHECK(std::string(tr("Correlation")) == "互相关");
  CHECK(std::string(tr("Convolution")) == "卷积");
  CHECK(std::string(tr("Learning rate")) == "学习率");
}

TEST_CASE("a text without a translation stays English") {
  const Translator tr(Language::kChinese);
  CHECK(std::string(tr("Nobody ever translated this.")) == "Nobody ever translated this.");
}

TEST_CASE("a translated pattern takes its arguments in the same order") {
  const Translator tr(Language::kChinese);
  CHECK(tr("{} of {}", "2", "4") == "第 2 个，共 4 个");
  CHECK(tr(Message{"There is no file {}.", {"a.png"}}) == "文件 a.png 不存在。");
}

TEST_CASE("a lesson's text is chosen by language") {
  const LessonText text{"The sliding window", "滑动窗口"};
  CHECK(Translator(Language::kEnglish)(text) == "The sliding window");
  CHECK(Translator(Language::kChinese)(text) == "滑动窗口");
}

TEST_CASE("a preference decides the language before the environment does") {
  const Environment all("LC_ALL", "zh_CN.UTF-8");
  CHECK(LanguageFor("en") == Language::kEnglish);
  CHECK(LanguageFor("zh") == Language::kChinese);
  CHECK(LanguageFor("") == Language::kChinese);
}

TEST_CASE("without a preference the environment's first word on language counts") {
  const Environment all("LC_ALL", nullptr);
  const Environment messages("LC_MESSAGES", "de_DE.UTF-8");
  const Environment lang("LANG", "zh_CN.UTF-8");
  CHECK(LanguageFor("") == Language::kEnglish);
  const Environment none("LC_MESSAGES", nullptr);
  CHECK(LanguageFor("") == Language::kChinese);
}
