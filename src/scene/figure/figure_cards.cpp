#include "scene/figure/figure_cards.h"

#include <algorithm>

namespace convlens {
namespace {

/// Channels of the layer in front.
struct Channels {
  int inputs = 1;
  int outputs = 1;
  int groups = 1;

  explicit Channels(const Evaluation& e)
      : inputs(InputChannels(e.document, e.front.layer)),
        outputs(OutputChannels(e.document, e.front.layer)),
        groups(e.front_layer().settings.pooling() ? inputs : e.front_layer().settings.groups) {}

  // Of one group; at least 1, for settings that are impossible too.
  int group_inputs() const { return std::max(inputs / std::max(groups, 1), 1); }
  int group_outputs() const { return std::max(outputs / std::max(groups, 1), 1); }
};

Front WithInput(Front front, const Channels& channels, int input) {
  const int group = input / channels.group_inputs();
  front.input = input;
  if (front.output / channels.group_outputs() != group) {
    front.output = group * channels.group_outputs();
  }
  return front;
}

}  // namespace

int ChannelsOf(const Evaluation& e, GridRole role) {
  const Channels channels(e);
  switch (role) {
    case GridRole::kInput:
      return channels.inputs;
    case GridRole::kKernel:
      if (e.front_layer().settings.pooling()) return 1;
      return channels.group_inputs() > 1 ? channels.group_inputs() : channels.outputs;
    case GridRole::kOutput:
      return channels.outputs;
    default:
      return 1;
  }
}

Front WithNextCard(const Evaluation& e, GridRole role) {
  const Channels channels(e);
  Front front = e.front;
  switch (role) {
    case GridRole::kInput:
      return WithInput(front, channels, (front.input + 1) % std::max(channels.inputs, 1));
    case GridRole::kKernel:
      if (channels.group_inputs() > 1) {
        const int count = channels.group_inputs();
        front.input = front.input / count * count + (front.input + 1) % count;
        return front;
      }
      [[fallthrough]];
    case GridRole::kOutput:
      front.output = (front.output + 1) % std::max(channels.outputs, 1);
      return ClampedFront(front, e.document);
    default:
      return front;
  }
}

std::string CardName(GridRole role, Front front) {
  const std::string input = std::to_string(front.input);
  const std::string output = std::to_string(front.output);
  if (role == GridRole::kInput) return FillIn("X[{}]", {input});
  if (role == GridRole::kOutput) return FillIn("H[{}]", {output});
  return FillIn("K[{},{}]", {output, input});
}

void CountCards(Figure& figure) {
  constexpr float kHalfLine = 9;
  for (const FigureGrid& grid : figure.grids) {
    if (grid.cards() == 0) continue;
    const Rect bounds = grid.cards_bounds();
    const Point center{bounds.right() - kHalfLine, bounds.bottom() + kHalfLine};
    figure.labels.push_back({center,
                             {"{}", {FillIn("×{}", {std::to_string(grid.channels)})}},
                             grid.ink,
                             FigureLabel::Style::kCaption});
    figure.bounds.height = std::max(figure.bounds.height, center.y + kHalfLine - figure.bounds.y);
  }
}

}  // namespace convlens
