#include <cassert>
#include <string_view>

#include "embed/embedded.h"
#include "paint/theme.h"

namespace convlens {
namespace {

// Embedded files: the same pictures on every system. The Chinese ones may be missing where a
// program fetches them later; everything else is then there.
constexpr const char* kRegular = "fonts/Inter-Regular.otf";
constexpr const char* kSemiBold = "fonts/Inter-SemiBold.otf";
constexpr const char* kBold = "fonts/Inter-Bold.otf";
constexpr const char* kMono = "fonts/DejaVuSansMono.ttf";
constexpr const char* kSymbolFace = "fonts/DejaVuSans.ttf";
constexpr const char* kChinese = "fonts/DroidSansFallback.ttf";
constexpr const char* kPunctuation = "fonts/NotoSansSC-Punctuation.otf";
constexpr const char* kBoldChinese = "fonts/NotoSansSC-Bold.otf";

// What the interface's own texts need.
struct Ranges {
  ImVector<ImWchar> latin, symbols, chinese_of_texts, digits;
};

constexpr const char* kSymbols = "←→↑↓⇧★⋆∗×−±·•…∑Σ∂ŶŷˆλΔπω≡∞≤≥≈≠²³°✓⌊⌋⌈⌉–—“”‘’";

/// All that lessons and translations are written with; what a font does not have is left out of it.
void AddTextsOfProgram(ImFontGlyphRangesBuilder& range) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.ends_with(".json")) continue;
    range.AddText(file.content.data(), file.content.data() + file.content.size());
  }
}

Ranges MakeRanges(ImFontAtlas& atlas) {
  Ranges ranges;
  ImFontGlyphRangesBuilder latin;
  latin.AddRanges(atlas.GetGlyphRangesDefault());
  for (ImWchar c = 0x100; c < 0x180; ++c) latin.AddChar(c);
  latin.AddText(kSymbols);
  AddTextsOfProgram(latin);
  latin.BuildRanges(&ranges.latin);
  ImFontGlyphRangesBuilder symbols;
  symbols.AddText(kSymbols);
  AddTextsOfProgram(symbols);
  symbols.BuildRanges(&ranges.symbols);
  ImFontGlyphRangesBuilder chinese;
  AddTextsOfProgram(chinese);
  chinese.AddText("简体中文，。：；？！（）、《》“”");
  chinese.BuildRanges(&ranges.chinese_of_texts);
  ImFontGlyphRangesBuilder digits;
  digits.AddText("0123456789.,-+−×∞eENanif?½ ");
  digits.BuildRanges(&ranges.digits);
  return ranges;
}

// Chinese characters of the same nominal size look smaller than Inter's letters.
constexpr float kChineseSize = 1.08F;
// Noto's faces have more room between lines: this gives their characters the same size.
constexpr float kNotoSize = 1.19F;

/// Adds fonts to Dear ImGui's atlas. They must be built while it lives: it has their ranges.
class FontBuilder {
 public:
  explicit FontBuilder(float scale)
      : atlas_(*ImGui::GetIO().Fonts), scale_(scale), ranges_(MakeRanges(atlas_)) {}

  /// Chinese punctuation is that of the bold face's family: the first merged wins.
  /// `all_chinese`: not only the characters of our texts, but those of file names and pasted texts.
  ImFont* Text(const char* face, float points, bool all_chinese = false) {
    ImFont* font = Base(face, points, ranges_.latin.Data);
    Merge(kSymbolFace, points, ranges_.symbols.Data);
    Merge(kPunctuation, points * kNotoSize, ranges_.chinese_of_texts.Data);
    Merge(kChinese, points * kChineseSize,
          all_chinese ? atlas_.GetGlyphRangesChineseFull() : ranges_.chinese_of_texts.Data);
    return font;
  }
  /// What the bold Chinese face does not have comes from the regular one: the first merged wins.
  ImFont* BoldText(const char* face, float points) {
    ImFont* font = Base(face, points, ranges_.latin.Data);
    Merge(kSymbolFace, points, ranges_.symbols.Data);
    Merge(kBoldChinese, points * kNotoSize, ranges_.chinese_of_texts.Data);
    Merge(kChinese, points * kChineseSize, ranges_.chinese_of_texts.Data);
    return font;
  }
  ImFont* Digits(const char* face, float points) {
    ImFont* font = Base(face, points, ranges_.digits.Data);
    Merge(kSymbolFace, points, ranges_.digits.Data);
    return font;
  }

