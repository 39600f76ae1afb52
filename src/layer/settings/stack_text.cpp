#include "layer/settings/stack_text.h"

#include <charconv>
#include <map>
#include <optional>

#include "layer/settings/layer_words.h"
#include "layer/settings/size_formula.h"

namespace convlens {
namespace {

Message NotALayer(std::string_view item) {
  return {
      "The layer {} is not understood. Write k and the window's size, then optionally s, p, d for "
      "stride, padding and dilation, like k3s2p1, k3psame or max:k2s2ceil.",
      {item.empty() ? "\"\"" : std::string(item)}};
}

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The settings of one layer, letter by letter.
class LayerReader {
 public:
  LayerReader(std::string_view item, std::optional<Shape> input)
      : item_(item), rest_(item), input_(input) {}

  Result<LayerSettings> Read() {
    if (!ReadKind()) return NotALayer(item_);
    while (!rest_.empty()) {
      if (std::optional<Message> problem = ReadField()) return *problem;
    }
    if (seen_.find('k') == std::string::npos) return NotALayer(item_);
    Result<LayerSettings> settings = Finished();
    if (settings.ok()) return settings;
    return Message{"The layer {}: {}", {std::string(item_), ToEnglish(settings.problem())}};
  }

 private:
  Result<LayerSettings> Finished() const {
    if (rule_) return WithPaddingRule(settings_, *rule_, input_);
    if (std::optional<Message> problem = SettingsProblem(settings_)) return *problem;
    return settings_;
  }

  bool Take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  // "ceil" and "nocount", each where it means something, once.
  bool ReadWord() {
    if (settings_.pooling() && !settings_.ceil_mode && Take("ceil")) {
      settings_.ceil_mode = true;
      return true;
    }
    const bool average = settings_.kind == LayerKind::kAveragePool;
    if (average && settings_.count_padding && Take("nocount")) {
      settings_.count_padding = false;
      return true;
    }
    return false;
  }

  // The longer word first: the shorter one begins it.
  bool ReadPaddingRule() {
    if (Take("same-tf"))
      rule_ = PaddingRule::kSameForStride;
    else if (Take("same"))
      rule_ = PaddingRule::kSame;
    return rule_.has_value();
  }

  bool ReadKind() {
    const size_t colon = rest_.find(':');
    if (colon == std::string_view::npos) return true;
    const auto kind = MeaningOfCommand<LayerKind>(kLayerKindWords, rest_.substr(0, colon));
    if (!kind) return false;
    settings_.kind = *kind;
    rest_.remove_prefix(colon + 1);
    return true;
  }

  std::optional<Message> ReadField() {
    if (ReadWord()) return std::nullopt;
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    const bool known = std::string_view("kspdo").find(letter) != std::string_view::npos;
    const bool fits = letter != 'o' || settings_.kind == LayerKind::kTransposed;
    if (!known || !fits || seen_.find(letter) != std::string::npos) return NotALayer(item_);
    seen_ += letter;
    if (letter == 'p' && ReadPaddingRule()) return std::nullopt;
    const std::optional<std::vector<int>> numbers = ReadNumbers();
    if (!numbers) return NotALayer(item_);
    return Set(letter, *numbers) ? std::nullopt : std::optional(NotALayer(item_));
  }

  // "3", "3x5", "1x2x3x4"
  std::optional<std::vector<int>> ReadNumbers() {
    std::vector<int> numbers;
    do {
      if (!numbers.empty()) rest_.remove_prefix(1);
      int number = 0;
      const char* end = rest_.data() + rest_.size();
      const std::from_chars_result read = std::from_chars(rest_.data(), end, number);
      if (read.ec != std::errc()) return std::nullopt;
      numbers.push_back(number);
      rest_.remove_prefix(static_cast<size_t>(read.ptr - rest_.data()));
    } while (!rest_.empty() && rest_.front() == 'x');
    return numbers;
  }

