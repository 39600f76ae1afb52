#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/grid/plane.h"

namespace convlens {

/// Writes SVG element by element. Same calls, same bytes, whatever the locale.
class SvgWriter {
 public:
  /// The `svg` element of a page (points or pixels), with the families that its texts fall back
  /// along.
  explicit SvgWriter(Rect page);

  void Open(const char* element);
  void Attribute(const char* name, std::string_view value);  ///< must not hold a quote
  void Attribute(const char* name, float value);
  /// x, y, width and height.
  void Box(Rect box);
  /// points="x,y x,y …".
  void Points(std::span<const Point> points);
  /// Ends an element that has no content.
  void Close();
  /// Ends an element with `text` as its content.
  void Close(const char* element, std::string_view text);
  /// Between an element's attributes and its content.
  void BeginContent();
  void EndContent(const char* element);

  /// The whole file.
  std::string End();

  /// At most two decimals: a hundredth of a point is not seen.
  static std::string Number(float value);

 private:
  std::string text_;
};

}  // namespace convlens
