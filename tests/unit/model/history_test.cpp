#include "model/edit/history.h"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "core/grid/random.h"

using namespace convlens;

namespace {

Edit PaintCells(Cell from, Cell to, float value, int radius = 0) {
  return PaintStroke({GridRole::kInput, from, to, radius, value});
}

Document WithInput(Grid input) {
  Document document;
  document.input = std::move(input);
  return document;
}

}  // namespace

TEST_CASE("undo takes an edit back and redo makes it again, by its label") {
  History history;
  const Document before = history.document();
  CHECK_FALSE(history.CanUndo());
  history.Apply(SetBias(2));
  REQUIRE(history.CanUndo());
  CHECK(history.UndoLabel() == Message{"Change bias", {}});
  const Document after = history.document();
  history.Undo();
  CHECK(history.document() == before);
  REQUIRE(history.CanRedo());
  CHECK(history.RedoLabel() == Message{"Change bias", {}});
  history.Redo();
  CHECK(history.document() == after);
}

TEST_CASE("an edit that changes nothing leaves no entry and no new revision") {
  History history;
  const uint64_t revision = history.revision();
  history.Apply(SetBias(0));
  history.Apply(SetCell(GridRole::kInput, {0, 1}, 1));
  history.Apply(SetCell(GridRole::kInput, {50, 1}, 1));
  CHECK_FALSE(history.CanUndo());
  CHECK(history.revision() == revision);
}

TEST_CASE("a stroke is one entry, with the label of its first edit") {
  History history;
  const Document before = history.document();
  for (int i = 0; i < 3; ++i) history.ApplyInStroke(PaintCells({i, 0}, {i, 2}, 9), 5);
  CHECK(history.depth() == 1);
  history.EndStroke();
  CHECK(history.depth() == 1);
  CHECK(history.UndoLabel() == Message{"Paint input", {}});
  history.Undo();
  CHECK(history.document() == before);
}

TEST_CASE("an open stroke can be undone, and another stroke ends it") {
  History history;
  history.ApplyInStroke(SetBias(1), 1);
  history.ApplyInStroke(SetBias(2), 2);
  CHECK(history.depth() == 2);
  history.Undo();
  CHECK(history.document().layers[0].bias[0] == 1);
  history.Undo();
  CHECK(history.document().layers[0].bias[0] == 0);
}

TEST_CASE("a stroke that comes back to where it began leaves no entry") {
  History history;
  const uint64_t revision = history.revision();
  history.ApplyInStroke(SetBias(1), 1);
  history.ApplyInStroke(SetBias(0), 1);
  history.EndStroke();
  CHECK_FALSE(history.CanUndo());
  CHECK(history.revision() == revision);
}

TEST_CASE("a new edit forgets what could be made again") {
  History history;
  history.Apply(SetBias(1));
  history.Undo();
  history.Apply(SetBias(2));
  CHECK_FALSE(history.CanRedo());
  history.Undo();
  history.ApplyInStroke(SetBias(3), 1);
  CHECK_FALSE(history.CanRedo());
}

TEST_CASE("a revision names a state: undo brings back its number, edits always give a new one") {
  History history;
  const uint64_t saved = history.revision();
  history.Apply(SetBias(1));
  const uint64_t edited = history.revision();
  CHECK(edited != saved);
  history.Undo();
  CHECK(history.revision() == saved);
  history.Redo();
  CHECK(history.revision() == edited);
  history.Undo();
  history.Apply(SetBias(1));
  CHECK(history.revision() != edited);
  CHECK(history.revision() != saved);
}

TEST_CASE("the way back is at least 200 edits long and bounded") {
  History history;
  for (int i = 1; i <= 1000; ++i) history.Apply(SetBias(static_cast<float>(i)));
  CHECK(history.depth() == History::kMaxDepth);
  for (int i = 0; i < 200; ++i) history.Undo();
  CHECK(history.document().layers[0].bias[0] == 800);
  while (history.CanUndo()) history.Undo();
  CHECK(history.document().layers[0].bias[0] == 1000 - static_cast<float>(History::kMaxDepth));
  history.Undo();  // nothing more to take back
}

