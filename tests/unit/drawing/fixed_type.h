#pragma once

#include "drawing/drawing.h"

/// Every character half as wide as it is high: drawings without fonts.
class FixedType : public convlens::TypeMeasure {
 public:
  using TypeMeasure::Width;
  float Size(convlens::Face face) const override {
    static constexpr float kSizes[] = {11.5F, 13.5F, 13.5F, 17, 20, 11, 13, 17, 22, 29, 38, 52, 72};
    return kSizes[static_cast<int>(face)];
  }
  float Em(convlens::Face face) const override { return 0.8F * Size(face); }
  float Ascent(convlens::Face face) const override { return 0.8F * Size(face); }
  float Width(convlens::Face, float size, std::string_view text) const override {
    int characters = 0;
    for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return 0.5F * size * static_cast<float>(characters);
  }
};
