// One tile of a grid of numbers: value to colour, cell borders, dimming, empty cells, and marks for
// what colour alone does not say: a notch for a negative value, stripes for NaN and the infinities.
// Cells are counted over the whole grid as (column, row).
//
// Compiled twice: with CELLS defined for cells of at least 6 pixels, which have borders and marks,
// and without it for smaller ones, which are blended. A software renderer executes both sides of a
// branch.

uniform sampler2D u_values;  // a tile of one level of the grid's pyramid
uniform int u_level;         // a texel is 2^level cells wide and high
uniform ivec2 u_tile;        // first texel of the tile
uniform ivec2 u_level_size;  // texels of the whole level

uniform ivec2 u_base;    // a cell near the quad, and
uniform vec2 u_anchor;   // the pixel of its top left corner: keeps numbers small and exact
uniform float u_cell;    // pixels per cell
uniform float u_border;  // pixels of the line between two cells
uniform ivec4 u_region;  // cells shown: first column, first row, end column, end row

uniform vec2 u_range;      // values of the first and the last colour
uniform bool u_sequential;
uniform ivec2 u_revealed;  // cells from this one on, in reading order, are empty
uniform ivec2 u_partial;   // this cell shows u_partial_value
uniform float u_partial_value;
uniform ivec4 u_lit;       // as u_region; cells outside are dimmed
uniform float u_dim;       // how much of its colour a dimmed cell keeps

uniform vec3 u_negative;
uniform vec3 u_zero;
uniform vec3 u_positive;
uniform vec3 u_dark;
uniform vec3 u_light;
uniform vec3 u_border_color;
uniform vec3 u_empty;
uniform vec3 u_background;
uniform vec3 u_not_finite;

in vec2 v_pixel;
out vec4 o_color;

const float kBorderedCell = 6.0;  // smaller cells have no borders
const float kMarkedCell = 14.0;   // smaller cells have no notch

// By the bits: some drivers assume that isnan() is never true.
bool IsFinite(float value) { return (floatBitsToUint(value) & 0x7F800000u) != 0x7F800000u; }
bool IsNan(float value) { return (floatBitsToUint(value) & 0x7FFFFFFFu) > 0x7F800000u; }

bool Inside(ivec2 cell, ivec4 rect) {
  return all(greaterThanEqual(cell, rect.xy)) && all(lessThan(cell, rect.zw));
}

bool IsEmpty(ivec2 cell) {
  if (cell == u_partial) return false;
  return cell.y > u_revealed.y || (cell.y == u_revealed.y && cell.x >= u_revealed.x);
}

float Texel(ivec2 texel) {
  ivec2 inside = clamp(texel, ivec2(0), u_level_size - 1) - u_tile;
  return texelFetch(u_values, clamp(inside, ivec2(0), textureSize(u_values, 0) - 1), 0).r;
}

#ifdef CELLS
float ValueAt(ivec2 cell, vec2 position) {
  return cell == u_partial ? u_partial_value : Texel(cell >> u_level);
}
#else
// Between texels of about a pixel: a transition of one pixel, so that pictures neither shimmer nor
// blur. Where one of them is not finite, the nearest.
float ValueAt(ivec2 cell, vec2 position) {
  float cells_a_texel = float(1 << u_level);
  vec2 texel = (vec2(u_base) + position) / cells_a_texel - 0.5;
  ivec2 first = ivec2(floor(texel));
  vec2 weight = clamp((fract(texel) - 0.5) * u_cell * cells_a_texel + 0.5, 0.0, 1.0);
  float a = Texel(first);
  float b = Texel(first + ivec2(1, 0));
  float c = Texel(first + ivec2(0, 1));
  float d = Texel(first + ivec2(1, 1));
  float blended = mix(mix(a, b, weight.x), mix(c, d, weight.x), weight.y);
  float nearest = weight.y < 0.5 ? (weight.x < 0.5 ? a : b) : (weight.x < 0.5 ? c : d);
  float value = IsFinite(blended) ? blended : nearest;
  return cell == u_partial ? u_partial_value : value;
}
#endif

