#include "cli/field_command.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "layer/settings/receptive_field.h"
#include "layer/settings/stack_text.h"

namespace convlens {
namespace {

using Json = nlohmann::ordered_json;  // fields in the order in which they are described

struct FieldOptions {
  std::string layers;
  std::string at;
  std::string input;
};

/// What the options say.
struct FieldQuestion {
  std::vector<LayerSettings> layers;
  std::optional<Shape> input;
  std::vector<Shape> outputs;  ///< of every layer, if there is an input
  std::optional<Cell> at;
};

Result<Cell> ParseCell(const std::string& text) {
  Cell cell;
  const char* end = text.data() + text.size();
  const std::from_chars_result row = std::from_chars(text.data(), end, cell.row);
  const bool comma = row.ec == std::errc() && row.ptr != end && *row.ptr == ',';
  const std::from_chars_result col = comma ? std::from_chars(row.ptr + 1, end, cell.col) : row;
  const bool read = comma && col.ec == std::errc() && col.ptr == end;
  if (!read || cell.row < 0 || cell.col < 0) {
    return Message{"--at: {} is not a row and a column from 0 to 2147483647, such as 0,3.", {text}};
  }
  return cell;
}

Result<std::vector<Shape>> OutputsOf(const std::vector<LayerSettings>& layers, Shape input) {
  const std::vector<std::string> names = LayerNames(layers);
  std::vector<Shape> outputs;
  TensorShape shape{1, input};
  for (size_t i = 0; i < layers.size(); ++i) {
    const Result<TensorShape> output = CheckedOutputShape(layers[i], shape);
    if (!output.ok()) {
      return Message{"Layer {} ({}): {}",
                     {names[i], LayerText(layers[i]), ToEnglish(output.problem())}};
    }
    shape = *output;
    outputs.push_back(shape.grid);
  }
  return outputs;
}

Result<FieldQuestion> Read(const FieldOptions& options) {
  FieldQuestion question;
  if (!options.input.empty()) {
    const Result<Shape> input = ParseShape(options.input, "--input");
    if (!input.ok()) return input.problem();
    question.input = *input;
  }
  const Result<std::vector<LayerSettings>> layers = ParseStack(options.layers, question.input);
  if (!layers.ok()) return layers.problem();
  question.layers = *layers;
  if (question.input) {
    const Result<std::vector<Shape>> outputs = OutputsOf(*layers, *question.input);
    if (!outputs.ok()) return outputs.problem();
    question.outputs = *outputs;
  }
  if (options.at.empty()) return question;
  const Result<Cell> at = ParseCell(options.at);
  if (!at.ok()) return at.problem();
  question.at = *at;
  if (!question.input) return question;
  const Shape output = question.outputs.back();
  if (at->row >= output.height || at->col >= output.width) {
    return Message{"--at: the output is {}, so there is no element {}.",
                   {ShapeText(output), options.at}};
  }
  return question;
}

/// A field with a number that was cut to `kMostFieldSide` is not printed at all.
std::optional<Message> CheckFields(const FieldQuestion& question) {
  const std::vector<std::string> names = LayerNames(question.layers);
  const std::vector<FieldGeometry> geometries = FieldGeometries(question.layers);
  for (size_t i = 0; i < geometries.size(); ++i) {
    const FieldGeometry& g = geometries[i];
    const int most = std::max({g.size.height, g.size.width, g.stride.rows, g.stride.cols,
                               g.padding.top, g.padding.bottom, g.padding.left, g.padding.right});
    if (most < kMostFieldSide) continue;
    return Message{
        "--layers: the fields of {} are larger than {} cells: use fewer layers or smaller strides.",
        {names[i], std::to_string(kMostFieldSide)}};
  }
  return std::nullopt;
}

/// Whether a side or place of `rect` was cut.
bool IsCut(CellRect rect) {
  return std::max({std::abs(rect.row), std::abs(rect.col), rect.height, rect.width}) >=
         kMostFieldSide;
}

CellRect FieldWithoutEnds(const FieldQuestion& question) {
  CellRect unclipped{question.at->row, question.at->col, 1, 1};
  for (auto layer = question.layers.rbegin(); layer != question.layers.rend(); ++layer) {
    if (IsCut(unclipped)) break;
    unclipped = InputsSeenBy(*layer, unclipped);
  }
  return unclipped;
}

Json RectJson(CellRect rect) {
  return {{"row", rect.row}, {"col", rect.col}, {"height", rect.height}, {"width", rect.width}};
}

Json LayersJson(const FieldQuestion& question) {
  const std::vector<std::string> names = LayerNames(question.layers);
  const std::vector<FieldGeometry> geometries = FieldGeometries(question.layers);
  Json list = Json::array();
  for (size_t i = 0; i < geometries.size(); ++i) {
    const FieldGeometry& g = geometries[i];
    Json layer = {{"name", names[i]},
                  {"layer", LayerText(question.layers[i])},
                  {"size", {g.size.height, g.size.width}},
                  {"stride", {g.stride.rows, g.stride.cols}},
                  {"padding", {g.padding.top, g.padding.left}},
                  {"center", {g.center_row, g.center_col}},
                  {"shape", nullptr}};
    if (question.input) layer["shape"] = {question.outputs[i].height, question.outputs[i].width};
    list.push_back(std::move(layer));
  }
  return list;
}

Json AtJson(const FieldQuestion& question) {
  const CellRect unclipped = FieldWithoutEnds(question);
  Json at = {{"element", {question.at->row, question.at->col}},
             {"unclipped", RectJson(unclipped)},
             {"clipped", nullptr}};
  if (!question.input) return at;
  std::vector<Shape> shapes{*question.input};
  shapes.insert(shapes.end(), question.outputs.begin(), question.outputs.end() - 1);
  const int last = static_cast<int>(question.layers.size()) - 1;
  const std::vector<Field> fields =
      ReceptiveFields(question.layers, shapes, last, {question.at->row, question.at->col, 1, 1});
  at["clipped"] = RectJson(fields.front().clipped);
  return at;
}

int Run(const FieldOptions& options) {
  const Result<FieldQuestion> question = Read(options);
  if (!question.ok()) return FailWith(question.problem());
  if (const auto problem = CheckFields(*question)) return FailWith(*problem);
  if (question->at && IsCut(FieldWithoutEnds(*question))) {
    return FailWith({"--at: the field of element {} lies beyond {} cells: name one nearer to 0,0.",
                     {options.at, std::to_string(kMostFieldSide)}});
  }
  Json answer = {{"layers", LayersJson(*question)}};
  if (question->at) answer["at"] = AtJson(*question);
  std::cout << answer.dump() << std::endl;
  return 0;
}

}  // namespace

void AddFieldCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<FieldOptions>();
  CLI::App* command =
      app.add_subcommand("field", "Print the receptive fields of a stack of layers as JSON");
  command
      ->add_option("--layers", options->layers,
                   "the layers, such as \"k3s1p1,max:k2s2,k3x5d2\": window, stride, padding, "
                   "dilation; optionally conv:, max:, avg: or transposed: in front; psame and "
                   "psame-tf (with --input) as in --pad of corr; after pooling, ceil and nocount")
      ->required()
      ->type_name("LIST");
  command->add_option("--at", options->at, "an element of the last layer: print its field")
      ->type_name("r,c");
  command->add_option("--input", options->input, "shape of the input, which fields are clipped to")
      ->type_name("HxW");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
