#pragma once

#include <string>
#include <vector>

#include "code/numbers_text.h"
#include "code/script_plan.h"
#include "code/script_steps.h"

namespace convlens {

// What scripts have in common, whatever their language, and what those in Python have.

/// `lines`, each behind `indent` and with its end.
std::string Block(const Lines& lines, const std::string& indent = "");

/// "(2, 1)", a tuple of Python's.
std::string Pair(int a, int b);
inline std::string Pair(Step step) { return Pair(step.rows, step.cols); }
inline std::string Pair(Shape shape) { return Pair(shape.height, shape.width); }

/// "top, bottom, left, right"
std::string SidesText(const Sides& sides);
/// ", stride=(2, 1)" and the like, in Python, of what differs from the defaults.
std::string StepArguments(const LayerSettings& settings, bool with_groups = true);

/// "…" with quotes and backslashes escaped.
std::string Quoted(const std::string& text);

/// The first line of a script and what it does, behind `comment` ("# ").
std::string Heading(const ScriptPlan& plan, const std::string& comment);

/// "rate(step)", or the rate itself where it is constant.
std::string RateText(const PlannedTraining& training);
/// `def rate(step)`, by Python's math; empty where the rate is constant.
std::string RateFunction(const PlannedTraining& training);

/// What is written of the training of `plan`: whether the biases of `layer` learn.
bool BiasLearns(const ScriptPlan& plan, const PlannedLayer& layer);
/// The names of all that learns, layer by layer: weights, and biases if they do.
Lines LearnedNames(const ScriptPlan& plan, const std::string& single = "W");

/// The word that NumPy has for what the border repeats, as `cells` takes it.
std::string BorderWord(Border border);

}  // namespace convlens