namespace {

/// Short brush strokes at random places, one entry each.
void PaintStrokes(History& history, int count) {
  Random random(2);
  const Shape shape = history.document().input[0]->shape();
  for (int stroke = 0; stroke < count; ++stroke) {
    const Cell from{static_cast<int>(random.Next() % static_cast<uint64_t>(shape.height)),
                    static_cast<int>(random.Next() % static_cast<uint64_t>(shape.width))};
    history.Apply(PaintCells(from, {from.row + 40, from.col + 60}, 3, 2));
  }
}

}  // namespace

TEST_CASE("200 strokes on a large image all come back") {
  History history(WithInput(UniformGrid({700, 900}, 1)));
  const SharedGrid original = history.document().input[0];
  PaintStrokes(history, 200);
  CHECK(history.depth() == 200);
  for (int stroke = 0; stroke < 200; ++stroke) history.Undo();
  CHECK(history.document().input == original);
}

TEST_CASE("a stroke on a 12-megapixel image takes some kilobytes, so that 200 stay small") {
  History history(WithInput(Grid(3000, 4000)));
  PaintStrokes(history, 20);
  CHECK(history.depth() == 20);
  CHECK(history.bytes() * 10 < 12'000'000);  // 200 of them: a quarter of one copy of the image
}

TEST_CASE("a stroke across a whole image keeps only what it touched") {
  History history(WithInput(Grid(3000, 4000)));
  history.Apply(PaintCells({0, 0}, {2999, 3999}, 1));
  CHECK(history.bytes() < 1'000'000);
  history.Undo();
  CHECK(history.document().input == SharedGrid(Grid(3000, 4000)));
}