  bool Set(char letter, const std::vector<int>& numbers) {
    if (letter == 'p' && numbers.size() == 4) {
      settings_.padding = {numbers[0], numbers[1], numbers[2], numbers[3]};
      return true;
    }
    if (numbers.size() > 2) return false;
    const int rows = numbers.front();
    const int cols = numbers.back();
    if (letter == 'k') settings_.window = {rows, cols};
    if (letter == 's') settings_.stride = {rows, cols};
    if (letter == 'p') settings_.padding = {rows, rows, cols, cols};
    if (letter == 'd') settings_.dilation = {rows, cols};
    if (letter == 'o') settings_.output_padding = {rows, cols};
    return true;
  }

  std::string_view item_;
  std::string_view rest_;
  std::optional<Shape> input_;
  std::string seen_;
  std::optional<PaddingRule> rule_;
  LayerSettings settings_;
};

/// Writes layers, with the sign that stands between rows and columns.
class LayerWriter {
 public:
  explicit LayerWriter(const char* times) : times_(times) {}

  std::string Write(const LayerSettings& s) const {
    std::string text;
    if (s.kind != LayerKind::kConvolution) {
      text.append(WordOf(kLayerKindWords, s.kind).command).append(":");
    }
    text.append("k").append(Pair(s.window.height, s.window.width));
    if (s.stride != Step{}) text.append("s").append(Pair(s.stride.rows, s.stride.cols));
    if (!s.padding.none()) text.append("p").append(Padding(s.padding));
    if (s.dilation != Step{}) text.append("d").append(Pair(s.dilation.rows, s.dilation.cols));
    if (s.output_padding != Step{0, 0}) {
      text.append("o").append(Pair(s.output_padding.rows, s.output_padding.cols));
    }
    if (s.pooling() && s.ceil_mode) text.append("ceil");
    if (s.kind == LayerKind::kAveragePool && !s.count_padding) text.append("nocount");
    return text;
  }

 private:
  std::string Pair(int rows, int cols) const {
    std::string text = std::to_string(rows);
    return rows == cols ? text : text.append(times_).append(std::to_string(cols));
  }

  std::string Padding(const Sides& p) const {
    if (p.top == p.bottom && p.left == p.right) return Pair(p.top, p.left);
    return FillIn("{}{}{}{}{}{}{}",
                  {std::to_string(p.top), times_, std::to_string(p.bottom), times_,
                   std::to_string(p.left), times_, std::to_string(p.right)});
  }

  const char* times_;
};

// What goes into the next layer. Nothing comes out of an impossible one: whoever asked for shapes
// finds that layer first.
std::optional<Shape> SizeBehind(const LayerSettings& layer, std::optional<Shape> input) {
  if (!input || input->empty()) return input;
  const Result<TensorShape> output = CheckedOutputShape(layer, {1, *input});
  return output.ok() ? output->grid : Shape{};
}

}  // namespace

Result<std::vector<LayerSettings>> ParseStack(const std::string& text, std::optional<Shape> input) {
  std::vector<LayerSettings> layers;
  std::string_view rest = text;
  while (true) {
    const size_t comma = rest.find(',');
    const Result<LayerSettings> layer = LayerReader(Trimmed(rest.substr(0, comma)), input).Read();
    if (!layer.ok()) return layer.problem();
    layers.push_back(*layer);
    input = SizeBehind(*layer, input);
    if (comma == std::string_view::npos) return layers;
    rest.remove_prefix(comma + 1);
  }
}

std::string LayerText(const LayerSettings& settings) { return LayerWriter("x").Write(settings); }

std::string LayerLabel(const LayerSettings& settings) { return LayerWriter("×").Write(settings); }

std::vector<std::string> LayerNames(std::span<const LayerSettings> layers) {
  std::map<std::string, int> counts;
  std::vector<std::string> names;
  for (const LayerSettings& layer : layers) {
    std::string name = "conv";
    if (layer.pooling()) name = "pool";
    if (layer.kind == LayerKind::kTransposed) name = "up";
    const int number = ++counts[name];
    names.push_back(name.append(std::to_string(number)));
  }
  return names;
}

}  // namespace convlens
