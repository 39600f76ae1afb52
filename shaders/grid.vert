// A quad of the framebuffer, in pixels from its top left corner; no vertex buffer.

uniform vec2 u_viewport;
uniform vec4 u_quad;  // left, top, right, bottom

out vec2 v_pixel;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  v_pixel = mix(u_quad.xy, u_quad.zw, corner);
  vec2 clip = v_pixel / u_viewport * 2.0 - 1.0;
  gl_Position = vec4(clip.x, -clip.y, 0.0, 1.0);
}
