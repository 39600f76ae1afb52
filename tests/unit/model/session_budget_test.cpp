#include "model/document/session_budget.h"

#include <doctest/doctest.h>

#include "model/document/run_record.h"
#include "model/edit/history.h"

using namespace convlens;

namespace {

/// Grids that share their memory, so that a large document costs little.
Tensor Shared(int channels, Shape shape) {
  Tensor tensor;
  tensor.channels.assign(static_cast<size_t>(channels), SharedGrid(Grid(shape)));
  return tensor;
}

}  // namespace

TEST_CASE("numbers of inputs, targets, pairs and kernels count together") {
  constexpr Shape kSquare{1024, 1024};
  Document document;
  document.input = Shared(256, kSquare);
  document.training.fixed_target = Shared(128, kSquare);
  document.training.held_out = TrainingPair{Shared(1, kSquare), Shared(1, kSquare)};
  document.training.more_pairs.assign(62, *document.training.held_out);
  CHECK_FALSE(BudgetProblem(document));  // 510 of 512
  document.training.more_pairs.push_back(*document.training.held_out);
  CHECK(BudgetProblem(document) == TooManyCells());  // 512, and the kernels
}

TEST_CASE("layers, pairs, channels and runs have an end") {
  Document document;
  document.layers.resize(kMaxSessionItems);
  CHECK_FALSE(BudgetProblem(document));
  document.layers.emplace_back();
  CHECK(ToEnglish(BudgetProblem(document).value_or(Message{})) ==
        "A session may have at most 4096 layers and 4096 pairs: remove some.");

  document = {};
  document.input = Shared(kMaxSessionChannels - 1, {1, 1});
  CHECK_FALSE(BudgetProblem(document));  // and one of the layer
  document.input = Shared(kMaxSessionChannels, {1, 1});
  CHECK(BudgetProblem(document));

  std::vector<RunRecord> runs(kMaxSessionRuns);
  CHECK_FALSE(BudgetProblem(runs));
  runs.back().layers.resize(kMaxRunLayers + 1);
  CHECK(BudgetProblem(runs));
  CHECK(BudgetProblem(std::vector<RunRecord>(kMaxSessionRuns + 1)));
}

TEST_CASE("an edit beyond the budget is refused: nothing changes, and the reason is told once") {
  History history;
  const Document before = history.document();
  const Edit too_large = ReplaceInput(Shared(513, {1024, 1024}), "a.npy", false);
  history.Apply(too_large);
  CHECK(history.document() == before);
  CHECK_FALSE(history.CanUndo());
  CHECK(history.TakeRefusal() == TooManyCells());
  CHECK_FALSE(history.TakeRefusal());

  history.ApplyInStroke(too_large, 1);
  history.EndStroke();
  CHECK(history.TakeRefusal() == TooManyCells());
  CHECK_FALSE(history.Open(too_large, {}));
  CHECK_FALSE(history.CanUndo());
  CHECK(history.document() == before);
}

TEST_CASE("an edit for which the memory does not suffice changes nothing") {
  History history;
  history.Apply(SetCell(GridRole::kInput, {0, 0}, 5));
  const Document before = history.document();
  const Edit fails{{"Fail", {}}, [](Document& document) {
                     document.input = SharedGrid(Grid{{1}});
                     throw std::bad_alloc();
                   }};
  history.Apply(fails);
  CHECK(history.document() == before);
  CHECK(history.depth() == 1);
  CHECK(ToEnglish(history.TakeRefusal().value_or(Message{})) ==
        "There is not enough memory for this change: nothing was changed.");
  history.ApplyInStroke(SetCell(GridRole::kInput, {1, 1}, 6), 1);
  history.ApplyInStroke(fails, 1);
  history.EndStroke();
  CHECK(history.document().input[0]->at(1, 1) == 6);
  CHECK(history.depth() == 2);
  history.Undo();
  CHECK(history.document() == before);
}
