#include "ui/shell/drawn_text.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "imgui_internal.h"

namespace convlens {
namespace {

constexpr size_t kLongestText = 40;

/// A glyph of a font, known by where it lies in the atlas.
struct KnownGlyph {
  const ImFontGlyph* glyph = nullptr;
  float font_size = 0;
};
using KnownGlyphs = std::unordered_map<uint64_t, KnownGlyph>;

uint64_t KeyOf(float u, float v) {
  return uint64_t{std::bit_cast<uint32_t>(u)} << 32 | std::bit_cast<uint32_t>(v);
}

KnownGlyphs GlyphsOf(const ImFontAtlas& atlas) {
  KnownGlyphs known;
  for (const ImFont* font : atlas.Fonts) {
    for (const ImFontGlyph& glyph : font->Glyphs) {
      if (glyph.Visible) known[KeyOf(glyph.U0, glyph.V0)] = {&glyph, font->FontSize};
    }
  }
  return known;
}

class SmallestFinder {
 public:
  explicit SmallestFinder(const ImFontAtlas& atlas) : known_(GlyphsOf(atlas)) {}

  void Look(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr) continue;
      const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
      const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
      for (unsigned i = 0; i + 6 <= command.ElemCount;) {
        i += IsQuad(indices + i) ? Look(vertices + indices[i], command.ClipRect) : 3;
      }
    }
  }

  const WrittenText& found() const { return found_; }

 private:
  // As ImDrawList::PrimRectUV has them: a, b, c and a, c, d, clockwise from the left upper corner.
  static bool IsQuad(const ImDrawIdx* i) {
    return i[1] == i[0] + 1 && i[2] == i[0] + 2 && i[3] == i[0] && i[4] == i[0] + 2 &&
           i[5] == i[0] + 3;
  }

  // Returns how many indices were looked at.
  unsigned Look(const ImDrawVert* quad, const ImVec4& clip) {
    const ImDrawVert& min = quad[0];
    const ImDrawVert& max = quad[2];
    const auto at = known_.find(KeyOf(min.uv.x, min.uv.y));
    if (at == known_.end() || max.uv.x != at->second.glyph->U1 || max.uv.y != at->second.glyph->V1)
      return 6;
    const bool inside =
        min.pos.x >= clip.x && min.pos.y >= clip.y && max.pos.x <= clip.z && max.pos.y <= clip.w;
    if (inside && (min.col >> IM_COL32_A_SHIFT) != 0) {
      Take(*at->second.glyph, at->second.font_size, max.pos.y - min.pos.y);
    }
    return 6;
  }

  void Take(const ImFontGlyph& glyph, float font_size, float height) {
    const float size = font_size * height / (glyph.Y1 - glyph.Y0);
    const bool same = std::fabs(size - found_.size) < 0.01F * size;
    if (found_.size > 0 && size > found_.size && !same) return;
    if (!same) found_ = {size, {}};
    if (found_.text.size() >= kLongestText) return;
    char character[5];
    found_.text.append(ImTextCharToUtf8(character, glyph.Codepoint));
  }

  KnownGlyphs known_;
  WrittenText found_;
};

}  // namespace

WrittenText SmallestText(const ImDrawData& frame, const ImFontAtlas& atlas) {
  SmallestFinder finder(atlas);
  for (int i = 0; i < frame.CmdListsCount; ++i) finder.Look(*frame.CmdLists[i]);
  return finder.found();
}

void ReportSmallestText(Inspection& inspection, const Theme& theme) {
  if (!inspection.active()) return;
  const WrittenText smallest = SmallestText(*ImGui::GetDrawData(), *ImGui::GetIO().Fonts);
  inspection.Fact("text.smallest", double{smallest.size / theme.scale});
  inspection.Fact("text.smallest_words", smallest.text);
}

}  // namespace convlens