TEST_CASE("a kernel edit does not touch the input's allocation, undone or not") {
  History history(WithInput(UniformGrid({300, 300}, 1)));
  const SharedGrid input = history.document().input[0];
  history.Apply(SetCell(GridRole::kKernel, {0, 0}, 5));
  CHECK(history.document().input.SameAs(input));
  history.Undo();
  CHECK(history.document().input.SameAs(input));
  CHECK(history.bytes() < 10'000);
}

TEST_CASE("entries beyond the memory bound are dropped, oldest first") {
  constexpr size_t kBound = 10'000'000;  // ten images of a million bytes
  History history(WithInput(Grid(500, 500)), kBound);
  for (int i = 1; i <= 40; ++i) {
    history.Apply(ReplaceInput(Grid(500, 500, static_cast<float>(i)), "", false));
  }
  CHECK(history.bytes() <= kBound);
  CHECK(history.depth() < 11);
  CHECK(history.depth() > 7);
  history.Undo();
  CHECK(history.document().input[0]->at(0, 0) == 39);
}

TEST_CASE("pairs and initial layers that only the way back still holds count as its memory") {
  constexpr size_t kPair = 2 * 300 * 300 * sizeof(float);
  Document document;
  document.training.more_pairs = {{Grid(300, 300, 1), Grid(300, 300, 2)}};
  document.training.held_out = {Grid(300, 300, 3), Grid(300, 300, 4)};
  document.training.initial_layers = document.layers;
  History history(document);
  history.Apply(SetBias(1));
  CHECK(history.bytes() < 20'000);  // the document itself has them still
  history.Apply({{"", {}}, [](Document& d) { d.training.more_pairs.clear(); }});
  CHECK(history.bytes() > kPair);
  history.Apply({{"", {}}, [](Document& d) { d.training.held_out.reset(); }});
  CHECK(history.bytes() > 2 * kPair);
  history.Undo();
  history.Undo();
  CHECK(history.bytes() < 20'000);
}

TEST_CASE("a stroke that comes back to where it began leaves what could be made again") {
  History history;
  history.Apply(SetBias(5));
  history.Undo();
  history.ApplyInStroke(SetBias(1), 1);
  CHECK_FALSE(history.CanRedo());
  history.ApplyInStroke(SetBias(0), 1);
  history.EndStroke();
  REQUIRE(history.CanRedo());
  history.Redo();
  CHECK(history.document().layers[0].bias[0] == 5);
}

TEST_CASE("starting over forgets the way back and gives a new revision") {
  History history;
  history.Apply(SetBias(1));
  const uint64_t revision = history.revision();
  history.Reset(Document{});
  CHECK_FALSE(history.CanUndo());
  CHECK_FALSE(history.CanRedo());
  CHECK(history.bytes() == 0);
  CHECK(history.revision() != revision);
}

namespace {

Edit RandomEdit(Random& random) {
  const auto below = [&](int n) {
    return static_cast<int>(random.Next() % static_cast<uint64_t>(n));
  };
  const auto value = static_cast<float>(below(5));
  const Cell cell{below(150), below(150)};
  switch (below(9)) {
    case 0:
      return SetCell(GridRole::kInput, cell, value);
    case 1:
      return PaintCells(cell, {below(150), below(150)}, value, below(4));
    case 2:
      return SetCell(GridRole::kKernel, {below(3), below(3)}, value);
    case 3:
      return ResizeGrid(GridRole::kInput, {100 + below(3) * 20, 130});
    case 4:
      return SetCell(GridRole::kTarget, cell, value);
    case 5:
      return UseKernelTool(KernelTool::kRotate90);
    case 6:
      return TransposeInput();
    case 7:
      return ChangeTraining({"Change learning rate", {}},
                            [value](TrainingSetup& setup) { setup.rate = 0.01F * value; });
    default:
      return ClearGrid(below(2) == 0 ? GridRole::kInput : GridRole::kTarget);
  }
}

}  // namespace

TEST_CASE("a random walk of edits, strokes, undo and redo agrees with a list of full copies") {
  Random random(11);
  History history(WithInput(UniformGrid({120, 130}, 3)));
  std::vector<Document> states{history.document()};
  size_t now = 0;
  for (int i = 0; i < 1500; ++i) {
    const uint64_t action = random.Next() % 10;
    if (action < 5) {
      const bool stroke = action < 2;
      for (int k = 0; k < (stroke ? 3 : 1); ++k) {
        const Edit edit = RandomEdit(random);
        stroke ? history.ApplyInStroke(edit, static_cast<uint64_t>(i)) : history.Apply(edit);
      }
      history.EndStroke();
      if (!(history.document() == states[now])) {
        states.resize(++now);
        states.push_back(history.document());
      }
    } else if (action < 8) {
      history.Undo();
      if (now > 0 && states.size() - now <= History::kMaxDepth) --now;
    } else {
      history.Redo();
      if (now + 1 < states.size()) ++now;
    }
    REQUIRE(history.document() == states[now]);
    REQUIRE(history.CanRedo() == (now + 1 < states.size()));
    REQUIRE(history.CanUndo() == (now > 0));
  }
}

TEST_CASE("a stroke over a grid that nobody else keeps is painted in two buffers in turn") {
  History history(WithInput(Grid(64, 64)));
  Grid expected(64, 64);
  const float* last = nullptr;
  const float* before = nullptr;
  for (int i = 0; i < 20; ++i) {
    const int row = i * 3;
    history.ApplyInStroke(PaintCells({row, 0}, {row, 5}, static_cast<float>(i + 1)), 5);
    for (int c = 0; c <= 5; ++c) expected.at(row, c) = static_cast<float>(i + 1);
    REQUIRE(*history.document().input[0] == expected);
    const float* now = history.document().input[0]->row(0);
    if (i > 3) CHECK(now == before);
    before = std::exchange(last, now);
    const uint64_t revision = history.revision();
    history.ApplyInStroke(PaintCells({row, 0}, {row, 5}, static_cast<float>(i + 1)), 5);
    CHECK(history.revision() == revision);  // nothing new
    CHECK(history.document().input[0]->row(0) == now);
  }
  history.EndStroke();
  history.Undo();
  CHECK(*history.document().input[0] == Grid(64, 64));
  history.Redo();
  CHECK(*history.document().input[0] == expected);
}