 private:
  ImFont* Base(const char* face, float points, const ImWchar* ranges) {
    ImFontConfig config;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    config.SizePixels = points * scale_;
    return Add(face, points, config, ranges);
  }
  static ImFontConfig Merged() {
    ImFontConfig config;
    config.MergeMode = true;
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    return config;
  }
  void Merge(const char* face, float points, const ImWchar* ranges) {
    if (!EmbeddedContent(face).empty()) Add(face, points, Merged(), ranges);
  }
  ImFont* Add(const char* face, float points, ImFontConfig config, const ImWchar* ranges) {
    const std::string_view bytes = EmbeddedContent(face);
    assert(!bytes.empty());
    config.FontDataOwnedByAtlas = false;
    // Dear ImGui takes the data as void*, and only reads them.
    return atlas_.AddFontFromMemoryTTF(const_cast<char*>(bytes.data()),
                                       static_cast<int>(bytes.size()), points * scale_, &config,
                                       ranges);
  }

  ImFontAtlas& atlas_;
  float scale_;
  Ranges ranges_;
};

// Inter's digits are proportional by default; columns and counters must not dance. Each digit gets
// the width of the widest, centred.
void MakeDigitsTabular(ImFont& font) {
  float widest = 0;
  for (ImWchar c = '0'; c <= '9'; ++c) {
    const ImFontGlyph* glyph = font.FindGlyphNoFallback(c);
    if (glyph == nullptr) return;
    widest = glyph->AdvanceX > widest ? glyph->AdvanceX : widest;
  }
  for (ImWchar c = '0'; c <= '9'; ++c) {
    auto* glyph = const_cast<ImFontGlyph*>(font.FindGlyphNoFallback(c));
    const float shift = static_cast<float>(static_cast<int>((widest - glyph->AdvanceX) / 2));
    glyph->X0 += shift;
    glyph->X1 += shift;
    glyph->AdvanceX = widest;
    font.IndexAdvanceX[c] = widest;
  }
}

// The sign of correlation is but a speck in the faces that have it: the larger star is the same.
void EnlargeStar(ImFont& font) {
  constexpr ImWchar kStarOperator = 0x22C6;
  constexpr ImWchar kStar = 0x2605;
  if (font.FindGlyphNoFallback(kStar) != nullptr) font.AddRemapChar(kStarOperator, kStar);
}

/// In pixels, and such that no side is longer than textures may be nearly everywhere: 8192 up to
/// scale 6, the largest that pictures use. A texture that is too large has no glyphs at all.
int AtlasWidth(float scale) {
  if (scale <= 2) return 2048;
  return scale <= 4 ? 4096 : 8192;
}

}  // namespace

void LoadFonts(Theme& theme) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.TexDesiredWidth = AtlasWidth(theme.scale);
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  FontBuilder builder(theme.scale);
  theme.body = builder.Text(kRegular, 13.5F, true);
  theme.small = builder.Text(kRegular, 11.5F);
  theme.bold = builder.BoldText(kSemiBold, 13.5F);
  theme.heading = builder.BoldText(kSemiBold, 17);
  theme.title = builder.BoldText(kBold, 20);
  theme.mono = builder.Text(kMono, 13.5F);
  theme.mono_large = builder.Text(kMono, 19);
  for (size_t i = 0; i < theme.cells.size(); ++i) {
    theme.cells[i] = builder.Digits(kRegular, Theme::kCellSizes[i]);
  }
  atlas.Build();
  atlas.ClearInputData();  // they point into the builder's ranges
  for (ImFont* font : atlas.Fonts) {
    MakeDigitsTabular(*font);
    EnlargeStar(*font);
  }
  ImGui::GetIO().FontDefault = theme.body;
}

}  // namespace convlens
