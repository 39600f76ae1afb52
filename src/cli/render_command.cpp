#include "cli/render_command.h"

#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "cli/numbers.h"
#include "cli/session_source.h"
#include "core/grid/number_text.h"
#include "core/grid/path_text.h"
#include "io/files/output.h"
#include "io/image/encode.h"
#include "io/image/film.h"
#include "model/document/document_words.h"
#include "paint/figure_export.h"
#include "paint/figure_walk.h"
#include "render/offscreen.h"
#include "scene/layout/build_figure.h"
#include "scene/layout/matrix_form_view.h"

namespace convlens {
namespace {

struct RenderOptions {
  std::string source;
  std::string output;
  std::optional<int64_t> step;
  std::optional<int64_t> from;  ///< of a walk, as `step`; the first
  std::optional<int64_t> to;    ///< likewise; the last
  std::optional<double> pace;   ///< elements a second, of a film
  std::optional<MatrixView> matrix;
  std::string size = "1280x800";
  ThemeKind theme = ThemeKind::kDark;
  Language language = Language::kEnglish;
};

constexpr int kMaxPictureSide = 8192;
constexpr int kMostFrames = 2000;
constexpr double kUsualPace = 2;

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

/// What is written: a picture, or a walk as a film or as pictures with numbers in place of "{}".
enum class OutputForm { kPng, kSvg, kFilm, kNumbered };

bool IsWalk(OutputForm form) { return form == OutputForm::kFilm || form == OutputForm::kNumbered; }

// A stream, which has no ending, gets a PNG.
Result<OutputForm> FormOf(const std::string& output) {
  if (IsStream(output)) return OutputForm::kPng;
  const std::string extension = ExtensionOf(PathOf(output));
  if (extension == ".webp") return OutputForm::kFilm;
  if (output.find("{}") != std::string::npos) {
    if (extension == ".png") return OutputForm::kNumbered;
    return Message{"-o: numbered pictures end in .png, not {}.", {output}};
  }
  if (extension == ".png") return OutputForm::kPng;
  if (extension == ".svg") return OutputForm::kSvg;
  return Message{"-o: {} must end in .png or .svg, or for a film in .webp.", {output}};
}

std::optional<Message> MisusedOptions(const RenderOptions& options, OutputForm form) {
  const bool walks = options.from || options.to || options.pace;
  if (!IsWalk(form) && walks) {
    return Message{
        "--from, --to and --fps are of a walk: -o must end in .webp, or be numbered "
        "pictures such as walk-{}.png, not {}.",
        {"{}", options.output}};
  }
  if (IsWalk(form) && options.step)
    return Message{"--step draws one element: a walk goes from --from to --to.", {}};
  if (form == OutputForm::kNumbered && options.pace)
    return Message{"--fps is of a film: numbered pictures have no pace.", {}};
  if (options.pace && !(*options.pace >= 0.1 && *options.pace <= 50))
    return Message{"--fps: {} is not a number from 0.1 to 50.", {ShortNumber(*options.pace)}};
  if (form == OutputForm::kFilm && !FilmEncoder::IsThere())
    return Message{"This build of ConvLens writes no WebP: use numbered pictures.", {}};
  return std::nullopt;
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

/// What is drawn of a session: its figure at any place of the playback.
class Drawn {
 public:
  Drawn(const Session& session, const RenderOptions& options, PictureSize size)
      : session_(session),
        evaluation_(Evaluate(session.document, nullptr, nullptr, session.front)),
        look_{options.theme, options.language, size.width, size.height} {
    options_.view = session.view;
    options_.view.matrix = options.matrix.value_or(session.view.matrix);
    options_.aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
    matrix_ = MakeMatrixForm(*evaluation_, options_.view.matrix);
    options_.matrix = &matrix_;
  }
  Drawn(const Drawn&) = delete;
  Drawn& operator=(const Drawn&) = delete;

  const Evaluation& evaluation() const { return *evaluation_; }
  const PictureLook& look() const { return look_; }
  const ViewSettings& view() const { return session_.view; }

  Result<Figure> At(std::optional<int64_t> step) {
    const Result<Playback> playback = PlaybackAt(session_, *evaluation_, step);
    if (!playback) return playback.problem();
    options_.playback = *playback;
    return BuildFigure(*evaluation_, options_);
  }

 private:
  const Session& session_;
  EvaluationPtr evaluation_;
  PictureLook look_;
  FigureOptions options_;
  MatrixForm matrix_;
};

Result<std::string> DrawPicture(Drawn& drawn, const RenderOptions& options, PictureFormat format) {
  const Result<Figure> figure = drawn.At(options.step);
  if (!figure) return figure.problem();
  if (format == PictureFormat::kSvg) return FigureFile(*figure, drawn.view(), drawn.look(), format);
  const auto context = OffscreenContext::Create(1, 1);
  if (!context) return context.problem();
  return FigureFile(*figure, drawn.view(), drawn.look(), format);
}

/// Output elements from 1, both ends included.
struct Walk {
  int64_t from = 1;
  int64_t to = 1;

  int count() const { return static_cast<int>(to - from + 1); }
};

Result<Walk> WalkOf(const RenderOptions& options, const Evaluation& evaluation) {
  if (evaluation.problem) return *evaluation.problem;
  const int64_t outputs = evaluation.extent(0).outputs;
  const Walk walk{options.from.value_or(1), options.to.value_or(outputs)};
  const std::string all = std::to_string(outputs);
  for (const int64_t end : {walk.from, walk.to}) {
    if (end > outputs) {
      return Message{"--from, --to: the output has {} elements, so there is no element {}.",
                     {all, std::to_string(end)}};
    }
  }
  if (walk.from > walk.to) {
    return Message{"--from {} is behind --to {}.",
                   {std::to_string(walk.from), std::to_string(walk.to)}};
  }
  if (walk.to - walk.from >= kMostFrames) {
    return Message{
        "A walk has at most {} pictures: choose some of the {} elements by --from and "
        "--to.",
        {std::to_string(kMostFrames), all}};
  }
  return walk;
}

// "walk-{}.png" with as many digits as the last one's.
std::string NumberedName(const std::string& pattern, int64_t number, int64_t last) {
  std::string digits = std::to_string(number);
  digits.insert(0, std::to_string(last).size() - digits.size(), '0');
  const size_t at = pattern.find("{}");
  return pattern.substr(0, at) + digits + pattern.substr(at + 2);
}

Result<Done> WriteWalk(Drawn& drawn, const RenderOptions& options, OutputForm form) {
  const Result<Walk> walk = WalkOf(options, drawn.evaluation());
  if (!walk) return walk.problem();
  const auto context = OffscreenContext::Create(1, 1);
  if (!context) return context.problem();
  const auto figure_at = [&](int index) { return *drawn.At(walk->from + index); };
  if (form == OutputForm::kNumbered) {
    return DrawWalk(walk->count(), figure_at, drawn.view(), drawn.look(),
                    [&](int index, const Pixels& picture) {
                      return WriteOutput(NumberedName(options.output, walk->from + index, walk->to),
                                         EncodePng(picture));
                    });
  }
  const double pace = options.pace.value_or(kUsualPace);
  FilmEncoder film(drawn.look().width, drawn.look().height,
                   static_cast<int>(std::lround(1000 / pace)));
  Result<Done> drawn_all = DrawWalk(walk->count(), figure_at, drawn.view(), drawn.look(),
                                    [&](int, const Pixels& picture) -> Result<Done> {
                                      film.Add(picture);
                                      return Done();
                                    });
  if (!drawn_all) return drawn_all;
  return WriteOutput(options.output, film.Finish());
}

Result<Done> Write(Drawn& drawn, const RenderOptions& options, OutputForm form) {
  if (IsWalk(form)) return WriteWalk(drawn, options, form);
  const PictureFormat format = form == OutputForm::kSvg ? PictureFormat::kSvg : PictureFormat::kPng;
  const Result<std::string> bytes = DrawPicture(drawn, options, format);
  if (!bytes) return bytes.problem();
  return WriteOutput(options.output, *bytes);
}

int Run(const RenderOptions& options) {
  const Result<OutputForm> form = FormOf(options.output);
  if (!form) return FailWith(form.problem());
  if (const auto problem = MisusedOptions(options, *form)) return FailWith(*problem);
  if (const auto problem = CheckWritable(options.output)) return FailWith(*problem);
  const Result<PictureSize> size = ParseSize(options.size);
  if (!size) return FailWith(size.problem());
  const Result<Session> session = FindSession(options.source);
  if (!session) return FailWith(session.problem());
  Drawn drawn(*session, options, *size);
  const Result<Done> written = Write(drawn, options, *form);
  return written ? 0 : FailWith(written.problem());
}

}  // namespace

void AddRenderCommand(CLI::App& app, CommandAction& action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* command =
      app.add_subcommand("render", "Draw the figure of a session or a lesson as a picture");
  command->add_option("SESSION|LESSON", options->source, "a session file, or a lesson's id")
      ->required();
  command
      ->add_option(
          "-o,--output", options->output,
          "where to write it: a picture as .png or .svg; a walk through the output as a film in "
          ".webp, or as numbered pictures such as walk-{}.png")
      ->required();
  AddWholeOption<int64_t>(
      *command, "--step", 1, kMaxTensorCells,
      [options = options.get()](int64_t step) { options->step = step; },
      "how many output elements are shown, from 1");
  const auto end_of_walk = [command](const char* name, std::optional<int64_t>* end,
                                     const char* help) {
    AddWholeOption<int64_t>(
        *command, name, 1, kMaxTensorCells, [end](int64_t element) { *end = element; }, help);
  };
  end_of_walk("--from", &options->from, "a walk's first output element (1)");
  end_of_walk("--to", &options->to, "its last one (the output's last)");
  command->add_option("--fps", options->pace, "output elements a second of a film (2)")
      ->type_name("x");
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
