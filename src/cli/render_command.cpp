#include "cli/render_command.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "cli/numbers.h"
#include "cli/session_source.h"
#include "core/grid/path_text.h"
#include "io/files/output.h"
#include "io/image/encode.h"
#include "model/document/document_words.h"
#include "paint/figure_export.h"
#include "render/offscreen.h"
#include "scene/layout/build_figure.h"
#include "scene/layout/matrix_form_view.h"

namespace convlens {
namespace {

struct RenderOptions {
  std::string source;
  std::string output;
  std::optional<int64_t> step;
  std::optional<MatrixView> matrix;
  std::string size = "1280x800";
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
};

constexpr int kMaxPictureSide = 8192;

struct PictureSize {
  int width = 0;
  int height = 0;
};

// Pictures are named width first, unlike grids.
Result<PictureSize> ParseSize(const std::string& text) {
  const Message problem = {
      "--size: {} is not a width and a height of 64 to {} pixels, such as 1280x800.",
      {text, std::to_string(kMaxPictureSide)}};
  PictureSize size;
  const char* end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return problem;
  const auto height = std::from_chars(width.ptr + 1, end, size.height);
  if (height.ec != std::errc() || height.ptr != end) return problem;
  const auto fits = [](int side) { return side >= 64 && side <= kMaxPictureSide; };
  if (!fits(size.width) || !fits(size.height)) return problem;
  return size;
}

// A stream, which has no ending, gets a PNG.
Result<PictureFormat> FormatFor(const std::string& output) {
  if (IsStream(output)) return PictureFormat::kPng;
  if (const auto format = PictureFormatOf(PathOf(output))) return *format;
  return Message{"-o: {} must end in .png or .svg.", {output}};
}

// `step` output elements done, of the evaluation's N.
Result<Playback> PlaybackAt(const Session& session, const Evaluation& evaluation,
                            std::optional<int64_t> step) {
  const PlaybackExtent extent = evaluation.extent(step ? *step - 1 : session.playback.output);
  if (!step) return playback::Clamped(session.playback, extent);
  if (evaluation.problem) return *evaluation.problem;
  if (*step < 1 || *step > extent.outputs) {
    return Message{
        "--step {}: the output has {} elements, so a step is a number from 1 to {}.",
        {std::to_string(*step), std::to_string(extent.outputs), std::to_string(extent.outputs)}};
  }
  return playback::GoTo(session.playback, extent, *step - 1);
}

Result<std::string> DrawSession(const Session& session, const RenderOptions& options,
                                PictureSize size, PictureFormat format) {
  const EvaluationPtr evaluation = Evaluate(session.document, nullptr, nullptr, session.front);
  const Result<Playback> playback = PlaybackAt(session, *evaluation, options.step);
  if (!playback) return playback.problem();
  FigureOptions figure_options;
  figure_options.view = session.view;
  figure_options.playback = *playback;
  figure_options.view.matrix = options.matrix.value_or(session.view.matrix);
  const MatrixForm matrix = MakeMatrixForm(*evaluation, figure_options.view.matrix);
  figure_options.matrix = &matrix;
  figure_options.aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
  const Figure figure = BuildFigure(*evaluation, figure_options);
  const PictureLook look{options.theme, options.language, size.width, size.height};
  if (format == PictureFormat::kSvg) return FigureFile(figure, session.view, look, format);
  const auto context = OffscreenContext::Create(1, 1);
  if (!context) return context.problem();
  return FigureFile(figure, session.view, look, format);
}

int Run(const RenderOptions& options) {
  const Result<PictureFormat> format = FormatFor(options.output);
  if (!format) return FailWith(format.problem());
  if (const auto problem = CheckWritable(options.output)) return FailWith(*problem);
  const Result<PictureSize> size = ParseSize(options.size);
  if (!size) return FailWith(size.problem());
  const Result<Session> session = FindSession(options.source);
  if (!session) return FailWith(session.problem());
  const Result<std::string> bytes = DrawSession(*session, options, *size, *format);
  if (!bytes) return FailWith(bytes.problem());
  const Result<Done> written = WriteOutput(options.output, *bytes);
  return written ? 0 : FailWith(written.problem());
}

}  // namespace

void AddRenderCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* command =
      app.add_subcommand("render", "Draw the figure of a session or a lesson as a picture");
  command->add_option("SESSION|LESSON", options->source, "a session file, or a lesson's id")
      ->required();
  command->add_option("-o,--output", options->output, "where to write the picture, as .png or .svg")
      ->required();
  AddWholeOption<int64_t>(
      *command, "--step", 1, kMaxTensorCells,
      [options = options.get()](int64_t step) { options->step = step; },
      "how many output elements are shown, from 1");
  command->add_option("--size", options->size, "size of the picture in pixels (1280x800)")
      ->type_name("WxH");
  AddWordOption(*command, "--matrix", options->matrix, kMatrixWords,
                "the layer as a product with a matrix (the session's choice)");
  AddWordOption(*command, "--theme", options->theme, kThemeWords, "colours (dark)");
  AddWordOption(*command, "--language", options->language, kLanguageWords,
                "language of the texts in the figure (en)");
  command->callback([options, &action] { action = [options] { return Run(*options); }; });
}

}  // namespace convlens
