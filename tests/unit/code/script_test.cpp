#include "code/script.h"

#include <doctest/doctest.h>

#include <cmath>

#include "code/numbers_text.h"
#include "unit/grids.h"

using namespace convlens;

// What scripts say. That they print the right numbers is tested by their libraries (tests/scripts).

namespace {

constexpr ScriptLanguage kLanguages[] = {ScriptLanguage::kNumPy, ScriptLanguage::kPyTorch,
                                         ScriptLanguage::kSciPy, ScriptLanguage::kCpp,
                                         ScriptLanguage::kLatex};

Document Figure() {
  Document d;
  d.input = ToGrid(oracles::FigureInput());
  d.layers[0].weights = ToGrid(oracles::FigureKernel());
  return d;
}

Script ScriptOf(const Document& document, const ScriptRequest& request) {
  const Result<Script> script = ScriptFor(document, request);
  REQUIRE_MESSAGE(script.ok(), ToEnglish(script.problem()));
  return *script;
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string Refusal(const Document& document, const ScriptRequest& request) {
  const Result<Script> script = ScriptFor(document, request);
  REQUIRE_FALSE(script.ok());
  return ToEnglish(script.problem());
}

}  // namespace

TEST_CASE("the book's figure as a NumPy script") {
  const Script script = ScriptOf(Figure(), {ScriptLanguage::kNumPy, ScriptTask::kOutput, "figure"});
  CHECK(script.text == R"(# ConvLens: figure
# Prints the output of its layers.
import numpy as np

X = np.array([[0, 1, 2],
              [3, 4, 5],
              [6, 7, 8]], dtype=float)
K = np.array([[0, 1],
              [2, 3]], dtype=float)


def corr2d(X, K):
    """Cross-correlation: lay K on every part of X that it covers, and sum the products."""
    h, w = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y


Y = corr2d(X, K)
print(Y)
)");
  CHECK(script.arrays.empty());
}

TEST_CASE("a convolution flips the kernel in every language") {
  Document d = Figure();
  d.layers[0].settings.operation = Operation::kConvolution;
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kNumPy}).text, "corr2d(X, np.flip(K))"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kSciPy}).text, "corr2d(X, np.flip(K))"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kPyTorch}).text, "F.conv2d(X, W.flip(2, 3))"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kCpp}).text, "conv2d(Y, flip(W))"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kLatex}).text, "K_{1 - a, 1 - b}"));
}

TEST_CASE("PyTorch's own padding is used where it has it") {
  Document d = Figure();
  LayerSettings& s = d.layers[0].settings;
  s.padding = {1, 1, 1, 1};
  s.stride = {2, 1};
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kPyTorch}).text,
            "F.conv2d(X, W, padding=(1, 1), stride=(2, 1))"));
  s.border = Border::kReflect;
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kPyTorch}).text,
            "F.pad(X, (1, 1, 1, 1), mode=\"reflect\")"));
  s.border = Border::kSymmetric;
  CHECK(
      Has(ScriptOf(d, {ScriptLanguage::kPyTorch}).text, "cells(X.shape[2], 1, 1, \"symmetric\")"));
}

TEST_CASE("numbers are the shortest that read back, and those that are none have names") {
  Document d = Figure();
  d.input = Grid{{0.1F, -2e-30F, 16777216}, {NAN, INFINITY, -INFINITY}};
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kNumPy}).text,
            "[[0.1, -2e-30, 16777216],\n              [np.nan, np.inf, -np.inf]]"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kPyTorch}).text, "[torch.nan, torch.inf, -torch.inf]"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kCpp}).text, "NAN, INFINITY, -INFINITY"));
  CHECK(Has(ScriptOf(d, {ScriptLanguage::kLatex}).text, "-2 \\cdot 10^{-30}"));
}

TEST_CASE("a title stays within its comment") {
  const std::string title = "a\nprint(1) \\";
  for (const ScriptLanguage language : kLanguages) {
    const std::string text = ScriptOf(Figure(), {language, ScriptTask::kOutput, title}).text;
    CHECK(Has(text.substr(0, text.find('\n')), "a print(1)"));
  }
  const std::string cpp =
      ScriptOf(Figure(), {ScriptLanguage::kCpp, ScriptTask::kOutput, title}).text;
  CHECK(cpp[cpp.find('\n') - 1] != '\\');
}

TEST_CASE("large arrays stand in files, which the script names") {
  Document d = Figure();
  d.input = NormalGrid({64, 65}, 1);
  const Script script = ScriptOf(d, {ScriptLanguage::kNumPy, ScriptTask::kOutput, "", "a\"b"});
  REQUIRE(script.arrays.size() == 1);
  CHECK(script.arrays[0].file == "a\"b-X.npy");
  CHECK(script.arrays[0].shape == std::vector<int>{1, 64, 65});
  CHECK(Has(script.text, "X = np.load(\"a\\\"b-X.npy\")"));
  CHECK(Has(script.text, "# Run it in the folder of a\"b-X.npy."));
  CHECK(script.text.size() < 2000);
  d.input = NormalGrid({64, 64}, 1);
  CHECK(ScriptOf(d, {}).arrays.empty());
}

TEST_CASE("training is written as the loop that it is") {
  Document d = Figure();
  d.training.step_limit = 3;
  d.training.rate = 0.5F;
  d.training.initial = InitialKernel::kGiven;
  d.training.initial_kernel = Grid{{1, 2}, {3, 4}};
  d.training.target_source = TargetSource::kFixed;
  d.training.fixed_target = ToGrid(oracles::FigureCorrelation());
  d.training.optimizer.kind = Optimizer::kMomentum;
  const std::string numpy = ScriptOf(d, {ScriptLanguage::kNumPy, ScriptTask::kTraining}).text;
  CHECK(Has(numpy, "K = np.array([[1, 2],"));
  CHECK(Has(numpy, "for step in range(3):"));
  CHECK(Has(numpy, "v[i] = 0.9 * v[i] + g"));
  CHECK(Has(numpy, "p -= 0.5 * v[i]"));
  const std::string torch = ScriptOf(d, {ScriptLanguage::kPyTorch, ScriptTask::kTraining}).text;
  CHECK(Has(torch, "optimizer = torch.optim.SGD([W], lr=0.5, momentum=0.9)"));
  const std::string latex = ScriptOf(d, {ScriptLanguage::kLatex, ScriptTask::kTraining}).text;
  CHECK(Has(latex, "v \\leftarrow 0.9\\, v + g, \\qquad p \\leftarrow p - 0.5\\, v"));
}

TEST_CASE("what cannot be written is refused") {
  Document d = Figure();
  d.layers.push_back(d.layers[0]);
  CHECK(ScriptFor(d, {ScriptLanguage::kSciPy}).ok());
  d.training.target_source = TargetSource::kHiddenLayers;
  CHECK(ScriptFor(d, {ScriptLanguage::kNumPy, ScriptTask::kTraining}).ok());
  CHECK(Has(Refusal(d, {ScriptLanguage::kSciPy, ScriptTask::kTraining}),
            "SciPy has no gradients of layers"));
  d.input = Grid{{0, 1, 2}, {3, NAN, 5}, {6, 7, 8}};
  CHECK(Has(Refusal(d, {ScriptLanguage::kSciPy}), "not finite"));
  CHECK(ScriptFor(d, {ScriptLanguage::kPyTorch}).ok());
  d.layers.push_back(d.layers[0]);
  for (const ScriptLanguage language : kLanguages) {
    CHECK(Has(Refusal(d, {language}), "The window spans 2×2"));
  }
}
