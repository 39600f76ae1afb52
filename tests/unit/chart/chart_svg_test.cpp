#include <doctest/doctest.h>

#include "chart/chart.h"

namespace convlens {
namespace {

ChartColors Colors() {
  return {{"#000001", "#000002", "#000003", "#000004", "#000005", "#000006", "#000007", "#000008",
           "#000009", "#00000A"}};
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("an SVG has the chart's size, its colours and a patch of ground") {
  Chart chart;
  chart.bounds = {0, 0, 320, 200};
  chart.frame = {10, 20, 300, 150.5F};
  const std::string svg = ChartSvg(chart, Colors());
  CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"200\""));
  CHECK(Has(svg, "<rect x=\"0\" y=\"0\" width=\"320\" height=\"200\" fill=\"#000004\"/>"));
  CHECK(Has(svg,
            "<clipPath id=\"frame\">\n<rect x=\"10\" y=\"20\" width=\"300\" height=\"150.5\"/>"));
  CHECK(svg.ends_with("</svg>\n"));
}

TEST_CASE("lines say where they go, how they look and what clips them") {
  Chart chart;
  ChartLine line{{{0, 1.25F}, {-2.5F, 3}}, Ink::kError, 2, 0.5F};
  line.dashed = true;
  line.clipped = true;
  chart.lines.push_back(line);
  const std::string svg = ChartSvg(chart, Colors());
  CHECK(Has(svg, "<polyline points=\"0,1.25 -2.5,3\" fill=\"none\" stroke=\"#00000A\""));
  CHECK(Has(svg, "stroke-dasharray"));
  CHECK(Has(svg, "opacity=\"0.5\" clip-path=\"url(#frame)\"/>"));
}

TEST_CASE("a line of one point is left out") {
  Chart chart;
  chart.lines.push_back({{{1, 1}}});
  CHECK_FALSE(Has(ChartSvg(chart, Colors()), "polyline"));
}

TEST_CASE("texts are escaped and anchored") {
  Chart chart;
  chart.texts.push_back({{5, 6}, "K[0,0] < 1 & \"Ŷ\"", Ink::kKernel, ChartText::Anchor::kEnd});
  const std::string svg = ChartSvg(chart, Colors());
  CHECK(Has(svg, "text-anchor=\"end\""));
  CHECK(Has(svg, ">K[0,0] &lt; 1 &amp; \"Ŷ\"</text>"));
}

TEST_CASE("a ring is ground inside, a dot is full") {
  Chart chart;
  chart.dots.push_back({{1, 2}, 3, Ink::kTarget, 1, true});
  chart.dots.push_back({{1, 2}, 3, Ink::kTarget});
  const std::string svg = ChartSvg(chart, Colors());
  CHECK(Has(svg, "r=\"3\" fill=\"#000004\" stroke=\"#000009\""));
  CHECK(Has(svg, "r=\"3\" fill=\"#000009\"/>"));
}

}  // namespace
}  // namespace convlens
