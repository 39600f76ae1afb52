#pragma once

#include <string>
#include <vector>

#include "model/document/focus.h"
#include "paint/translator.h"
#include "scene/figure/figure.h"

namespace convlens {

/// The terms of one input channel, which stand together.
struct StripGroup {
  int channel = 0;
  int first = 0;  ///< index of its first term
  int count = 0;
  double sum = 0;  ///< of those of its terms that have been added
};

/// What the equation strip says. Pure: from the numbers to words, without a place on the screen.
struct StripContent {
  std::string caption;  ///< "output (0, 1) · window rows 0–1, columns 1–2"
  std::string words;    ///< for an input or kernel cell: what is lit; there is no sum then
  std::string name;     ///< "H[0,1]"
  std::string size;  ///< "(3 − 2 + 1) × (3 − 2 + 1) = 2 × 2"; the full formula, if not plain
  std::string short_size;  ///< "3 × 3 → 2 × 2", where there is no room for the formula
  Cell output;
  std::vector<LayerTerm> terms;  ///< in the order of the kernel cells; empty: no sum
  bool stepping = false;         ///< only the first `done` terms have been added
  int done = 0;
  double bias = 0;
  double sum = 0;             ///< so far, when stepping; before the activation
  std::string result;         ///< "25", or "−3 → ReLU → 0"
  bool largest = false;       ///< max pooling: the largest of the terms, not their sum
  int channels = 1;           ///< of the input that the terms come from
  bool many_inputs = false;   ///< names of its cells have their channel
  bool many_kernels = false;  ///< names of kernel cells have output and input
  int output_channel = 0;
  std::vector<StripGroup> groups;  ///< by channel, where there are several; else none

  /// The term that stepping has just added, or -1.
  int active() const { return stepping ? done - 1 : -1; }
};

StripContent DescribeStrip(const Evaluation& evaluation, const Playback& playback, Focus focus,
                           FigureKind figure, const Translator& tr);

/// The strip as one line: "H[0,1] = 1×0 + 2×1 + 4×2 + 5×3 = 25", or its words.
std::string PlainText(const StripContent& content);

/// "c = 2", and "c = 2: 19" with what the channel adds to the sum.
std::string GroupName(const StripGroup& group);
std::string GroupText(const StripGroup& group);
/// The group that term `term` stands in; nullptr where there are none.
const StripGroup* GroupOf(const StripContent& content, int term);

/// "X[0,1]", or "X[2,0,1]" where there are several channels; "K[0,1]", or "K[3,2,0,1]" where there
/// are several kernels: that from channel 2 to output 3.
std::string InputName(const StripContent& content, const LayerTerm& term);
std::string KernelName(const StripContent& content, const LayerTerm& term);

/// "rows 0–1", or "row 0" where there is only one.
std::string RowsText(const CellRect& rect, const Translator& tr);
std::string ColumnsText(const CellRect& rect, const Translator& tr);

}  // namespace convlens