vec3 ColorOf(float value) {
  if (u_sequential) {
    float range = u_range.y - u_range.x;
    float t = range > 0.0 ? clamp((value - u_range.x) / range, 0.0, 1.0) : 0.0;
    return mix(u_dark, u_light, t);
  }
  float t = u_range.y > 0.0 ? clamp(value / u_range.y, -1.0, 1.0) : 0.0;
  return mix(u_zero, t < 0.0 ? u_negative : u_positive, abs(t));
}

// What an infinity lies beyond, or nothing for NaN.
vec3 GroundOf(float value) {
  vec3 end = value < 0.0 ? (u_sequential ? u_dark : u_negative)
                         : (u_sequential ? u_light : u_positive);
  return IsNan(value) ? u_empty : end;
}

#ifdef CELLS
// 1 on a stripe, 0 beside it, with soft edges; `across` in pixels.
float Stripe(float across, float period) {
  float from_middle = abs(fract(across / period) - 0.5) * period;
  return clamp(from_middle - 0.25 * period + 0.5, 0.0, 1.0);
}

// NaN: diagonal stripes. An infinity: level stripes over the end of the scale that it lies beyond.
vec3 NotFiniteColor(float value, vec2 in_cell) {
  float period = clamp(u_cell / 6.0, 4.0, 12.0);
  float across = IsNan(value) ? (in_cell.x + in_cell.y) * 0.7071 : in_cell.y;
  return mix(GroundOf(value), u_not_finite, 0.6 * Stripe(across, period));
}

vec3 WithNotch(vec3 color, float value, vec2 in_cell) {
  if (u_cell < kMarkedCell || !(value < 0.0)) return color;
  float side = clamp(0.16 * u_cell, 5.0, 16.0);
  float cover = clamp((side - in_cell.x - in_cell.y) * 0.7071 + 0.5, 0.0, 1.0);
  float luma = dot(color, vec3(0.299, 0.587, 0.114));
  return mix(color, luma > 0.55 ? vec3(0.0) : vec3(1.0), 0.62 * cover);
}

// A line at the left and upper edge of each cell, but not around the grid; dashed between two empty
// cells.
float BorderCover(ivec2 cell, vec2 in_cell, bool empty) {
  vec2 line = vec2(lessThan(in_cell, vec2(u_border)));
  if (cell.x == u_region.x) line.x = 0.0;
  if (cell.y == u_region.y) line.y = 0.0;
  if (empty) {
    vec2 dash = step(vec2(0.5), fract(in_cell.yx / 6.0));
    if (IsEmpty(cell - ivec2(1, 0))) line.x *= dash.x;
    if (IsEmpty(cell - ivec2(0, 1))) line.y *= dash.y;
  }
  return max(line.x, line.y) * smoothstep(kBorderedCell, 2.0 * kBorderedCell, u_cell);
}
#else
vec3 NotFiniteColor(float value, vec2 in_cell) {
  return mix(GroundOf(value), u_not_finite, 0.8);
}
#endif

void main() {
  vec2 position = (v_pixel - u_anchor) / u_cell;
  ivec2 cell = clamp(u_base + ivec2(floor(position)), u_region.xy, u_region.zw - 1);
  vec2 in_cell = (position - vec2(cell - u_base)) * u_cell;

  vec3 color = u_empty;
  bool empty = IsEmpty(cell);
  if (!empty) {
    float value = ValueAt(cell, position);
    color = IsFinite(value) ? ColorOf(value) : NotFiniteColor(value, in_cell);
#ifdef CELLS
    color = WithNotch(color, value, in_cell);
#endif
  }
#ifdef CELLS
  color = mix(color, u_border_color, BorderCover(cell, in_cell, empty));
#endif
  if (!Inside(cell, u_lit)) color = mix(u_background, color, u_dim);
  o_color = vec4(color, 1.0);
}
