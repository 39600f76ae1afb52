#include <array>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "embed/embedded.h"
#include "io/files/file.h"
#include "paint/theme.h"

namespace convlens {
namespace {

using Candidates = std::initializer_list<const char*>;

std::string FirstThatExists(Candidates names) {
  for (const char* folder : {"/usr/share/fonts/", "/usr/local/share/fonts/"}) {
    for (const char* name : names) {
      std::error_code ignored;
      std::string path = std::string(folder) + name;
      if (std::filesystem::exists(path, ignored)) return path;
    }
  }
  return {};
}

struct FontFiles {
  std::string regular, semibold, bold, mono, symbols, chinese;
};

FontFiles FindFonts() {
  return {
      FirstThatExists({"opentype/inter/Inter-Regular.otf", "truetype/inter/Inter-Regular.ttf",
                       "truetype/dejavu/DejaVuSans.ttf"}),
      FirstThatExists({"opentype/inter/Inter-SemiBold.otf", "truetype/inter/Inter-SemiBold.ttf",
                       "truetype/dejavu/DejaVuSans-Bold.ttf"}),
      FirstThatExists({"opentype/inter/Inter-Bold.otf", "truetype/inter/Inter-Bold.ttf",
                       "truetype/dejavu/DejaVuSans-Bold.ttf"}),
      FirstThatExists({"truetype/dejavu/DejaVuSansMono.ttf"}),
      FirstThatExists({"truetype/dejavu/DejaVuSans.ttf"}),
      FirstThatExists(
          {"truetype/droid/DroidSansFallbackFull.ttf", "truetype/droid/DroidSansFallback.ttf"}),
  };
}

// What the interface's own texts need; a file name may need more, and gets the common characters.
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
// The bold face has more room between lines: this gives its characters the regular ones' size.
constexpr float kBoldChineseSize = 1.19F;

/// The font files, each read once: some serve in seven sizes. Empty where one cannot be read.
class FontBytes {
 public:
  std::string_view Of(const std::string& path) {
    const auto [file, is_new] = files_.try_emplace(path);
    if (is_new && !path.empty()) {
      if (Result<std::string> bytes = ReadFile(path)) file->second = std::move(*bytes);
    }
    return file->second;
  }

 private:
  std::map<std::string, std::string> files_;
};

/// Adds fonts to Dear ImGui's atlas. They are to be built while it lives: it has their files.
class FontBuilder {
 public:
  FontBuilder(float scale, ImVector<ImWchar>* common_chinese)
      : atlas_(*ImGui::GetIO().Fonts),
        files_(FindFonts()),
        scale_(scale),
        ranges_(MakeRanges(atlas_)) {
    ImFontGlyphRangesBuilder common;
    common.AddRanges(atlas_.GetGlyphRangesChineseSimplifiedCommon());
    common.AddRanges(ranges_.chinese_of_texts.Data);
    common.BuildRanges(common_chinese);
    common_ = common_chinese;
  }

  ImFont* Text(const std::string& file, float points, bool all_common_chinese = false) {
    ImFont* font = Base(file, points, ranges_.latin.Data);
    Merge(files_.symbols, points, ranges_.symbols.Data);
    Merge(files_.chinese, points * kChineseSize,
          all_common_chinese ? common_->Data : ranges_.chinese_of_texts.Data);
    return font;
  }
  /// What the bold Chinese face does not have comes from the regular one: the first merged wins.
  ImFont* BoldText(const std::string& file, float points) {
    ImFont* font = Base(file, points, ranges_.latin.Data);
    Merge(files_.symbols, points, ranges_.symbols.Data);
    MergeBoldChinese(points * kBoldChineseSize);
    Merge(files_.chinese, points * kChineseSize, ranges_.chinese_of_texts.Data);
    return font;
  }
  ImFont* Digits(const std::string& file, float points) {
    ImFont* font = Base(file, points, ranges_.digits.Data);
    Merge(files_.symbols, points, ranges_.digits.Data);
    return font;
  }
  const FontFiles& files() const { return files_; }

 private:
  ImFont* Base(const std::string& file, float points, const ImWchar* ranges) {
    ImFontConfig config;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    config.SizePixels = points * scale_;
    const std::string_view face = bytes_.Of(file);
    if (face.empty()) return atlas_.AddFontDefault(&config);
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
  void Merge(const std::string& file, float points, const ImWchar* ranges) {
    const std::string_view face = bytes_.Of(file);
    if (!face.empty()) Add(face, points, Merged(), ranges);
  }
  void MergeBoldChinese(float points) {
    Add(EmbeddedContent("fonts/NotoSansSC-Bold.otf"), points, Merged(),
        ranges_.chinese_of_texts.Data);
  }
  ImFont* Add(std::string_view face, float points, ImFontConfig config, const ImWchar* ranges) {
    config.FontDataOwnedByAtlas = false;
    // Dear ImGui takes the data as void*, and only reads them.
    return atlas_.AddFontFromMemoryTTF(const_cast<char*>(face.data()),
                                       static_cast<int>(face.size()), points * scale_, &config,
                                       ranges);
  }

  ImFontAtlas& atlas_;
  FontFiles files_;
  FontBytes bytes_;
  float scale_;
  Ranges ranges_;
  ImVector<ImWchar>* common_;
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
  ImVector<ImWchar> common_chinese;
  FontBuilder builder(theme.scale, &common_chinese);
  const FontFiles& files = builder.files();
  theme.body = builder.Text(files.regular, 13.5F, true);
  theme.small = builder.Text(files.regular, 11.5F);
  theme.bold = builder.BoldText(files.semibold, 13.5F);
  theme.heading = builder.BoldText(files.semibold, 17);
  theme.title = builder.BoldText(files.bold, 20);
  theme.mono = builder.Text(files.mono, 13.5F);
  theme.mono_large = builder.Text(files.mono, 19);
  for (size_t i = 0; i < theme.cells.size(); ++i) {
    theme.cells[i] = builder.Digits(files.regular, Theme::kCellSizes[i]);
  }
  atlas.Build();
  atlas.ClearInputData();  // the builder's files and ranges
  for (ImFont* font : atlas.Fonts) MakeDigitsTabular(*font);
  ImGui::GetIO().FontDefault = theme.body;
}

}  // namespace convlens
