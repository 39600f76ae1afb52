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

// Characters that Chinese is written with, in all lessons and translations.
std::vector<ImWchar> ChineseOfTexts() {
  ImFontGlyphRangesBuilder used;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.ends_with(".json")) continue;
    used.AddText(file.content.data(), file.content.data() + file.content.size());
  }
  std::vector<ImWchar> characters;
  for (unsigned c = 0x2E80; c < 0x10000; ++c) {
    if (used.GetBit(c)) characters.push_back(static_cast<ImWchar>(c));
  }
  return characters;
}

// Mean coverage of a character's box in the atlas, 0..255.
double Ink(const ImFont& font, ImWchar character) {
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
    CHECK(Ink(*theme.bold, character) > 1.2 * Ink(*theme.body, character));
    CHECK(theme.bold->FindGlyph(character)->AdvanceX ==
          doctest::Approx(theme.body->FindGlyph(character)->AdvanceX).epsilon(0.08));
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
    CHECK(Ink(*theme.title, '8') > 20);
    CHECK(atlas.ConfigData.empty());  // nor are font files kept
  }
}

TEST_CASE("the bold face has every Chinese character of lessons and translations") {
  const std::string_view face = EmbeddedContent("fonts/NotoSansSC-Bold.otf");
  const std::vector<ImWchar> characters = ChineseOfTexts();
  REQUIRE(characters.size() > 500);
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
    INFO("run assets/fonts/subset_bold_chinese.py for U+" << std::hex << character);
    CHECK(font->FindGlyphNoFallback(character) != nullptr);
  }
}
