#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "embed/embedded.h"
#include "imgui.h"
#include "paint/theme.h"

using namespace convlens;

namespace {

/// Dear ImGui's context, with no window and no OpenGL.
struct Context {
  Context() { ImGui::CreateContext(); }
  ~Context() { ImGui::DestroyContext(); }
};

constexpr unsigned kFirstOfChinese = 0x2E80;

// Characters of all lessons and translations, from one code up to another, in their order.
std::vector<ImWchar> CharactersOfTexts(unsigned from, unsigned to) {
  ImFontGlyphRangesBuilder used;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.ends_with(".json")) continue;
    used.AddText(file.content.data(), file.content.data() + file.content.size());
  }
  std::vector<ImWchar> characters;
  for (unsigned c = from; c < to; ++c) {
    if (used.GetBit(c)) characters.push_back(static_cast<ImWchar>(c));
  }
  return characters;
}

void CheckFaceHas(std::string_view name, const std::vector<ImWchar>& characters) {
  CAPTURE(name);
  const std::string_view face = EmbeddedContent(name);
  ImFontGlyphRangesBuilder used;
  for (const ImWchar character : characters) used.AddChar(character);
  ImVector<ImWchar> ranges;
  used.BuildRanges(&ranges);
  ImFontAtlas atlas;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  const ImFont* font = atlas.AddFontFromMemoryTTF(
      const_cast<char*>(face.data()), static_cast<int>(face.size()), 13, &config, ranges.Data);
  REQUIRE(atlas.Build());
  for (const ImWchar character : characters) {
    INFO("run assets/fonts/subset.py for U+" << std::hex << character);
    CHECK(font->FindGlyphNoFallback(character) != nullptr);
  }
}

// Mean coverage of a character's box in the atlas, 0..255.
double InkOf(const ImFont& font, ImWchar character) {
  const ImFontGlyph* glyph = font.FindGlyphNoFallback(character);
  REQUIRE(glyph != nullptr);
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  double sum = 0;
  int count = 0;
  const auto place = [](float part, int whole) { return int(part * float(whole)); };
  for (int y = place(glyph->V0, height); y < place(glyph->V1, height); ++y) {
    for (int x = place(glyph->U0, width); x < place(glyph->U1, width); ++x, ++count) {
      sum += pixels[y * width + x];
    }
  }
  return sum / count;
}

}  // namespace

TEST_CASE("bold Chinese is bold, and as large as the regular Chinese beside it") {
  const Context context;
  Theme theme = MakeTheme(ThemeKind::kDark, 2);
  LoadFonts(theme);
  for (const ImWchar character : {ImWchar(0x6838), ImWchar(0x79EF), ImWchar(0x5C42)}) {  // 核积层
    CHECK(InkOf(*theme.bold, character) > 1.2 * InkOf(*theme.body, character));
    CHECK(theme.bold->FindGlyph(character)->AdvanceX ==
          doctest::Approx(theme.body->FindGlyph(character)->AdvanceX).epsilon(0.08));
  }
}

TEST_CASE("Chinese punctuation stands in the same part of its square, bold or regular") {
  const Context context;
  Theme theme = MakeTheme(ThemeKind::kDark, 2);
  LoadFonts(theme);
  for (const int code : {0xFF0C, 0x3002, 0xFF1A, 0xFF1B, 0xFF08}) {  // ，。：；（
    CAPTURE(code);
    const auto middle = [code](const ImFont& font) {
      const ImFontGlyph* glyph = font.FindGlyph(static_cast<ImWchar>(code));
      return (glyph->X0 + glyph->X1) / 2 / glyph->AdvanceX;
    };
    CHECK(middle(*theme.bold) == doctest::Approx(middle(*theme.body)).epsilon(0.15));
  }
}

TEST_CASE("the sign of correlation can be told from a dot in every text") {
  const Context context;
  Theme theme = MakeTheme(ThemeKind::kDark, 2);
  LoadFonts(theme);
  for (const ImFont* font : {theme.body, theme.small, theme.bold, theme.heading, theme.title}) {
    const ImFontGlyph* star = font->FindGlyph(ImWchar(0x22C6));
    const ImFontGlyph* dot = font->FindGlyph(ImWchar(0x2022));
    CHECK(star->Y1 - star->Y0 > 1.3F * (dot->Y1 - dot->Y0));
    CHECK(star->Y1 - star->Y0 > 0.4F * font->FontSize);
  }
}

TEST_CASE("at every scale the glyphs fit into a texture that graphics cards have") {
  for (const float scale : {0.5F, 1.0F, 2.0F, 2.5F, 4.0F, 4.1F, 6.0F, 8.0F}) {
    CAPTURE(scale);
    const Context context;
    Theme theme = MakeTheme(ThemeKind::kDark, scale);
    LoadFonts(theme);
    const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    const int most = scale <= 6 ? 8192 : 16384;
    CHECK(atlas.TexWidth <= most);
    CHECK(atlas.TexHeight <= most);
    CHECK(InkOf(*theme.title, '8') > 20);
    CHECK(atlas.ConfigData.empty());  // nor are font files kept
  }
}

TEST_CASE("both Chinese faces have every Chinese character of lessons and translations") {
  const std::vector<ImWchar> characters = CharactersOfTexts(kFirstOfChinese, 0x10000);
  REQUIRE(characters.size() > 500);
  CheckFaceHas("fonts/DroidSansFallback.ttf", characters);
  CheckFaceHas("fonts/NotoSansSC-Bold.otf", characters);
}

TEST_CASE("every text font has each character of lessons and translations") {
  const Context context;
  Theme theme = MakeTheme(ThemeKind::kDark, 1);
  LoadFonts(theme);
  for (const ImFont* font : {theme.body, theme.small, theme.bold, theme.heading, theme.title,
                             theme.mono, theme.mono_large}) {
    for (const ImWchar character : CharactersOfTexts(0x20, 0x10000)) {
      INFO("U+" << std::hex << character);
      CHECK(font->FindGlyphNoFallback(character) != nullptr);
    }
  }
}

TEST_CASE("file names and pasted texts show in Chinese, Japanese kana and European letters") {
  const Context context;
  Theme theme = MakeTheme(ThemeKind::kDark, 1);
  LoadFonts(theme);
  // The first and the last of GB 2312's first level, kana, a full-width A, and letters with marks.
  for (const int character : {0x554A, 0x5EA7, 0x3042, 0x30F3, 0xFF21, 0xE9, 0x15F, 0x3B2}) {
    INFO("U+" << std::hex << character);
    CHECK(theme.body->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr);
  }
  const ImWchar* common = ImGui::GetIO().Fonts->GetGlyphRangesChineseSimplifiedCommon();
  for (; common[0] != 0; common += 2) {
    if (common[0] < 0x4E00 || common[0] > 0x9FFF) continue;
    for (unsigned c = common[0]; c <= common[1]; ++c) {
      INFO("U+" << std::hex << c);
      CHECK(theme.body->FindGlyphNoFallback(static_cast<ImWchar>(c)) != nullptr);
    }
  }
}
