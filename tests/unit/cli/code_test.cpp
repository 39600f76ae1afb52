#include <doctest/doctest.h>

#include <filesystem>

#include "core/grid/random.h"
#include "io/files/file.h"
#include "io/grids/tensor_file.h"
#include "io/session/session_file.h"
#include "unit/cli/run.h"
#include "unit/io/scratch_folder.h"

using namespace convlens;

TEST_CASE("code prints what a lesson shows, as NumPy unless told otherwise") {
  const Outcome figure = Run({"code", "figure-6-2-1"});
  CHECK(figure.exit_code == 0);
  CHECK(figure.error.empty());
  CHECK(figure.out.starts_with("# ConvLens: figure-6-2-1\n# Prints the output of its layers.\n"));
  const Outcome learning = Run({"code", "learn-a-kernel"});
  CHECK(learning.out.find("for step in range(10):") != std::string::npos);
  const Outcome output = Run({"code", "learn-a-kernel", "--task", "output"});
  CHECK(output.out.find("for step") == std::string::npos);
  CHECK(Run({"code", "figure-6-2-1", "--as", "cpp"}).out.find("int main()") != std::string::npos);
}

TEST_CASE("code writes large arrays beside the script, and never leaves them out") {
  const ScratchFolder folder;
  Session session;
  session.document.input = NormalGrid({70, 60}, 1);
  REQUIRE(SaveSession(folder / "s.convlens", session).ok());
  const Outcome printed = Run({"code", folder / "s.convlens"});
  CHECK(printed.exit_code == 2);
  CHECK(printed.out.empty());
  CHECK(printed.error.find("Use -o FILE") != std::string::npos);
  CHECK(Run({"code", folder / "s.convlens", "-o", folder / "f.py"}).exit_code == 0);
  const Result<Tensor> written = ReadTensor(folder / "f-X.npy");
  REQUIRE(written.ok());
  CHECK(*written == session.document.input);
}

TEST_CASE("code says what is wrong in one line") {
  const ScratchFolder folder;
  Session session;
  session.document.layers.push_back(Layer{});
  session.document.training.target_source = TargetSource::kHiddenLayers;
  session.view.figure = FigureKind::kLearn;
  REQUIRE(SaveSession(folder / "s.convlens", session).ok());
  const Outcome library = Run({"code", folder / "s.convlens", "--as", "scipy"});
  CHECK(library.exit_code == 2);
  CHECK(library.out.empty());
  CHECK(library.error.find("SciPy has no gradients of layers") != std::string::npos);
  CHECK(Run({"code", "figure-6-2-1", "--as", "basic"}).exit_code == 2);
  CHECK(Run({"code", "nosuch"}).error.find("There is no lesson and no file nosuch") !=
        std::string::npos);
  CHECK(Run({"code"}).exit_code == 2);
}
