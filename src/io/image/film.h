#pragma once

#include <memory>
#include <string>

#include "core/grid/pixels.h"

namespace convlens {

/// Pictures of one size as an animated WebP without loss, which begins anew at its end.
class FilmEncoder {
 public:
  /// False in a build without libwebp.
  static bool IsThere();

  /// Each picture is shown for `milliseconds`. Throws std::bad_alloc, as `Add` and `Finish` do.
  FilmEncoder(int width, int height, int milliseconds);
  ~FilmEncoder();
  FilmEncoder(const FilmEncoder&) = delete;
  FilmEncoder& operator=(const FilmEncoder&) = delete;

  /// Requires the size of the film.
  void Add(const Pixels& picture);
  /// The bytes of the file. Requires a picture; nothing can be added afterwards.
  std::string Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace convlens
