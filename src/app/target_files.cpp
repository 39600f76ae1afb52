#include "app/application.h"
#include "core/grid/path_text.h"
#include "io/files/file_kind.h"
#include "model/document/target_file.h"

// A target of training from a file: an image or an array.
namespace convlens {
namespace {

/// In colour where the output has as many channels, else in grey.
Tensor ContentFor(const OpenedInput& file, const Document& document) {
  if (!file.is_image) return file.array;
  const StackShapes shapes = ShapesOf(document.layers, document.input.shape());
  const int channels = shapes.problem ? 1 : shapes.outputs.back().channels;
  const Tensor& color = file.picture.color;
  return color.shape().channels == channels ? color : Tensor(file.picture.luma);
}

}  // namespace

void Application::AskForTarget() {
  std::vector<std::string> known = ImageExtensions();
  for (const std::string& extension : ArrayExtensions()) known.push_back(extension);
  chooser_.Open(FileChooser::Mode::kOpen, "Open a target",
                {{"Images and arrays", known}, {"All files", {}}}, folder_, "",
                [this](const std::filesystem::path& path) { Open(path, OpenFor::kTarget); });
}

void Application::ShowTarget(const OpenedFile& opened) {
  const std::string name = TextOf(opened.path.filename());
  const OpenedInput* file = std::get_if<OpenedInput>(&opened.content);
  if (file == nullptr) {
    return Report({"{} is a session. A target is an image or an .npy array.", {name}});
  }
  const Document& document = bench_->document();
  Result<Tensor> target = TargetFromFile(document, ContentFor(*file, document), name);
  if (!target.ok()) return Report(target.problem());
  bench_->Do(ReplaceTarget(std::move(*target), {"Open target {}", {name}}));
  state_.requested = Command::kTabLearn;
}

}  // namespace convlens
