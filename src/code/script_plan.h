#pragma once

#include <optional>
#include <string>
#include <vector>

#include "code/script.h"
#include "train/setup/training_data.h"
#include "train/setup/training_options.h"

namespace convlens {

/// A layer as scripts compute it, in up to three steps: pad, slide the window, activate.
struct PlannedLayer {
  Layer layer;
  TensorShape input;
  TensorShape output;
  /// Around the input: the layer's padding and what a last window hangs over (ceil mode). None for
  /// a transposed convolution, which cuts its padding off.
  Sides padding;
  bool learns = false;

  const LayerSettings& settings() const { return layer.settings; }
  bool transposed() const { return layer.settings.kind == LayerKind::kTransposed; }
  bool flips() const {
    return layer.settings.has_weights() && layer.settings.operation == Operation::kConvolution;
  }
  /// Of a transposed convolution: its output before padding is cut off and output padding added.
  Shape Spread() const;
  /// Of average pooling: the part of `padding` that does not count in a mean.
  Sides Uncounted() const;
  /// Likewise: rows and columns of the input and of the padding that does.
  Shape Counted() const;

  /// What makes a spread of a transposed convolution its output.
  struct Cut {
    Sides added;   ///< zeros behind the spread: output padding, as far as it is not cut off again
    Sides around;  ///< what is cut off the spread and `added` on each side
    bool none() const { return added.none() && around.none(); }
  };
  Cut SpreadCut() const;
};

struct PlannedTraining {
  TrainingOptions options;
  std::vector<TrainingPair> pairs;
  int64_t steps = 0;
  bool unlimited = false;  ///< the document has no limit, so that `steps` is ours
};

/// What a script does, whatever its language.
struct ScriptPlan {
  std::string title;
  std::string stem;
  Tensor input;
  std::vector<PlannedLayer> layers{};
  /// The book's: one layer of one kernel, stride 1, without padding, dilation and activation.
  bool plain = false;
  std::optional<PlannedTraining> training{};

  const PlannedLayer& last() const { return layers.back(); }
  /// "W2": a name with the number of the layer, which a single layer does not need.
  std::string Named(const std::string& name, size_t layer) const;
};

Result<ScriptPlan> PlanScript(const Document& document, const ScriptRequest& request);

// The languages; each in a file of its own.
Result<Script> NumPyScript(const ScriptPlan& plan);
Result<Script> PyTorchScript(const ScriptPlan& plan);
Result<Script> SciPyScript(const ScriptPlan& plan);
Result<Script> CppScript(const ScriptPlan& plan);
Result<Script> LatexScript(const ScriptPlan& plan);

}  // namespace convlens
