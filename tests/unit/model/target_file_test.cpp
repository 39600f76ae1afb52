#include "model/document/target_file.h"

#include <doctest/doctest.h>

#include "core/grid/random.h"

using namespace convlens;

namespace {

/// The book's 3×3 input and 2×2 kernel.
Document Book() { return {}; }

Document WithLayer(Shape input, const LayerSettings& settings) {
  Document document;
  document.input = UniformGrid(input, 1);
  document.layers = {ZeroLayer(settings, 1)};
  return document;
}

}  // namespace

TEST_CASE("numbers of the output's shape are the target as they are") {
  const Tensor content(Grid{{1, 2}, {3, 4}});
  const Result<Tensor> target = TargetFromFile(Book(), content, "y.npy");
  REQUIRE(target.ok());
  CHECK(*target == content);
}

TEST_CASE("of a picture of the input's size each output gets the middle of its field") {
  LayerSettings settings;
  settings.window = {3, 3};
  const Document document = WithLayer({5, 6}, settings);
  const Grid picture = UniformGrid({5, 6}, 2);
  const Result<Tensor> target = TargetFromFile(document, Tensor(picture), "y.png");
  REQUIRE(target.ok());
  REQUIRE(target->shape() == TensorShape{1, {3, 4}});
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 4; ++c) CHECK((*target)[0]->at(r, c) == picture.at(r + 1, c + 1));
  }
}

TEST_CASE("a stride takes every second of them") {
  LayerSettings settings;
  settings.window = {3, 3};
  settings.stride = {2, 2};
  const Grid picture = UniformGrid({7, 7}, 2);
  const Result<Tensor> target =
      TargetFromFile(WithLayer({7, 7}, settings), Tensor(picture), "y.png");
  REQUIRE(target.ok());
  CHECK((*target)[0]->at(2, 1) == picture.at(5, 3));
}

TEST_CASE("one channel serves all of the output's") {
  LayerSettings settings;
  settings.window = {2, 2};
  settings.outputs = 3;
  const Tensor content(UniformGrid({3, 3}, 2));
  const Result<Tensor> target = TargetFromFile(WithLayer({4, 4}, settings), content, "y.npy");
  REQUIRE(target.ok());
  REQUIRE(target->shape().channels == 3);
  CHECK((*target)[2] == content[0]);
}

TEST_CASE("what fits neither is refused with all three shapes") {
  const Result<Tensor> target = TargetFromFile(Book(), Tensor(Grid(7, 5)), "y.npy");
  REQUIRE_FALSE(target.ok());
  const std::string text = ToEnglish(target.problem());
  for (const char* part : {"y.npy", "7×5", "2×2", "3×3"}) {
    CAPTURE(part);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("several channels that are not the output's are refused") {
  Tensor content;
  content.channels.assign(3, SharedGrid(Grid(2, 2)));
  CHECK_FALSE(TargetFromFile(Book(), content, "y.npy").ok());
}

TEST_CASE("without an output the layer's own problem is said") {
  LayerSettings settings;
  settings.window = {5, 5};
  const Result<Tensor> target =
      TargetFromFile(WithLayer({3, 3}, settings), Tensor(Grid(3, 3)), "y.npy");
  REQUIRE_FALSE(target.ok());
  CHECK(ToEnglish(target.problem()).find("5×5") != std::string::npos);
}
